"""[Project]: the brief and the next piece, which is ticked there (promise 3.4b)."""

import re

import pytest

from support.terminal import Terminal

FIRST = "Read two numbers and an operator by argparse"


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture
async def begun(term: Terminal) -> Terminal:
    await term.say("/start roadmap=six-month tz=Europe/Berlin days=mon-sat")
    return term


@pytest.mark.parametrize("page", ["/today", "/week"])
async def test_the_brief_and_the_next_piece_are_one_press_away(begun: Terminal, page: str) -> None:
    await begun.say(page)
    answer = flat(await begun.say("!press Project"))
    assert answer.startswith("Command-line calculator with argparse, pushed to GitHub A simple CLI")
    assert "Built: 0 of 5 pieces." in answer
    assert f"Next: {FIRST}" in answer
    assert "It builds on: “Functions: parameters, defaults" in answer
    assert begun.buttons == ["Tick", "Today", "Week"]


async def test_a_tick_is_study_and_shows_the_next_piece(begun: Terminal) -> None:
    await begun.say("/today", "!press Project")
    answer = flat(await begun.say("!press Tick"))
    assert "One more piece stands. Well done. Built: 1 of 5 pieces." in answer
    assert "Next: Add -, x and /" in answer
    assert FIRST not in answer
    assert "1 study day in a row" in await begun.say("/streak")
    assert "pushed to GitHub (1 of 5 pieces)" in flat(await begun.say("/week"))
    assert any(each.startswith(f"☑ {FIRST[:40]}") for each in begun.buttons)
    assert f"Next: {FIRST}" in flat(await begun.say("/undo", "!press Project"))


async def test_when_all_is_built_it_can_be_shipped(begun: Terminal) -> None:
    await begun.say("/today", "!press Project", *["!press Tick"] * 5)
    assert "Tick" not in begun.buttons
    assert "To ship it, log it with its link" in await begun.say("/week", "!press Project")
    await begun.say("/done 30 https://github.com/me/calc")
    assert "To ship it" not in await begun.say("/week", "!press Project")


async def test_projects_side_by_side_lead_to_each_other(term: Terminal) -> None:
    await term.say("/start roadmap=europe-jobs tz=Europe/Berlin", *["/next"] * 3, "/today")
    assert "Open source, part 1" in await term.say("!press Project")
    assert "Toolbox, part 1" in await term.say("!press Toolbox")
    assert "Built: 1 of 12" in await term.say("!press Tick")


async def test_before_set_up_a_tick_accepts_the_proposal(term: Terminal) -> None:
    await term.say("/week", "!press Project", "!press Tick")
    assert "Week 1 of 24" in await term.say("/progress")


@pytest.mark.soak
async def test_a_piece_that_says_build_is_not_labelled_so(term: Terminal) -> None:
    await term.say("/start roadmap=islands tz=Europe/Berlin", *["/next"] * 24)
    await term.say("/week", "!press ☐ Data Structures", "!press ☐ Chapter 25", "!skip 5d")
    assert " Build the smallest version" in flat(await term.say("/today"))


async def test_a_week_fits_a_phone(term: Terminal) -> None:
    """Pieces are told one by one in the project's brief; here they are counted, and ticked."""
    for roadmap, week in (("six-month", 1), ("europe-jobs", 9), ("engineer", 17)):
        await term.say(f"/start roadmap={roadmap} tz=Europe/Berlin")
        answer = await term.say(f"/week {week}")
        assert len(answer.splitlines()) <= 14, answer
        assert re.search(r"Project: .* \(0 of \d pieces?\)", answer)
        await term.say("/forget", "forget")
