"""A run that ended is said once, a repair is coached and celebrated (promises 2.6, B12, B13)."""

import pytest

from support.terminal import Terminal

START = "/start tz=Europe/Berlin days=mon-sat from=2026-03-02 at=08:00"


async def say(term: Terminal, *lines: str) -> str:
    """What comes back, without its line breaks."""
    return " ".join((await term.say(*lines)).split())


async def days(term: Terminal, *numbers: int) -> None:
    for day in numbers:
        await term.say(f"!clock 2026-03-{day:02}T20:00+01:00", "/done 20")


@pytest.fixture
async def term(term: Terminal) -> Terminal:
    await term.say(START)
    return term


async def test_a_run_that_ended_is_said_once(term: Terminal) -> None:
    await days(term, 2, 3, 4)
    said = await say(term, "!clock 2026-03-09T21:00+01:00")
    line = "Your run of 3 days ended on Sat 7 March. The 2 freezes it used are back with you."
    assert said.count(line) == 1
    assert "ended on" not in await say(term, "/streak", "/today", "/done 10", "!skip 1d")


@pytest.mark.parametrize("message", ["/today", "/done 10", "/settings", "/nonsense", "hm"])
async def test_it_is_said_in_a_message_of_any_kind(term: Terminal, message: str) -> None:
    await say(term, "/settings at=23:00 quiet=01:00-02:00")
    await days(term, 2, 3, 4)
    await say(term, "!clock 2026-03-07T23:30+01:00", "/today", "!clock 2026-03-08T10:00+01:00")
    assert "Your run of 3 days ended on Sat 7 March." in await say(term, message)
    assert "ended on" not in await say(term, message)


async def test_whoever_hides_the_streak_hears_nothing_of_it(term: Terminal) -> None:
    await days(term, 2, 3, 4)
    await say(term, "/settings streak=off")
    assert "ended on" not in await say(term, "!clock 2026-03-09T21:00+01:00", "/today")


async def test_a_repair_is_coached_and_celebrated(term: Terminal) -> None:
    await days(term, 2, 4, 6, 7)
    await days(term, 10)
    said = await say(term, "!clock 2026-03-12T09:00+01:00")
    how = "Wed 11 March slipped by. Two sittings of ten minutes today win it back, and your"
    assert said.count(how) == 1
    for command in ("/today", "/streak"):
        assert (await say(term, command)).count(how) == 1
    first = await say(term, "/done 15")
    assert "One more sitting of ten minutes wins Wed 11 March back" in first
    second = await say(term, "/done 15")
    assert "You did it: Wed 11 March is won back, and your streak is" in second
    assert "won back" not in await say(term, "/done 15", "/today", "/streak")


async def test_on_the_rest_day_between_it_says_that_there_is_a_way(term: Terminal) -> None:
    await days(term, 2, 4, 6)
    await days(term, 9, 10, 11, 12, 13)
    said = await say(term, "!clock 2026-03-15T12:00+01:00", "/today")
    assert "Your run of 5 days ended on Sat 14 March." in said
    assert "Two sittings of ten minutes on your next study day win it back." in said


async def test_a_return_after_weeks_is_welcomed_with_what_is_kept(term: Terminal) -> None:
    await days(term, 2, 3)
    await say(term, "!clock 2026-04-06T20:00+02:00")
    said = await say(term, "/today")
    assert said.startswith(
        "Good to see you again. Week 1 has kept your place, and the 40 min you logged are still yours."
    )
    assert "Good to see you again" not in await say(term, "/today")
