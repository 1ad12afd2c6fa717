"""The week ahead comes once, on Sunday evening."""

from support.processes import START
from support.terminal import Terminal


async def test_it_comes_on_sunday_evening(term: Terminal) -> None:
    await term.say(START)
    week = await term.say("!skip 2d", "/done 10", "!skip 2d", "/done 10", "!skip 2d12h")
    assert week.count("The week ahead: ") == 1
