"""What a check-in says to its answers, and what it leaves where it is (promises 4.3, 5.1, 5.3)."""

from datetime import UTC, datetime

import pytest

from bot.domain.reflection import Answer, Checkin, Question
from bot.features.weekly.noted import was_hard
from support.terminal import Terminal

START = "/start tz=Europe/Berlin from=2026-03-02"
SUNDAY = "!clock 2026-03-08T19:00+01:00"
LINK = "https://github.com/me/calculator"


@pytest.fixture
async def term(term: Terminal) -> Terminal:
    await term.say(START)
    return term


async def test_just_move_on_leaves_whoever_went_on_since(term: Terminal) -> None:
    await term.say("!clock 2026-03-07T12:00+01:00", "/done 60", "/next")
    assert "look back on week 1" in await term.say(SUNDAY)
    assert "You are in week 2, and there you stay." in await term.say("[Just move on]")
    assert "Week 2 of 24" in await term.say("/today")


async def test_just_move_on_moves_whoever_is_in_the_week_it_is_about(term: Terminal) -> None:
    await term.say(SUNDAY)
    assert "Week 2 of 24" in await term.say("[Just move on]")


async def test_just_move_on_leaves_whoever_went_back(term: Terminal) -> None:
    await term.say("/next", "/next", SUNDAY, "/back")
    assert "You are in week 2, and there you stay." in await term.say("[Just move on]")


async def test_milestones_wait_for_the_end_of_a_check_in(term: Terminal) -> None:
    await term.say(SUNDAY, "argparse")
    assert "shipped" not in await term.say(f"a calculator {LINK}")
    assert "shipped" not in await term.say("[Skip]", "/done 600", "[4]", "[Skip]")
    end = await term.say("[Week 1 again]")
    assert "Command-line calculator" in end
    assert "10 hours" in end
    assert end.index("/journal") < end.index("10 hours")


async def test_milestones_do_not_wait_for_a_check_in_that_nobody_answers(term: Terminal) -> None:
    await term.say(SUNDAY)
    assert "10 hours" in await term.say("/done 600")


async def test_milestones_do_not_wait_for_ever(term: Terminal) -> None:
    await term.say(SUNDAY, "argparse", "!clock 2026-03-09T20:00+01:00")
    assert "10 hours" in await term.say("/done 600")


async def test_milestones_wait_for_a_check_in_that_is_picked_up_again(term: Terminal) -> None:
    await term.say(SUNDAY, "argparse", f"a calculator {LINK}", "!clock 2026-03-09T21:00+01:00")
    assert "shipped" not in await term.say("/checkin")
    assert "You shipped it" in await term.say("[Skip]", "[4]", "[Skip]", "[Week 2]")


async def test_the_weeks_behind_are_counted_once(term: Terminal) -> None:
    await term.say("/done 60", SUNDAY, "[Skip]", "[Skip]", "[Skip]", "[4]", "[Skip]")
    end = await term.say("[Week 2]")
    assert end.count("1 of 24 weeks") == 1
    assert "23 weeks to go." in end


@pytest.mark.parametrize(
    ("text", "hard"),
    [
        *((each, False) for each in ("Nothing yet.", "not much, really", "n/a", "it was fine!")),
        *((each, False) for each in ("Nothing was hard", "no problems so far", "-", "all easy")),
        *((each, False) for each in ("Nichts", "eigentlich nichts.", "es war alles gut", "nö")),
        *((each, False) for each in ("Nichts besonderes", "keine Probleme", "gar nichts!")),
        *((each, True) for each in ("nichts verstanden", "gut war nur Git", "keine Zeit")),
        *((each, True) for each in ("nothing but git", "not much time", "easy, but regex was not")),
        *((each, True) for each in ("no idea how decorators work", "None in Python", "ok: loops")),
    ],
)
def test_what_says_that_nothing_was_hard(text: str, hard: bool) -> None:
    at = datetime(2026, 3, 8, 19, tzinfo=UTC)
    answers = (Answer(Question.HARD, text, at),)
    assert was_hard(Checkin(1, at, at.date(), 1, answers)) == hard


async def test_what_was_hard_is_helped_with(term: Terminal) -> None:
    await term.say(SUNDAY, "[Skip]", "[Skip]")
    answer = await term.say("Git push failed because of credentials")
    assert "Thanks for saying so." in answer
    assert "https://docs.github.com" in answer
    assert "To try: " in answer
    assert "the same again is a good choice" in await term.say("[2]", "[Skip]")
    assert "You are in week 2 now" in await term.say("[Week 2]")
    assert "Week 1 of 24" in await term.say("[Week 1 again]")
    assert "You are in week 1 already" in await term.say("[Week 1 again]")


async def test_nothing_hard_has_no_consequence(term: Terminal) -> None:
    await term.say(SUNDAY, "[Skip]", "[Skip]")
    answer = await term.say("Nothing.")
    assert "http" not in answer
    await term.say("[5]", "[Skip]")
    assert "[Today]" in (end := await term.screen("[Week 2]"))
    assert "Week 1 again" not in end


async def test_no_answer_is_only_noted(term: Terminal) -> None:
    await term.say(SUNDAY)
    said = await term.say("loops", "a calculator", "git", "2", "after dinner")
    assert "Noted" not in said
    for words in ("Got it.", "Good, that is kept.", "Confidence 2: honest", "A good plan."):
        assert words in said


async def test_the_journal_lists_all_five(term: Terminal) -> None:
    await term.say(SUNDAY, "loops", "a calculator", "git", "2", "after dinner", "[Week 2]")
    page = await term.say("/journal")
    for words in ("loops", "a calculator", "git", "2/5", "after dinner"):
        assert words in page
