"""An event that is handled twice has the effect of one (promise 9.3)."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime
from pathlib import Path

import pytest

from bot.chat.events import ButtonPressed, Event, Origin, event_of_text
from bot.chat.messages import Outgoing
from bot.coach.coach import Coach
from bot.runtime.clock import SteeredClock
from bot.runtime.wiring import coach_on, storing
from support.database import Dump, count, facts
from support.processes import START
from support.soaking import mostly_soak

AT = datetime.fromisoformat("2026-03-02T18:00+01:00")
ME = Origin(platform="telegram", account="7", name="Ada", chat="7", zone="Europe/Berlin")
LINES = (
    START,
    "/done 25 before set-up",
    "/done",
    "/next",
    "/pause 5d",
    "/settings at=19:30",
    "/nonsense",
    "/done -5",
    "hello",
)


def say(line: str, event_id: str) -> Event:
    return event_of_text(line, id=event_id, origin=ME)


@asynccontextmanager
async def coaches(path: Path, many: int) -> AsyncIterator[list[Coach]]:
    """As many processes would be: each with a store of its own on one file."""
    async with AsyncExitStack() as stack:
        opened = [await stack.enter_async_context(storing(str(path))) for _ in range(many)]
        yield [coach_on(store, SteeredClock(AT)) for store in opened]


async def once(path: Path, line: str) -> tuple[Dump, str]:
    """What a line does when it comes once."""
    async with coaches(path, 1) as (coach,):
        (answer,) = await coach.handle(say(line, "first"))
    return facts(path), answer.message.model_dump_json()


def check(path: Path, expected: tuple[Dump, str], answers: list[tuple[Outgoing, ...]]) -> None:
    assert facts(path) == expected[0]
    assert count(path, "inbox") == 1
    assert count(path, "reply") == 1
    ((first,), *others) = answers
    assert first.message.model_dump_json() == expected[1]
    assert others == [(first,)] * len(others)


@pytest.mark.parametrize("line", mostly_soak(LINES, *LINES[::4]))
async def test_one_after_the_other(tmp_path: Path, line: str) -> None:
    expected = await once(tmp_path / "once.db", line)
    path = tmp_path / "twice.db"
    async with coaches(path, 1) as (coach,):
        answers = [await coach.handle(say(line, "first")) for _ in range(3)]
    async with coaches(path, 1) as (restarted,):
        answers.append(await restarted.handle(say(line, "first")))
    check(path, expected, answers)


@pytest.mark.parametrize("line", mostly_soak(LINES, *LINES[2::4]))
async def test_at_the_same_time(tmp_path: Path, line: str) -> None:
    expected = await once(tmp_path / "once.db", line)
    path = tmp_path / "twice.db"
    async with coaches(path, 2) as several:
        event = say(line, "first")
        answers = await asyncio.gather(*(each.handle(event) for each in several * 3))
    check(path, expected, list(answers))


async def test_words_do_not_matter(tmp_path: Path) -> None:
    """The id alone tells whether it is the same event."""
    path = tmp_path / "words.db"
    async with coaches(path, 1) as (coach,):
        await coach.handle(say("/done 25", "one"))
        await coach.handle(say("/done 50", "one"))
        await coach.handle(say("/done 25", "two"))
    assert count(path, "entry") == 2


async def test_a_press_that_comes_twice(tmp_path: Path) -> None:
    path = tmp_path / "press.db"
    async with coaches(path, 2) as (one, two):
        await one.handle(say(START, "start"))
        (week,) = await one.handle(say("/week", "week"))
        press = ButtonPressed(
            id="press", origin=ME, action=week.message.buttons[0][0].action, message=week.id
        )
        (first,) = await one.handle(press)
        (again,) = await two.handle(press)
    assert first == again
    assert first.edits == week.id
    assert count(path, "entry") == 1


@pytest.mark.soak
async def test_many_events_at_the_same_time_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "many.db"
    async with coaches(path, 3) as several:
        await several[0].handle(say(START, "start"))
        events = [say("/done 1", f"e{number}") for number in range(20)]
        await asyncio.gather(*(each.handle(event) for event in events for each in several))
    assert count(path, "entry") == 20
    assert count(path, "reply") == 21


async def test_what_was_refused_changes_nothing(tmp_path: Path) -> None:
    """Half of it was done when it failed: set-up goes back with the entry."""
    path = tmp_path / "refused.db"
    async with coaches(path, 1) as (coach,):
        (answer,) = await coach.handle(say("/done 9999-01-01", "one"))
        assert "9999-01-01" in answer.message.model_dump_json()
        assert count(path, "enrolment") == count(path, "setting_change") == 0
        await coach.handle(say("/start tz=Europe/Berlin pace=warp", "two"))
        assert count(path, "enrolment") == count(path, "setting_change") == 0


TAMPERED = (
    "",
    " ",
    "/",
    "/dance",
    "nothing",
    "tick",
    "tick 1",
    "tick one loops",
    "tick 99 loops",
    "tick 1 nowhere",
    "minutes",
    "minutes 25",
    "minutes 25 nine",
    "minutes -5 1",
    "minutes 25 999",
    "which-day",
    "which-day 2026-03-02",
    "which-day never",
    "set",
    "set tz",
    "set tz Mars/Olympus",
    "set colour red",
    "set streak perhaps",
    "set roadmap nope",
    "set days mon",
    "setting",
    "setting colour",
    "propose",
    "propose colour",
    "pick",
    "pick tz Mars/Olympus",
    "pick colour red",
    "repace",
    "repace warp",
    "repace-yes warp",
    "repace-yes",
    "compare",
    "compare ²",
    "compare 7",
    "fork",
    "fork 0 flask",
    "trim",
    "trim all",
    "take",
    "take ../../etc/passwd",
    "moveto",
    "moveto nowhere",
    "mark",
    "mark 0",
    "mark 9 nothing",
    "read",
    "read 0",
    "read-list ²",
    "read-faq",
    "see-update",
    "take-update",
    "met-yes",
)


async def test_a_press_that_was_made_up(tmp_path: Path) -> None:
    """Button data that was tampered with is refused politely (promise 11.3)."""
    path = tmp_path / "tampered.db"
    async with coaches(path, 1) as (coach,):
        for number, before in enumerate(((), (say(START, "start"),))):
            for event in before:
                await coach.handle(event)
            held = facts(path)
            for action in TAMPERED:
                (answer,) = await coach.handle(
                    ButtonPressed(id=f"{number} {action}", origin=ME, action=action, message=None)
                )
                assert "went wrong" not in answer.message.model_dump_json(), action
                assert facts(path) == held, action
