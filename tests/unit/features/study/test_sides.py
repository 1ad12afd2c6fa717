"""A lane beside the main one can be worked on from `/today` (promise 3.7)."""

import pytest

from support.terminal import Terminal

GIT, MAIN = "Work through a Git tutorial", "Before you start: Python, an editor, Git"


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture
async def begun(term: Terminal) -> Terminal:
    await term.say("/start roadmap=europe-jobs tz=Europe/Berlin days=mon-sat", "/today")
    return term


async def test_the_evening_goes_to_the_side_lane_and_back(begun: Terminal) -> None:
    assert "Side: Git basics" in begun.buttons
    page = flat(await begun.say("!press Side: Git basics"))
    assert "Mon 2 March · learn · 1 h 30 min: Git basics" in page
    assert f"1. {GIT}" in page
    assert f"1. {GIT}" in flat(await begun.say("/today"))
    assert f"“{GIT}”" in flat(await begun.say("!press Just 10 minutes"))
    await begun.say("/today")
    assert f"1. {MAIN}" in flat(await begun.say("!press Main: Python basics"))
    assert "Main: Python basics" not in begun.buttons


async def test_what_is_logged_goes_to_the_lane_of_the_evening(begun: Terminal) -> None:
    await begun.say("!press Side: Git basics", "!skip 1m")
    assert f"Finished “{GIT}”?" in flat(await begun.say("/done 85"))
    assert "is ticked" in await begun.say("!press Tick it")
    assert "1/" in await begun.say("/plan")
    await begun.say("!skip 1d")
    assert f"1. {MAIN}" in flat(await begun.say("/today"))
    assert not any(each.startswith("Side: ") for each in begun.buttons)


async def test_the_choice_is_for_one_evening(begun: Terminal) -> None:
    await begun.say("!press Side: Git basics", "!skip 1d")
    assert f"1. {GIT}" not in flat(await begun.say("/today"))


async def test_lanes_side_by_side_each_have_a_button_and_the_page_fits(term: Terminal) -> None:
    await term.say("/start roadmap=europe-jobs tz=Europe/Berlin", *["/next"] * 13)
    page = await term.screen("/today")
    assert len(page.splitlines()) <= 12
    assert [each for each in term.buttons if each.startswith("Side: ")] == [
        "Side: Web frameworks: Fas…",
        "Side: API development",
        "Side: SQL and PostgreSQL",
    ]


async def test_a_roadmap_of_one_lane_has_no_sides(term: Terminal) -> None:
    await term.say("/start roadmap=six-month tz=Europe/Berlin", "/today")
    assert not any(each.startswith("Side: ") for each in term.buttons)
