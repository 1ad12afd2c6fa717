"""How many events two replicas handle in the time of one, on PostgreSQL.

A replica is a process that takes up what waits in the store and handles it, with all that
`waymark run` has between its platforms and the database, and without a platform: `/done` of people
who are set up. Each has a fixed share of a core, as it would have a machine of its own, and leaves
the rest to the server and the load: where nothing that they share holds two up, they handle twice
as much in the same time. With all that they can get, two share with the server what one has for
itself, which is told beside it.

It is part of `make bench`, and runs alone as `python -m benchmarks.replicas`.
"""

import asyncio
import multiprocessing
import os
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from multiprocessing.synchronize import Barrier, Event
from pathlib import Path
from statistics import mean, median
from typing import Any, Final
from uuid import uuid4

import asyncpg

from adapters.common.core import Core
from adapters.common.handling import Handling
from benchmarks.ground import Better, Row, once, ratios, spread, table
from benchmarks.shares import sharing
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
SHARE: Final = 0.4
"""Of a core, for each replica: two leave the server and the load more than they take."""

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
    """A round: seconds until nothing waited any more, and of CPU.

    `waits` is how many of the server's processes waited for a lock, on the average of all looks;
    `pause` the longest for which a replica was stopped to keep it to its share, in seconds.
    """

    replicas: int
    events: int
    seconds: float
    cpu: float
    server: float
    waits: float
    pause: float


async def side_by_side(_folder: Path, size: ReplicasSize = FULL) -> list[Row]:
    """One replica and two, in turn, each with its share of a core and with what it can get."""
    rounds: dict[float | None, list[list[Measured]]] = {SHARE: [[], []], None: [[], []]}
    with running() as server:
        async with server.database() as name, AsyncExitStack() as stack:
            url = server.url(name)
            store = await stack.enter_async_context(storing(url))
            coach = coach_on(store, SystemClock())
            for person in range(size.people):
                await coach.handle(event_of_text(START, id=f"s{person}", origin=_origin(person)))
            for _ in range(size.rounds):
                for share, found in rounds.items():
                    for number, measured in enumerate(found, 1):
                        await _say(store, size.people)
                        measured.append(await _timed(server, url, number, size.people, share))
    return [*_with_a_share(*rounds[SHARE]), *_with_all(*rounds[None])]


def _with_a_share(one: list[Measured], two: list[Measured]) -> list[Row]:
    """The rows of replicas with a share of a core each: what they do, cost, and wait for."""
    work = [[each.events / each.cpu for each in some] for some in (one, two)]
    had = [[100 * each.cpu / each.seconds / each.replicas for each in some] for some in (one, two)]
    pauses = [each.pause * 1000 for each in (*one, *two)]
    return [
        _rate(f"events in a second by the clock, one replica on {SHARE:.0%} of a core", one),
        replace(_rate("the same by two, on as much each; x one", two, one), goal=">= 1.6"),
        *(
            Row(f"what each had of a core, {who}: %", spread(each, 0), better=Better.NOT_OURS)
            for who, each in zip(WHO, had, strict=True)
        ),
        Row("its longest pause, to keep to that: ms", spread(pauses, 0), better=Better.NOT_OURS),
        Row("events in a second of CPU of the replica", spread(work[0], 0), better=Better.MORE),
        Row("the same of two; x one", spread(work[1], 0), ratios(work[1], work[0]), ">= 0.9"),
        *(
            Row(
                f"CPU of an event in PostgreSQL, {who}: ms",
                spread([each.server * 1000 / each.events for each in some], 2),
            )
            for who, some in zip(WHO, (one, two), strict=True)
        ),
        *(
            Row(
                f"processes of the server that wait for a lock, {who}",
                spread([each.waits for each in some], 2),
            )
            for who, some in zip(WHO, (one, two), strict=True)
        ),
    ]


def _with_all(one: list[Measured], two: list[Measured]) -> list[Row]:
    """The rows of replicas that take what they can get of the cores of this machine."""
    mine = median(each.cpu / each.events for each in one)
    server = median(each.server / each.events for each in one)
    return [
        _rate("events in a second by the clock, one replica on a whole core", one),
        _rate("the same by two, on two cores with the server; x one", two, one),
        Row(
            "the most that two cores let two do, with the server on them: x one",
            once(2 * mine / (mine + server), 2),
            better=Better.NOT_OURS,
        ),
    ]


def _rate(what: str, some: list[Measured], beside: list[Measured] | None = None) -> Row:
    """A row of events in a second."""
    rates = [each.events / each.seconds for each in some]
    others = [each.events / each.seconds for each in beside or ()]
    ratio = ratios(rates, others) if others else None
    return Row(what, spread(rates, 0), ratio, better=Better.MORE)


async def _say(store: Any, people: int) -> None:
    """Everybody logs once."""
    told = uuid4().hex[:8]
    events = [
        event_of_text("/done 1", id=f"{told}-{person}", origin=_origin(person))
        for person in range(people)
    ]
    await store.inbox.accept(events, SystemClock().now())


async def _timed(
    server: Server, url: str, number: int, events: int, share: float | None
) -> Measured:
    """Let so many handle what waits, each with a share of a core or with what it can get."""
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
        kept = [each.pid or 0 for each in processes] if share else []
        async with sharing(kept, share or 0) as shares:
            waits = await _until_all_is_handled(url)
        seconds, theirs = time.perf_counter() - began, _cpu(server) - before
        stop.set()
        cpu = sum([await asyncio.to_thread(spent.get, True, WITHIN) for _ in processes])
        for each in processes:
            await asyncio.to_thread(each.join, WITHIN)
    finally:
        for each in processes:
            each.kill()
    pause = max((each.longest for each in shares), default=0.0)
    return Measured(number, events, seconds, cpu, theirs, waits, pause)


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
