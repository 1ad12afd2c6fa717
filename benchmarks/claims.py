"""Claiming what is due: against the bare library, against a job for each learner, and as N grows."""

import asyncio
import shutil
import sqlite3
import statistics
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from benchmarks.ground import NOW, Row, connected, filled, parts, spin, spread, timed, written

ROUNDS: Final = 5
DUE: Final = 10_000
OF: Final = 100_000
SET: Final = 500
JOBS: Final = 1_000
GROWTH_ROUNDS: Final = 3
THOUSANDS_DUE: Final = 2 * GROWTH_ROUNDS + 2

_SELECT: Final = (
    "select learner_id, kind, day, due_at, platform, chat from (select * from due"
    " where due_at <= ? order by due_at, learner_id, kind limit ?) join account using (learner_id)"
)
_INSERT: Final = (
    "insert into delivery (key, learner_id, kind, day, due_at, not_before, platform, chat, state,"
    " payload, resends, attempts) values (?, ?, ?, ?, ?, ?, ?, ?, 'pending', '', 0, 0)"
    " on conflict do nothing"
)
_DELETE: Final = "delete from due where learner_id = ? and kind = ?"


def raw(path: Path) -> int:
    """The floor: the same claim with sqlite3 alone, in this thread."""
    total = 0
    with closing(connected(path)) as database:
        while claimed := _raw_set(database):
            total += claimed
    return total


def _raw_set(database: sqlite3.Connection) -> int:
    database.execute("begin immediate")
    rows = database.execute(_SELECT, (written(NOW), SET)).fetchall()
    database.executemany(
        _INSERT,
        [(f"{k}:{i}:{d}", i, k, d, at, at, platform, chat) for i, k, d, at, platform, chat in rows],
    )
    database.executemany(_DELETE, [(row[0], row[1]) for row in rows])
    database.execute("commit")
    return len(rows)


async def ours(path: Path) -> float:
    """Seconds in which the store claims all that is due."""
    opened = await parts(path)
    await opened.store.deliveries.next_instant(["none"])
    began = time.perf_counter()
    while await opened.store.deliveries.claim_due(NOW, SET) == SET:
        pass
    seconds = time.perf_counter() - began
    await opened.store.close()
    return seconds


async def throughput(folder: Path) -> list[Row]:
    """Rows a second, in rounds that take turns."""
    source = await filled(folder / "source.db", OF, DUE)
    floor, claims, spins = [], [], []
    for number in range(ROUNDS):
        spins.append(spin())
        mine = Path(shutil.copy(source, folder / f"ours-{number}.db"))
        claims.append(DUE / await ours(mine))
        bare = Path(shutil.copy(source, folder / f"raw-{number}.db"))
        began = time.perf_counter()
        assert raw(bare) == DUE
        floor.append(DUE / (time.perf_counter() - began))
    ratios = [mine / bare for mine, bare in zip(claims, floor, strict=True)]
    jobs = await jobs_fired(folder)
    return [
        Row("spin, ms (noise)", spread(spins)),
        Row(f"claim, sqlite3 alone, K={SET}: rows/s", spread(floor, 0), "1"),
        Row(f"claim, store, K={SET}: rows/s", spread(claims, 0), spread(ratios, 2), ">= 0.5"),
        *(
            Row(
                f"APScheduler, a job each, {where}: jobs/s",
                "not installed" if rate is None else f"{rate:.0f}",
                "" if rate is None else f"ours {statistics.median(claims) / rate:.0f} times",
                goal,
            )
            for where, rate, goal in jobs
        ),
    ]


async def jobs_fired(folder: Path) -> list[tuple[str, float | None, str]]:
    """A job for each learner, all due at once: in memory, and in a file."""
    try:
        from apscheduler.jobstores.memory import MemoryJobStore
        from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
    except ImportError:
        return [("in memory", None, ""), ("in SQLite", None, ">= 40 times")]
    file = f"sqlite:///{folder / 'jobs.db'}"
    return [
        ("in memory", await _fire(MemoryJobStore), ""),
        ("in SQLite", await _fire(lambda: SQLAlchemyJobStore(file)), ">= 40 times"),
    ]


fired = 0


async def prompt() -> None:
    """What a job does here: nothing."""
    global fired  # noqa: PLW0603 -- a stored job is found again by its name alone
    fired += 1


async def _fire(make_store: Callable[[], Any]) -> float:
    from apscheduler.schedulers.asyncio import AsyncIOScheduler

    global fired  # noqa: PLW0603
    fired = 0
    scheduler = AsyncIOScheduler(timezone="UTC", jobstores={"default": make_store()})
    scheduler.start(paused=True)
    past = datetime.now(UTC) - timedelta(seconds=1)
    for number in range(JOBS):
        scheduler.add_job(
            prompt, "interval", days=1, id=str(number), misfire_grace_time=None, next_run_time=past
        )
    began = time.perf_counter()
    scheduler.resume()
    while fired < JOBS:  # noqa: ASYNC110 -- the library's jobs tell nobody
        await asyncio.sleep(0.001)
    seconds = time.perf_counter() - began
    scheduler.shutdown(wait=False)
    return JOBS / seconds


async def growth(small: Path, large: Path) -> list[Row]:
    """An idle tick, and a claim of 1,000, among 1,000 learners and among 1,000,000."""
    idle_small, idle_large = await _idle(small, large)
    _two_raw_sets(large)  # it was just filled: the disk is still busy with that
    mine: tuple[list[float], list[float]] = ([], [])
    bare: tuple[list[float], list[float]] = ([], [])
    for _ in range(GROWTH_ROUNDS):
        bare[0].append(_two_raw_sets(Path(shutil.copy(small, small.with_suffix(".bare")))))
        mine[0].append(await _two_sets(Path(shutil.copy(small, small.with_suffix(".mine")))))
        bare[1].append(_two_raw_sets(large))
        mine[1].append(await _two_sets(large))
    idle = min(idle_large) / min(idle_small)
    return [
        Row("idle tick, 1,000 learners: us", spread(idle_small, 0)),
        Row(
            "idle tick, 1,000,000 learners: us",
            spread(idle_large, 0),
            f"{idle:.2f} (of the quickest)",
            "<= 1.1",
        ),
        _grown("sqlite3 alone", *bare, ""),
        _grown("store", *mine, "<= 5"),
    ]


def _grown(who: str, small: list[float], large: list[float], goal: str) -> Row:
    figures = [spread([each * 1000 for each in times], 0) for times in (small, large)]
    ratio = statistics.median(large) / statistics.median(small)
    return Row(
        f"claim 1,000 of 1,000; of 1,000,000, {who}: ms", "; ".join(figures), f"{ratio:.1f}", goal
    )


async def _two_sets(path: Path) -> float:
    opened = await parts(path)
    await opened.store.deliveries.next_instant(["none"])
    began = time.perf_counter()
    for _ in range(2):
        assert await opened.store.deliveries.claim_due(NOW, SET) == SET
    seconds = time.perf_counter() - began
    await opened.store.close()
    return seconds


def _two_raw_sets(path: Path) -> float:
    with closing(connected(path)) as database:
        began = time.perf_counter()
        for _ in range(2):
            assert _raw_set(database) == SET
        return time.perf_counter() - began


async def _idle(small: Path, large: Path) -> tuple[list[float], list[float]]:
    before = NOW - timedelta(days=1)
    found: tuple[list[float], list[float]] = ([], [])
    opened = [await parts(small, before), await parts(large, before)]
    for each in opened:
        for _ in range(50):
            await each.ticker.tick()
    for _ in range(400):
        for times, each in zip(found, opened, strict=True):
            times.append(await timed(each.ticker.tick) * 1e6)
    for each in opened:
        await each.store.close()
    return found
