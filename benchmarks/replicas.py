"""How many events two replicas handle in the time of one, on PostgreSQL.

A replica is a process that takes up what waits in the store and handles it, with all that
`waymark run` has between its platforms and the database, and without a platform: `/done` of people
who are set up. It is part of `make bench`, and runs alone as `python -m benchmarks.replicas`.
"""

import asyncio
import multiprocessing
import os
import sys
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass
from multiprocessing.synchronize import Barrier, Event
from pathlib import Path
from statistics import mean, median
from typing import Any, Final
from uuid import uuid4

import asyncpg

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests")]

from adapters.common.core import Core  # noqa: E402 -- the path comes first
from adapters.common.handling import Handling  # noqa: E402
from benchmarks.ground import Row, spread, table  # noqa: E402
from bot.chat.events import Origin, event_of_text  # noqa: E402
from bot.runtime.clock import SystemClock  # noqa: E402
from bot.runtime.wiring import coach_on, storing  # noqa: E402
from scheduler.leases import Lease  # noqa: E402
from support.postgresql import Server, running  # noqa: E402
from support.processes import START  # noqa: E402

ROUNDS: Final = 3
PEOPLE: Final = 500
EACH: Final = 1
WARM: Final = ("/done 1",) * 20
WITHIN: Final = 300.0
LOOK_EVERY: Final = 0.05
EVENTS: Final = PEOPLE * EACH
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
            origin = _origin(PEOPLE + os.getpid())
            await core.coach.handle(event_of_text(words, id=uuid4().hex, origin=origin))
        await asyncio.to_thread(ready.wait)
        began = time.process_time()
        working = asyncio.create_task(handling.run())
        hearing = asyncio.create_task(store.news.run())
        await asyncio.to_thread(stop.wait)
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


async def side_by_side() -> list[Row]:
    """One replica and two, in turn."""
    found: dict[int, list[Measured]] = {1: [], 2: []}
    with running() as server:
        async with server.database() as name, AsyncExitStack() as stack:
            url = server.url(name)
            store = await stack.enter_async_context(storing(url))
            coach = coach_on(store, SystemClock())
            for person in range(PEOPLE):
                await coach.handle(event_of_text(START, id=f"s{person}", origin=_origin(person)))
            for _ in range(ROUNDS):
                for number, measured in found.items():
                    await _say(store)
                    measured.append(await _timed(server, url, number))
    return _told(*found.values())


def _told(one: list[Measured], two: list[Measured]) -> list[Row]:
    """The table's rows."""
    wall = [[EVENTS / each.seconds for each in some] for some in (one, two)]
    work = [[EVENTS / each.replicas for each in some] for some in (one, two)]
    theirs = [[each.server * 1000 / EVENTS for each in some] for some in (one, two)]
    faster = [two / one for one, two in zip(*wall, strict=True)]
    mine = 1000 / median(work[0])
    bound = 2 * mine / (mine + median(theirs[0]))
    return [
        Row("events handled in a second by one replica", spread(wall[0], 0)),
        Row("the same by two", spread(wall[1], 0), f"{median(faster):.2f}", ">= 1.6"),
        Row("the most that two cores let two do, with the server on them", f"{bound:.2f}"),
        Row("events in a second of CPU of the replica", spread(work[0], 0)),
        Row(
            "the same of two",
            spread(work[1], 0),
            f"{median(work[1]) / median(work[0]):.2f}",
            ">= 0.9",
        ),
        Row("CPU of an event in PostgreSQL, one replica; two: ms", _both(theirs)),
        Row(
            "processes of the server that wait for a lock, one replica; two",
            _both([[each.waits for each in some] for some in (one, two)]),
        ),
    ]


def _both(figures: list[list[float]]) -> str:
    return "; ".join(spread(each, 2) for each in figures)


async def _say(store: Any) -> None:
    """Everybody logs some times."""
    told = uuid4().hex[:8]
    events = [
        event_of_text(f"/done {number + 1}", id=f"{told}-{number}-{person}", origin=_origin(person))
        for number in range(EACH)
        for person in range(PEOPLE)
    ]
    await store.inbox.accept(events, SystemClock().now())


async def _timed(server: Server, url: str, number: int) -> Measured:
    """Let so many handle what waits."""
    context = multiprocessing.get_context("spawn")
    ready, stop, spent = context.Barrier(number + 1), context.Event(), context.Queue()
    processes = [
        context.Process(target=replica, args=(url, ready, stop, spent)) for _ in range(number)
    ]
    for each in processes:
        each.start()
    await asyncio.to_thread(ready.wait)
    began, before = time.perf_counter(), _cpu(server)
    waits = await _until_all_is_handled(url)
    seconds, theirs = time.perf_counter() - began, _cpu(server) - before
    stop.set()
    mine = sum([await asyncio.to_thread(spent.get) for _ in processes])
    for each in processes:
        await asyncio.to_thread(each.join)
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
    print(table(asyncio.run(side_by_side())))


if __name__ == "__main__":
    main()
