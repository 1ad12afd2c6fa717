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
from multiprocessing.synchronize import Barrier, Event
from pathlib import Path
from statistics import median
from typing import Any, Final
from uuid import uuid4

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
OPEN: Final = "SELECT count(*) FROM inbox WHERE handled_at IS NULL"


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


async def side_by_side() -> list[Row]:
    """One replica and two, in turn."""
    rates: dict[int, list[float]] = {1: [], 2: []}
    ours, servers, ratios = [], [], []
    with running() as server:
        async with server.database() as name, AsyncExitStack() as stack:
            url = server.url(name)
            store = await stack.enter_async_context(storing(url))
            coach = coach_on(store, SystemClock())
            for person in range(PEOPLE):
                await coach.handle(event_of_text(START, id=f"s{person}", origin=_origin(person)))
            for _ in range(ROUNDS):
                for number, measured in rates.items():
                    await _say(store)
                    seconds, mine, theirs = await _timed(server, name, url, number)
                    measured.append(PEOPLE * EACH / seconds)
                    ours.append(mine * 1000 / PEOPLE / EACH)
                    servers.append(theirs * 1000 / PEOPLE / EACH)
                ratios.append(rates[2][-1] / rates[1][-1])
    bound = 2 * median(ours) / (median(ours) + median(servers))
    return [
        Row("events handled in a second by one replica", spread(rates[1], 0)),
        Row("the same by two", spread(rates[2], 0), f"{median(ratios):.2f}", ">= 1.6"),
        Row("CPU of an event: replica, ms", spread(ours, 2)),
        Row("CPU of an event: PostgreSQL, ms", spread(servers, 2)),
        Row("the most that two cores let two replicas do, with the server on them", f"{bound:.2f}"),
    ]


async def _say(store: Any) -> None:
    """Everybody logs some times."""
    told = uuid4().hex[:8]
    events = [
        event_of_text(f"/done {number + 1}", id=f"{told}-{number}-{person}", origin=_origin(person))
        for number in range(EACH)
        for person in range(PEOPLE)
    ]
    await store.inbox.accept(events, SystemClock().now())


async def _timed(server: Server, name: str, url: str, number: int) -> tuple[float, float, float]:
    """Seconds until nothing waits any more; seconds of CPU in the replicas and in the server."""
    context = multiprocessing.get_context("spawn")
    ready, stop, spent = context.Barrier(number + 1), context.Event(), context.Queue()
    processes = [
        context.Process(target=replica, args=(url, ready, stop, spent)) for _ in range(number)
    ]
    for each in processes:
        each.start()
    await asyncio.to_thread(ready.wait)
    began, before = time.perf_counter(), _cpu(server)
    await _until_all_is_handled(server, name)
    seconds, theirs = time.perf_counter() - began, _cpu(server) - before
    stop.set()
    mine = sum([await asyncio.to_thread(spent.get) for _ in processes])
    for each in processes:
        await asyncio.to_thread(each.join)
    return seconds, mine, theirs


async def _until_all_is_handled(server: Server, name: str) -> None:
    async with asyncio.timeout(WITHIN):
        while True:
            ((left,),) = await server.execute(OPEN, name)
            if not left:
                return
            await asyncio.sleep(0.05)


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
