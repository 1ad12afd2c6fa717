"""The greeting knows who is there: day, streak, and today's first thing; it changes nothing."""

import pytest

from adapters.console.render import plain_text
from support.terminal import Terminal

START = "/start tz=Europe/Berlin days=mon-sat"
FIRST = "Install python3, make a venv, set up an editor (50 min)"


async def greeted(term: Terminal) -> str:
    return plain_text(await term.coach.greeting(term.console._origin()))


async def test_nobody_yet(term: Terminal) -> None:
    assert "/start" in await greeted(term)
    async with term.coach._store.work() as work:
        assert await work.learners.known("terminal", "me") is None


async def test_without_a_plan(term: Terminal) -> None:
    await term.say("/today")
    assert "/start" in await greeted(term)


@pytest.mark.parametrize(
    ("lines", "greeting"),
    [
        ([], f"Welcome back. Day 1. Today: {FIRST}."),
        (["/done 25"], "Welcome back. Day 1, streak 1. Today is done; more is a bonus."),
        (["/done 25", "!skip 1d"], f"Welcome back. Day 2, streak 1. Today: {FIRST}."),
        (
            ["/done 25", "/settings streak=off", "!skip 1d"],
            f"Welcome back. Day 2. Today: {FIRST}.",
        ),
        (
            ["/done", "!skip 1d", "/done", "!skip 1d", "!press Today", "/pause 5d"],
            "Welcome back. Day 3, streak 2. Paused until Sun 8 March.",
        ),
    ],
)
async def test_where_a_learner_stands(term: Terminal, lines: list[str], greeting: str) -> None:
    await term.say(START, *lines)
    assert await greeted(term) == greeting
    assert await greeted(term) == greeting


async def test_a_rest_day_and_the_first_day(term: Terminal) -> None:
    await term.say(f"{START} from=2026-03-09")
    assert await greeted(term) == "Welcome back. Your plan starts on Mon 9 March."
    await term.say("!skip 13d")
    assert (await greeted(term)).startswith("Welcome back. Day 7. Rest day; something light: ")
