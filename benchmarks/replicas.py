"""How many events two replicas handle in the time of one, on PostgreSQL.

A replica is a process that takes up what waits in the store and handles it, with all that
`waymark run` has between its platforms and the database, and without a platform: `/done` of people
who are set up. It is part of `make bench`, and runs alone as `python -m benchmarks.replicas`.
"""

import asyncio
import multiprocessing
import os
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass
from multiprocessing.synchronize import Barrier, Event
from pathlib import Path
from statistics import mean, median
from typing import Any, Final
from uuid import uuid4

import asyncpg

from adapters.common.core import Core
from adapters.common.handling import Handling
from benchmarks.ground import Better, Row, once, ratios, spread, table
from bot.chat.events import Origin, event_of_text
from bot.runtime.clock import SystemClock
from bot.runtime.wiring import coach_on, storing
from scheduler.leases import Lease
from support.postgresql import Server, running
from support.processes import START


@dataclass(frozen=True)
class ReplicasSize:
    """So many people say one thing each, in so many rounds."""

    rounds: int
    people: int


FULL: Final = ReplicasSize(rounds=3, people=200)
TINY: Final = ReplicasSize(rounds=1, people=3)

WHO: Final = ("one replica", "two")
WARM: Final = ("/done 1",) * 20
WARMED: Final = 1_000_000
"""The numbers of those who warm a replica up come after it."""

WITHIN: Final = 120.0
LOOK_EVERY: Final = 0.05
OPEN: Final = "SELECT count(*) FROM inbox WHERE handled_at IS NULL"
WAITING: Final = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    " AND wait_event_type IN ('Lock', 'LWLock', 'BufferPin')"
)


def replica(url: str, ready: Barrier, stop: Event, spent: Any) -> None:
    """A process: handle what waits until told to stop; the seconds of CPU that took."""
    asyncio.run(_handle(url, ready, stop, spent))


async def _handle(url: str, ready: Barrier, stop: Event, spent: Any) -> None:
    clock = SystemClock()
    async with storing(url) as store:
        lease = Lease(store.leases, "none", uuid4().hex, time.monotonic)
        core = Core(coach_on(store, clock), store, clock, lease, lambda: None)
        handling = Handling(core, "telegram", lambda event, replies: None)
        for words in (START, *WARM):
            origin = _origin(WARMED + os.getpid())
            await core.coach.handle(event_of_text(words, id=uuid4().hex, origin=origin))
        await asyncio.to_thread(ready.wait, WITHIN)
        began = time.process_time()
        working = asyncio.create_task(handling.run())
        hearing = asyncio.create_task(store.news.run())
        await asyncio.to_thread(stop.wait, 2 * WITHIN)
        spent.put(time.process_time() - began)
        for each in (working, hearing):
            each.cancel()
        await asyncio.wait({working, hearing})


def _origin(person: int) -> Origin:
    name = str(1000 + person)
    return Origin(platform="telegram", account=name, name=name, chat=name, private=True)


@dataclass(frozen=True)
class Measured:
    """What it took until nothing waited any more: seconds of the clock, and of CPU.

    `waits` is how many of the server's processes waited for a lock, on the average of all looks.
    """

    seconds: float
    replicas: float
    server: float
    waits: float


async def side_by_side(_folder: Path, size: ReplicasSize = FULL) -> list[Row]:
    """One replica and two, in turn."""
    found: dict[int, list[Measured]] = {1: [], 2: []}
    with running() as server:
        async with server.database() as name, AsyncExitStack() as stack:
            url = server.url(name)
            store = await stack.enter_async_context(storing(url))
            coach = coach_on(store, SystemClock())
            for person in range(size.people):
                await coach.handle(event_of_text(START, id=f"s{person}", origin=_origin(person)))
            for _ in range(size.rounds):
                for number, measured in found.items():
                    await _say(store, size.people)
                    measured.append(await _timed(server, url, number))
    return _told(size.people, *found.values())


def _told(events: int, one: list[Measured], two: list[Measured]) -> list[Row]:
    """The table's rows."""
    wall = [[events / each.seconds for each in some] for some in (one, two)]
    work = [[events / each.replicas for each in some] for some in (one, two)]
    theirs = [[each.server * 1000 / events for each in some] for some in (one, two)]
    mine, server = 1000 / median(work[0]), median(theirs[0])
    return [
        Row("events handled in a second by one replica", spread(wall[0], 0), better=Better.MORE),
        Row("the same by two; x one", spread(wall[1], 0), ratios(wall[1], wall[0]), ">= 1.6"),
        Row(
            "the most that two cores let two do, with the server on them: x one",
            once(2 * mine / (mine + server), 2),
            better=Better.NOT_OURS,
        ),
        Row("events in a second of CPU of the replica", spread(work[0], 0), better=Better.MORE),
        Row("the same of two; x one", spread(work[1], 0), ratios(work[1], work[0]), ">= 0.9"),
        *(
            Row(f"CPU of an event in PostgreSQL, {who}: ms", spread(each, 2))
            for who, each in zip(WHO, theirs, strict=True)
        ),
        *(
            Row(
                f"processes of the server that wait for a lock, {who}",
                spread([each.waits for each in some], 2),
            )
            for who, some in zip(WHO, (one, two), strict=True)
        ),
    ]


async def _say(store: Any, people: int) -> None:
    """Everybody logs once."""
    told = uuid4().hex[:8]
    events = [
        event_of_text("/done 1", id=f"{told}-{person}", origin=_origin(person))
        for person in range(people)
    ]
    await store.inbox.accept(events, SystemClock().now())


async def _timed(server: Server, url: str, number: int) -> Measured:
    """Let so many handle what waits."""
    context = multiprocessing.get_context("spawn")
    ready, stop, spent = context.Barrier(number + 1), context.Event(), context.Queue()
    processes = [
        context.Process(target=replica, args=(url, ready, stop, spent)) for _ in range(number)
    ]
    try:
        for each in processes:
            each.start()
        await asyncio.to_thread(ready.wait, WITHIN)
        began, before = time.perf_counter(), _cpu(server)
        waits = await _until_all_is_handled(url)
        seconds, theirs = time.perf_counter() - began, _cpu(server) - before
        stop.set()
        mine = sum([await asyncio.to_thread(spent.get, True, WITHIN) for _ in processes])
        for each in processes:
            await asyncio.to_thread(each.join, WITHIN)
    finally:
        for each in processes:
            each.kill()
    return Measured(seconds, mine, theirs, waits)


async def _until_all_is_handled(url: str) -> float:
    """How many waited for a lock meanwhile, on average."""
    waits: list[int] = []
    connection = await asyncpg.connect(url)
    try:
        async with asyncio.timeout(WITHIN):
            while await connection.fetchval(OPEN):
                waits.append(await connection.fetchval(WAITING))
                await asyncio.sleep(LOOK_EVERY)
    finally:
        await connection.close()
    return mean(waits or [0])


def _cpu(server: Server) -> float:
    """Seconds of CPU that the server's processes have taken, those that ended included."""
    ticks = 0
    for each in Path("/proc").glob("[0-9]*/stat"):
        try:
            if each.with_name("cwd").readlink() != server.folder / "data":
                continue
            ticks += sum(map(int, each.read_text().rpartition(")")[2].split()[11:15]))
        except OSError:
            continue
    return ticks / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Run it alone."""
    print(table(asyncio.run(side_by_side(Path()))))


if __name__ == "__main__":
    main()
