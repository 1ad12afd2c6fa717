"""What a check-in says to its answers, and what it leaves where it is (promises 4.3, 5.1, 5.3)."""

import pytest

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
