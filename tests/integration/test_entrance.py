"""Ways into a roadmap that builds on others: what is told, its test, its advice (promise 12.6)."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from conftest import MONDAY
from support.reviewing import answer, shown, small_bank, small_data
from support.samples import SMALL
from support.terminal import Terminal, terminal

BANK = small_bank()
BUILDS = """\
version: "1.0"
for_you_if: you know the basics.
not_if: you have never written a loop.
entry:
  concepts: [loops, functions, variables, conditionals]
  after:
    - {roadmap: six-month, week: 1}
"""
ON_SIX_MONTH = "/start roadmap=six-month tz=Europe/Berlin days=mon-sat"
LOOPS, FUNCTIONS, VALUES = ("Loops", "Functions", "Variables, values")


@asynccontextmanager
async def seated(folder: Path) -> AsyncIterator[Terminal]:
    async with terminal(folder / "w.db", MONDAY, own_roadmaps=folder / "own") as opened:
        yield opened


@pytest.fixture
async def term(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Terminal]:
    """With the six-month roadmap, a small one that builds on its first week, and a small bank."""
    monkeypatch.setattr("bot.runtime.wiring.ROADMAP_DATA", small_data(tmp_path / "data"))
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "small.yaml").write_text(SMALL.replace('version: "1.0"\n', BUILDS))
    async with seated(tmp_path) as opened:
        yield opened


def flat(text: str) -> str:
    return " ".join(text.split())


async def taken(term: Terminal, wrong: int = 0) -> str:
    """Take the test with so many wrong answers; what it ends with."""
    page = await term.say("/review small")
    for number in range(1, 9):
        assert f"{number} of 8 · " in page
        last = await answer(term, page, BANK, right=number > wrong)
        page = await term.say("!press Next question") if number < 8 else last
    return flat(page)


async def test_a_page_says_for_whom_it_is_and_for_whom_not(term: Terminal) -> None:
    await term.say(ON_SIX_MONTH)
    page = await term.say("/roadmaps")
    assert "For you if: you know the basics.\nNot if: you have never written a loop." in page
    details = flat(await term.say("/roadmaps small"))
    assert "Not if: you have never written a loop." in details
    assert "Builds on: loops, functions, variables, conditionals" in details
    assert "Enter after: week 1 of six-month" in details
    assert "8 questions: is it for you now?" in term.buttons
    assert "Not if" not in await term.say("/roadmaps six-month")


async def test_who_has_ticked_enough_of_it_is_told(term: Terminal) -> None:
    ready = "For you now: you have met 4 of the 4 things it builds on"
    await term.say(ON_SIX_MONTH, "/week", f"!press {LOOPS}", f"!press {FUNCTIONS}")
    assert "For you now" not in await term.say("/roadmaps")
    assert "conditionals · 2 of 4 met" in await term.say("/roadmaps small")
    await term.say("/week", f"!press {VALUES}")
    page = await term.say("/roadmaps")
    assert ready in page
    assert "Not if: you have never written a loop." in page
    told = flat(await term.say("!press Take: A small roadmap"))
    assert "You have met 4 of the 4 things it builds on. Your streak goes on." in told
    await term.say("!press Yes, switch")
    assert ready not in await term.say("/roadmaps")


async def test_before_the_set_up_answers_tell_it_where_a_roadmap_is_chosen(term: Terminal) -> None:
    await term.say("/start")
    page = flat(await term.say("!press Other roadmap"))
    assert "A small roadmap builds on what others teach" in page
    assert "Questions: A small roadmap" in term.buttons
    assert "8 of 8 right. Go: you know what A small roadmap builds on." in await taken(term)
    await term.say("/start")
    page = flat(await term.say("!press Other roadmap"))
    assert "A small roadmap. For you now: you have met 4 of the 4 things it builds on." in page
    assert "Roadmap: A small roadmap, 3 weeks" in flat(await term.say("[A small roadmap]"))
    assert "You are set up: A small roadmap" in await term.say("!press Start like this")
    assert "0 min" in await term.say("/progress")


ENDS = {
    0: ("8 of 8 right. Go: you know what", ["Take this one"]),
    2: ("6 of 8 right. Go, and look at these first:", ["Take this one"]),
    4: ("4 of 8 right. Rather stay on Six months", ["Today", "Take it all the same"]),
}


@pytest.mark.parametrize("wrong", ENDS)
async def test_it_ends_with_one_of_three_pieces_of_advice_and_bars_nothing(
    term: Terminal, wrong: int
) -> None:
    await term.say(ON_SIX_MONTH)
    line, ways = ENDS[wrong]
    end = await taken(term, wrong)
    assert line in end
    assert term.buttons == ways
    assert ("the choice is yours" in end) == (wrong > 0)
    await term.say(f"!press {ways[-1]}", "!press Yes, switch")
    assert "Week 1 of 3" in await term.say("/today")
    details = flat(await term.say("/roadmaps small"))
    assert f"Your answers: {8 - wrong} of 8 right, Mon 2 March" in details
    assert "8 questions: is it for you now?" not in term.buttons


async def test_who_has_walked_the_way_is_told_what_to_go_over(term: Terminal) -> None:
    await term.say(ON_SIX_MONTH, "/next")
    end = await taken(term, wrong=8)
    assert "0 of 8 right. Rather go over these first:" in end
    assert "Loops: for, while, break and range: Control flow (Python tutorial)" in end
    assert term.buttons == ["Take it all the same"]


async def test_it_is_a_finished_review_and_its_answers_are_spaced(term: Terminal) -> None:
    await term.say(ON_SIX_MONTH)
    await taken(term)
    assert "1 study day in a row" in await term.say("/streak")
    await term.say("/week", *(f"!press {each}" for each in (LOOPS, FUNCTIONS, VALUES)))
    assert "Nothing waits today." in await term.say("/review")
    await term.say("!skip 40d")
    assert "1 of 8 · " in await term.say("/review")


@pytest.mark.soak
async def test_interrupted_it_goes_on_where_it_was(tmp_path: Path, term: Terminal) -> None:
    await term.say(ON_SIX_MONTH, "/week", f"!press {LOOPS}")
    met = list[str]()
    page = await term.say("/review small")
    for _ in range(3):
        met.append(shown(page, BANK).id)
        await answer(term, page, BANK)
        page = await term.say("!press Next question")
    open_now = shown(page, BANK)
    assert "Your 3 answers are kept" in await term.say("!press Enough for today")
    assert term.buttons == ["Go on with the questions"]
    other = await term.say("!skip 3d", "/review")
    assert "4 of 8" not in other
    assert "Go on with the questions" in (await term.screen("/roadmaps small"))
    async with terminal(tmp_path / "w.db", term.now, own_roadmaps=tmp_path / "own") as again:
        page = await again.say("/review small")
        assert "4 of 8 · " in page
        assert shown(page, BANK) == open_now
        for _ in range(5):
            met.append(shown(page, BANK).id)
            last = await answer(again, page, BANK)
            page = await again.say("!press Next question") if len(met) < 8 else last
        assert "8 of 8 right" in page
        assert len({*met}) == 8


@pytest.mark.soak
async def test_after_a_month_it_begins_anew(term: Terminal) -> None:
    await term.say(ON_SIX_MONTH)
    await answer(term, await term.say("/review small"), BANK)
    assert "0 answers" not in await term.say("!press Enough for today")
    await term.say("!skip 31d", "/roadmaps small")
    assert "8 questions: is it for you now?" in term.buttons
    assert "1 of 8 · " in await term.say("/review small")


async def test_left_before_the_first_answer_the_questions_wait(term: Terminal) -> None:
    await term.say(ON_SIX_MONTH, "/review small")
    assert "The questions wait until you like." in await term.say("!press Enough for today")
    assert "1 of 8 · " in await term.say("!press Go on with the questions")


async def test_there_is_none_where_a_roadmap_builds_on_nothing(term: Terminal) -> None:
    await term.say(ON_SIX_MONTH)
    assert "builds on nothing that I could ask about" in await term.say("/review six-month")
    assert "I don't know a roadmap called nope. I have: " in await term.say("/review nope")
    assert "1 of 8 · " in await term.say("/review A small roadmap")
    assert "Your recall" not in await term.say("/review stats")


async def test_a_roadmap_that_goes_away_meanwhile_holds_nobody_up(
    tmp_path: Path, term: Terminal
) -> None:
    await term.say(ON_SIX_MONTH)
    await answer(term, await term.say("/review small"), BANK)
    (tmp_path / "own" / "small.yaml").unlink()
    assert "There is nothing left to ask on it." in await term.say("!press Next question")
    assert "Nothing waits today." in await term.say("/review")


async def test_in_a_group_it_points_to_the_private_chat(term: Terminal) -> None:
    await term.say(ON_SIX_MONTH, "!in club", "/roadmaps small")
    told = await term.say("!press 8 questions")
    assert "That stays between us: write /review in our private chat." in told


@pytest.mark.soak
async def test_the_finish_of_another_offers_it(term: Terminal) -> None:
    await term.say(ON_SIX_MONTH, "/week", *(f"!press {x}" for x in (LOOPS, FUNCTIONS, VALUES)))
    for _ in range(23):
        await term.say("/next")
    page = flat(await term.say("/next"))
    offered = "What could come next: A small roadmap. You have met 4 of the 4 things it builds on."
    assert offered in page
    assert offered in flat(await term.say("/today"))
    assert [*term.buttons[-2:]] == ["Take: A small roadmap", "8 questions: is it for you now?"]
    await term.say("!press Take: A small", "!press Yes, switch", "/next", "/next", "/next")
    assert "What could come next" not in await term.say("/today")
