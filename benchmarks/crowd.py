"""What a million learners cost the clockwork, on either database: `python -m benchmarks.crowd`.

One learner lives some days on the real coach; the others are copies of its rows, made in sets.
Prompts are planned, claimed, made, handed to a platform that takes all, and recorded; nothing goes
over a wire.
"""

import argparse
import asyncio
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from benchmarks.copies import copy_all
from benchmarks.ground import (
    NOW,
    PLATFORM,
    Better,
    Parts,
    Row,
    once,
    parts,
    ratios,
    spread,
    table,
    timed,
)
from bot.chat.events import Origin, event_of_text
from bot.places.find import pin_tzdata
from support.database import connected
from support.postgresql import MEMORY, running

FEW: Final = 1_000
MANY: Final = 1_000_000
DUE: Final = 1_000
SENT: Final = 200
SET: Final = 500
ROUNDS: Final = 5
TICKS: Final = 300
DAYS: Final = 3
DAY: Final = timedelta(days=1)
HOUR: Final = timedelta(hours=1)

LIKE_A_HOST: Final = {
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "autovacuum": "on",
    "shared_buffers": "1GB",
    "max_wal_size": "2GB",
}
"""What a host's server has, and the tests' has not."""


async def lived(address: str) -> None:
    """One learner sets up, and logs on each of some days."""
    opened = await parts(address, NOW - DAYS * DAY + 3 * HOUR)
    who = Origin(platform=PLATFORM, account="s1", name="s1", chat="s1")
    for number in range(DAYS):
        line = f"/done 25 day {number}" if number else "/start tz=UTC at=08:00 days=mon-sun"
        await opened.coach.handle(event_of_text(line, id=f"e{number}", origin=who))
        opened.clock.move_to(opened.clock.now() + DAY)
    await opened.store.close()


def copied(address: str, learners: int) -> None:
    """As many copies of the one as are wanted; their prompts lie all over the next day."""
    copy_all(address, learners - 1, prefix="s")
    at = f"{_stored(0)} + (1 + cast(id as bigint) * 7919 % 86399) * cast(1000000 as bigint)"
    with connected(address) as database:
        database.execute(f"insert into due (learner_id, kind, day, due_at, expires_at) {_dues(at)}")
        database.commit()
        database.execute("analyze")
        database.commit()


def _dues(at: str, where: str = "true") -> str:
    day = NOW.date()
    late = 3 * 3_600_000_000
    return f"select id, 'daily_prompt', '{day}', {at}, {at} + {late} from learner where {where}"


def _stored(seconds: int) -> int:
    return round((NOW.timestamp() + seconds) * 1_000_000)


def due_again(address: str, learners: int, due: int) -> None:
    """For so many learners, who lie far apart, the prompt is due now."""
    mine = f"id % {learners // due} = 0"
    with connected(address) as database:
        database.execute("delete from delivery")
        database.execute(
            f"delete from due where learner_id in (select id from learner where {mine})"
        )
        columns = "learner_id, kind, day, due_at, expires_at"
        database.execute(f"insert into due ({columns}) {_dues(str(_stored(0)), mine)}")
        database.commit()


async def measured(kind: str, few: str, many: str, learners: int) -> list[Row]:
    """A tick with nothing due, a claim, and prompts from the claim to the record."""
    both = ((few, FEW), (many, learners))
    idle = await _idle(few, many)
    claims: tuple[list[float], list[float]] = ([], [])
    works: tuple[list[float], list[float]] = ([], [])
    sends: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        for (address, size), claim, work, send in zip(both, claims, works, sends, strict=True):
            due_again(address, size, DUE)
            seconds, ours = await _timed(address, _claimed)
            claim.append(seconds * 1000)
            work.append(ours * 1000)
            due_again(address, size, SENT)
            seconds, _ = await _timed(address, lambda opened: opened.ticker.tick())
            send.append(SENT / seconds)
    quickest = once(min(idle[1]) / min(idle[0]), 2)
    return [
        *_two(f"{kind}, idle tick: us", learners, idle, goal="<= 1.2", ratio=quickest),
        *_two(f"{kind}, claim of {DUE:,}: ms", learners, claims, goal="<= 1.9"),
        *_two(f"{kind}, CPU of it in this process: ms", learners, works),
        *_two(
            f"{kind}, decided, made, planned anew, recorded: prompts/s",
            learners,
            sends,
            better=Better.MORE,
        ),
    ]


def _two(
    what: str, learners: int, values: tuple[list[float], list[float]], **more: Any
) -> Iterator[Row]:
    """A row for the few, and one for the many beside them, of which there may be `more` to say."""
    few, many = values
    yield Row(f"{what}, {FEW:,} learners", spread(few, 0), better=more.get("better", Better.LESS))
    beside = {"ratio": ratios(many, few), **more}
    yield Row(f"{what}, {learners:,} learners; x few", spread(many, 0), **beside)


async def _idle(*addresses: str) -> tuple[list[float], list[float]]:
    found: tuple[list[float], list[float]] = ([], [])
    opened = [await parts(each, NOW - HOUR) for each in addresses]
    for number in range(2 * TICKS):
        for times, each in zip(found, opened, strict=True):
            seconds = await timed(each.ticker.tick)
            if number >= TICKS:
                times.append(seconds * 1e6)
    for each in opened:
        await each.store.close()
    return found


async def _timed(address: str, work: Callable[[Parts], Awaitable[None]]) -> tuple[float, float]:
    """Seconds that something takes where nobody is known yet: of the clock, and of CPU."""
    opened = await parts(address)
    await opened.store.deliveries.next_instant(["none"])
    before = time.process_time()
    seconds = await timed(lambda: work(opened))
    spent = time.process_time() - before
    await opened.store.close()
    return seconds, spent


async def _claimed(opened: Parts) -> None:
    for _ in range(DUE // SET):
        assert await opened.store.deliveries.claim_due(NOW, SET) == SET


async def on(kind: str, few: str, many: str, learners: int) -> list[Row]:
    """Both databases are filled, and measured."""
    for address, size in ((few, FEW), (many, learners)):
        began = time.perf_counter()
        await lived(address)
        await asyncio.to_thread(copied, address, size)
        print(f"{kind}: {size:,} learners made in {time.perf_counter() - began:.0f} s", flush=True)
    return await measured(kind, few, many, learners)


async def on_sqlite(folder: Path, learners: int) -> list[Row]:
    """Two files."""
    return await on("SQLite", str(folder / "few.db"), str(folder / "many.db"), learners)


async def on_postgresql(folder: Path, learners: int) -> list[Row]:
    """Two databases on a server of its own, with what a host's server has."""
    with running(folder, LIKE_A_HOST) as server:
        async with server.database() as few, server.database() as many:
            found = await on("PostgreSQL", server.url(few), server.url(many), learners)
            sizes = await server.execute(f"SELECT pg_database_size('{many}')")
            size = once(sizes[0][0] / learners, 0)
            return [*found, Row("PostgreSQL, disk for a learner of three days: B", size)]


def main() -> None:
    """Run it on one database or on both, in a folder that is thrown away."""
    asking = argparse.ArgumentParser()
    asking.add_argument("--learners", type=int, default=MANY)
    asking.add_argument("--only", choices=["sqlite", "postgresql"])
    asked = asking.parse_args()
    pin_tzdata()
    found: list[Row] = []
    with ExitStack() as stack:
        memory = MEMORY if MEMORY.is_dir() else None  # a disk's own pace would be all one sees
        made = tempfile.TemporaryDirectory(prefix="waymark-crowd-", dir=memory)
        folder = Path(stack.enter_context(made))
        folder.chmod(0o755)  # the server may be another user's
        if asked.only != "postgresql":
            found += asyncio.run(on_sqlite(folder, asked.learners))
        if asked.only != "sqlite":
            found += asyncio.run(on_postgresql(folder, asked.learners))
    print(table(found))


if __name__ == "__main__":
    main()
