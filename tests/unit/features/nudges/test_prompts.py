"""How prompts begin and how they end (promise 4.2)."""

import pytest

from bot.features.nudges.prompts import COMEBACKS, OPENINGS, SAVERS
from support.terminal import Terminal

START = "/start tz=Europe/Berlin days=mon-sun from=2026-03-02"
QUIET = "I'll be quiet now"


def test_there_are_at_least_eight_of_each_kind() -> None:
    for openings in ([each for each, _ in OPENINGS], COMEBACKS, SAVERS):
        assert len(set(openings)) == len(openings) >= 8


@pytest.mark.soak
async def test_the_opening_is_the_one_that_came_longest_ago(term: Terminal) -> None:
    await term.say(START, "/settings checkin=mon-23:00 quiet=23:30-07:00")
    lines = [each for each, _ in OPENINGS]
    came = []
    for day in range(3, 25):
        prompt = await term.say(f"!clock 2026-03-{day:02}T12:00+01:00")
        came += [line for line in lines if line in prompt]
        await term.say("/done 20", "/checkin", "[Just move on]", "/back")
    assert len(came) == 22
    assert came[: len(lines)] == lines
    assert came[len(lines) : 2 * len(lines)] == lines


async def test_the_learners_own_plan_opens_the_prompt(term: Terminal) -> None:
    await term.say(
        START, "/checkin", *["[Skip]"] * 4, "after dinner, at the desk.", "[Week 1 again]"
    )
    prompt = await term.say("!clock 2026-03-03T12:00+01:00")
    assert prompt.startswith("After dinner, at the desk: ready when you are.\n")


async def test_the_last_prompt_before_silence_says_so(term: Terminal) -> None:
    await term.say(START)
    said = [await term.say(f"!clock 2026-03-0{day}T12:00+01:00") for day in range(3, 7)]
    assert [QUIET in each for each in said] == [False, False, True, False]
    assert said[3] == ""


async def test_a_prompt_after_a_word_is_not_the_last(term: Terminal) -> None:
    await term.say(START)
    for day in range(3, 12):
        said = await term.say(f"!clock 2026-03-{day:02}T12:00+01:00")
        assert QUIET not in said
        if day % 2:
            await term.say("/today")


async def test_a_plan_for_one_weekday_opens_the_prompt_of_that_day_only(term: Terminal) -> None:
    plan = "if it is Wednesday, 19:00, I sit at the kitchen table"
    await term.say(START, "/checkin", *["[Skip]"] * 4, plan, "[Week 1 again]")
    tuesday = await term.say("!clock 2026-03-03T12:00+01:00")
    assert tuesday.startswith(f"Your plan for the week: “{plan}”.\nReady when you are:\n")
    wednesday = " ".join((await term.say("!clock 2026-03-04T12:00+01:00")).split())
    assert wednesday.startswith(f"I{plan[1:]}: a little today goes a long way.")
