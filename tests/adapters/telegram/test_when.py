"""What is said happens when Telegram says it was said (promise 1.5)."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.runtime.clock import SystemClock
from support.database import execute
from support.lateness import day_that_ended
from support.telegram.home import at_home, demo
from support.telegram.process import running, until
from support.telegram.server import Server
from support.telegram.world import World

ANNA = 1001


class Hands(SystemClock):
    """The machine's time as the test sets it."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


def logged(path: Path) -> dict[str, tuple[date, datetime]]:
    """The day and the instant of each entry, by its note."""
    with closing(sqlite3.connect(path, timeout=10)) as database:
        rows = database.execute("select note, day, made_at from entry").fetchall()
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    return {
        note: (date.fromisoformat(day), epoch + timedelta(microseconds=made))
        for note, day, made in rows
    }


async def said(world: World, text: str, at: datetime, **more: int) -> None:
    """Say something at an instant, and wait until it is answered."""
    before = len(world.sent)
    world.say(ANNA, text, date=int(at.timestamp()), **more)
    await until(lambda: len(world.sent) > before)


async def test_sent_before_the_rollover_and_read_after_a_restart(
    api: Server, tmp_path: Path
) -> None:
    path, world, ended = tmp_path / "w.db", api.world, day_that_ended()
    world.limits.on = False
    async with running(api, path):
        await said(world, f"/start tz={ended.zone}", ended.long_before)
    world.say(ANNA, "/done 25 late", date=int(ended.shortly_before.timestamp()))
    async with running(api, path):
        await until(lambda: "late" in logged(path))
        world.say(ANNA, "/done 25 now")
        await until(lambda: "now" in logged(path))
    assert logged(path)["late"] == (ended.day, ended.shortly_before)
    assert logged(path)["now"][0] == ended.day + timedelta(days=1)


MORNING = datetime(2026, 3, 10, 4, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("told", "happened"),
    [
        (timedelta(minutes=-35), timedelta(minutes=-35)),
        (timedelta(days=-3), timedelta(hours=-24)),
        (timedelta(days=3), timedelta()),
    ],
    ids=["late", "a day back at most", "never later than now"],
)
async def test_the_bounds(
    api: Server, tmp_path: Path, told: timedelta, happened: timedelta
) -> None:
    path, clock = tmp_path / "w.db", Hands(MORNING - timedelta(days=5))
    async with at_home(api, path, clock):
        await said(api.world, "/start tz=UTC", clock.at)
        clock.at = MORNING
        await said(api.world, "/done 25 x", MORNING + told)
    assert logged(path)["x"][1] == MORNING + happened


async def test_never_before_the_latest_earlier_event(api: Server, tmp_path: Path) -> None:
    path, clock = tmp_path / "w.db", Hands(MORNING)
    async with at_home(api, path, clock):
        await said(api.world, "/start tz=UTC", MORNING - timedelta(minutes=20))
        await said(api.world, "/done 25 x", MORNING - timedelta(minutes=50))
    assert logged(path)["x"][1] == MORNING - timedelta(minutes=20)


async def test_events_of_one_second_keep_their_order(api: Server, tmp_path: Path) -> None:
    path, clock, world = tmp_path / "w.db", Hands(MORNING), api.world
    at = int((MORNING - timedelta(minutes=20)).timestamp())
    for text in ("/start tz=UTC", "/done 25 a", "/done 30 b", "/undo"):
        world.say(ANNA, text, date=at)
    async with at_home(api, path, clock):
        await until(lambda: len(world.of(ANNA)) == 4)
    with closing(sqlite3.connect(path)) as database:
        query = "select note from entry where taken_back_at is not null"
        assert database.execute(query).fetchall() == [("b",)]


async def test_a_press_happens_when_it_is_received(api: Server, tmp_path: Path) -> None:
    """Its message may be old; it has no date of its own, and waits for the host here."""
    path, clock, world = tmp_path / "w.db", Hands(MORNING - timedelta(minutes=35)), api.world
    async with at_home(api, path, clock):
        await said(world, "/start", clock.at)
        await until(lambda: world.of(ANNA))
        await asyncio.to_thread(execute, path, "alter table enrolment rename to gone")
        world.press(ANNA, world.of(ANNA)[0], "Start like this")
        await until(lambda: waiting(path))
    execute(path, "alter table gone rename to enrolment")
    clock.at = MORNING
    async with at_home(api, path, clock):
        await until(lambda: not waiting(path))
    with closing(sqlite3.connect(path)) as database:
        (at,) = database.execute("select acted_at from learner").fetchone()
    assert at == (MORNING - timedelta(minutes=35)).timestamp() * 10**6


def waiting(path: Path) -> int:
    """How many events are not handled."""
    with closing(sqlite3.connect(path)) as database:
        query = "select count(*) from inbox where handled_at is null"
        return int(database.execute(query).fetchone()[0])


async def test_under_a_demonstration_clock_it_happens_when_received(
    api: Server, tmp_path: Path
) -> None:
    path = tmp_path / "w.db"
    async with at_home(api, path, demo(1, "2026-03-02T08:00+00:00")):
        await said(api.world, "/start tz=UTC", datetime.now(UTC))
        await said(api.world, "/done 25 x", datetime(2026, 3, 2, 1, tzinfo=UTC))
    assert logged(path)["x"][0] == date(2026, 3, 2)
    assert logged(path)["x"][1] >= datetime(2026, 3, 2, 8, tzinfo=UTC)
