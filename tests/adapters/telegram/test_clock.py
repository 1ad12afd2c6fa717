"""The clock for demonstrations: fast, and no rule of section 4 is broken (promise 10)."""

import asyncio
import sqlite3
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from adapters.telegram.pacer import PaceLimits
from bot.errors import HostError
from bot.runtime.clock import DemoClock, demo_start
from bot.runtime.settings import Settings
from bot.runtime.wiring import clock_of
from support.forkserver import shared_factory
from support.telegram.home import at_home, demo
from support.telegram.process import running, until
from support.telegram.server import Server
from support.telegram.world import World

ANNA = 1001
START = datetime(2026, 3, 2, 7, tzinfo=UTC)
FASTEST = 25_000


def test_it_runs_as_fast_as_it_should() -> None:
    seconds = [100.0]
    clock = DemoClock(START, 3600, lambda: seconds[0])
    assert clock.now() == START
    seconds[0] += 2
    assert clock.now() == START + timedelta(hours=2)


def test_a_restarted_process_goes_on_with_the_same_clock() -> None:
    real = datetime.fromtimestamp(1_800_000_010, UTC)
    assert demo_start("2026-03-02T07:00+00:00@1800000000", 60, real) == START + timedelta(
        minutes=10
    )
    assert demo_start("2026-03-02T08:00+01:00", 60, real) == START
    assert demo_start(None, 60, real) == real


@pytest.mark.parametrize(
    "wrong", ["tomorrow", "2026-03-02", "2026-03-02T07:00", "2026-03-02T07:00+00:00@noon", "@5"]
)
def test_what_is_no_start(wrong: str) -> None:
    with pytest.raises(HostError, match="WAYMARK_CLOCK_START"):
        clock_of(Settings(clock_start=wrong, demo=True))


def test_it_needs_demo(tmp_path: Path) -> None:
    for setting in ({"WAYMARK_CLOCK_SPEED": "60"}, {"WAYMARK_CLOCK_START": "2026-03-02T07:00Z"}):
        ended = shared_factory().run("run", "--only", "scheduler", cwd=tmp_path, **setting)
        assert ended.code == 2
        assert "DEMO" in ended.err


async def prompted(world: World, times: int) -> None:
    """Wait for a prompt."""
    await until(lambda: sum("Week 1 of" in each.text for each in world.of(ANNA)) >= times)


def kept_time(path: Path) -> None:
    """A prompt a day, at its time, each one once: nothing is late by the clock's haste."""
    with closing(sqlite3.connect(path)) as database:
        rows = database.execute(
            "select kind, day, due_at, decided_at, state, reason from delivery order by due_at"
        ).fetchall()
    assert max(Counter((kind, day) for kind, day, *_ in rows).values()) == 1
    late = [
        timedelta(microseconds=decided - due)
        for kind, _, due, decided, state, _ in rows
        if state == "sent" and kind == "daily_prompt"
    ]
    assert max(late) <= timedelta(hours=3), rows
    assert [row for row in rows if row[4] == "skipped"] == [], rows


async def test_a_prompt_at_full_speed(api: Server, tmp_path: Path) -> None:
    world, path = api.world, tmp_path / "w.db"
    clock = demo(FASTEST, "2026-03-02T06:00+00:00")
    async with at_home(api, path, clock, speed=FASTEST):
        world.say(ANNA, "/start tz=UTC at=09:00 days=mon-sun")
        await prompted(world, 1)
    kept_time(path)


@pytest.mark.soak
async def test_days_at_full_speed(api: Server, tmp_path: Path) -> None:
    """From a morning whose prompt is over: a second of starting up is hours of the clock here."""
    world, path = api.world, tmp_path / "w.db"
    env = {
        "WAYMARK_DEMO": "1",
        "WAYMARK_CLOCK_SPEED": str(FASTEST),
        "WAYMARK_CLOCK_START": "2026-03-02T09:00+00:00",
    }
    async with running(api, path, **env):
        world.say(ANNA, "/start tz=UTC at=08:00 days=mon-sun")
        for number in range(6):
            await prompted(world, number + 1)
            world.say(ANNA, "/help")
    kept_time(path)
    assert world.limits.refused == 0


@pytest.mark.soak
async def test_told_to_stop_it_waits_for_nobodys_turn(api: Server, tmp_path: Path) -> None:
    """Prompts that have to keep the pace stay for the next start."""
    world, path, slow = api.world, tmp_path / "w.db", PaceLimits(bot=600, chat=0, group=0)
    clock = demo(60, "2026-03-02T07:57:00+00:00")
    async with asyncio.timeout(60):
        async with at_home(api, path, clock, speed=60, pace=slow):
            for person in range(4):
                world.say(ANNA + person, "/start tz=UTC at=08:00")
            await until(lambda: _states(path) == ["pending"] * 4)
            await asyncio.sleep(0.2)
    assert _states(path) == ["pending"] * 4


def _states(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as database:
        return [state for (state,) in database.execute("select state from delivery")]


@pytest.mark.soak
async def test_without_the_scheduler_nothing_is_planned(api: Server, tmp_path: Path) -> None:
    """Where it runs elsewhere, what falls due stays due until it comes."""
    path, world, speed = tmp_path / "w.db", api.world, 600.0
    clock = demo(speed, "2026-03-02T07:30:00+00:00")
    only = frozenset({"telegram"})
    async with at_home(api, path, clock, speed=speed, parts=only):
        world.say(ANNA, "/start tz=UTC at=08:00")
        await until(lambda: len(world.of(ANNA)) == 1)
        await until(lambda: clock.now() > datetime(2026, 3, 2, 8, 20, tzinfo=UTC))
        world.say(ANNA, "/streak")
        await until(lambda: len(world.of(ANNA)) == 2)
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("select count(*) from delivery").fetchone() == (0,)
    async with at_home(api, path, demo(60, "2026-03-02T09:00:00+00:00"), speed=60):
        await prompted(world, 1)
