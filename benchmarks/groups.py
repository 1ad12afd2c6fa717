"""What groups cost, whatever their size: `/done`, the board, a day's settlement. `make bench`.

Everybody has lived a year, in three zones. CPU of the whole process, as the machine may be busy.
"""

import asyncio
import json
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from benchmarks.ground import NOW, PLATFORM, Parts, Row, once, parts, spread, table, written
from bot.chat.events import Event, Origin, event_of_text
from bot.places.find import pin_tzdata
from bot.runtime.memory import set_apart

WARM: Final = 2
DAY: Final = timedelta(days=1)
CHAT: Final = "club"
ZONES: Final = ("Asia/Tokyo", "Europe/Berlin", "America/New_York")


@dataclass(frozen=True)
class GroupsSize:
    """How many members each group has, the days they have lived, and how many rounds."""

    members: tuple[int, ...]
    days: int
    rounds: int


FULL: Final = GroupsSize(members=(5, 1_000, 3_000), days=365, rounds=15)
TINY: Final = GroupsSize(members=(3, 6), days=5, rounds=1)


@dataclass
class Costs:
    """What one group costs: milliseconds of CPU, and the longest block of the loop."""

    done: list[float]
    board: list[float]
    settling: float
    block: float


async def settling(folder: Path, size: GroupsSize = FULL) -> list[Row]:
    """The same in groups of each size, all of whose members have lived for so many days."""
    found = {
        members: await _costs(folder / f"group-{members}.db", members, size.days, size.rounds)
        for members in size.members
    }
    small = found[min(size.members)]
    rows: list[Row] = []
    for members, costs in found.items():
        who = f"a group of {members:,} with {size.days} days"
        done = statistics.median(costs.done) / statistics.median(small.done)
        board = statistics.median(costs.board) / statistics.median(small.board)
        rows += [
            Row(
                f"/done and the look after it, {who}: ms",
                spread(costs.done),
                once(done, 2),
                "<= 1.2",
            ),
            Row(f"/group, {who}: ms", spread(costs.board), once(board, 2)),
            Row(
                f"a day begins and is settled, {who}: ms a member",
                once(costs.settling / members, 2),
            ),
            Row(
                f"longest block of the loop meanwhile, {who}: ms", once(costs.block), None, "<= 15"
            ),
        ]
    return rows


async def _costs(path: Path, size: int, days: int, rounds: int) -> Costs:
    await populated(path, size, days)
    opened = await parts(path, NOW)
    try:
        return await _measured(opened, size, rounds)
    finally:
        await opened.store.close()


async def _measured(opened: Parts, size: int, rounds: int) -> Costs:
    await opened.coach.update_groups()
    set_apart()
    costs = Costs([], [], 0.0, 0.0)

    async def watched(work: Awaitable[object]) -> float:
        began = time.process_time()
        costs.block = max(costs.block, await _longest_turn(work))
        return (time.process_time() - began) * 1000

    for number in range(-WARM, rounds):
        if number == 0:  # what is made once, is made
            costs = Costs([], [], 0.0, 0.0)
        opened.clock.move_to(opened.clock.now() + timedelta(minutes=1))
        costs.done.append(await watched(_done(opened, number % size, number)))
        costs.board.append(await watched(say(opened, who(0, CHAT), "/group", f"b{number}")))
    opened.clock.move_to(NOW + DAY)
    costs.settling = await watched(opened.coach.update_groups())
    return costs


async def _longest_turn(work: Awaitable[object]) -> float:
    """The most milliseconds of CPU for which nothing else had its turn."""
    longest = 0.0

    async def watch() -> None:
        nonlocal longest
        while True:
            began = time.thread_time()
            await asyncio.sleep(0)
            longest = max(longest, time.thread_time() - began)

    watching = asyncio.create_task(watch())
    await work
    watching.cancel()
    return longest * 1000


async def _done(opened: Parts, member: int, number: int) -> None:
    await say(opened, who(member), "/done 5", f"d{number}")
    await opened.coach.update_groups()


async def populated(path: Path, size: int, days: int) -> None:
    """A group whose members joined long ago, with a life each and all their days settled."""
    opened = await parts(path, NOW - (days + 1) * DAY)
    await say(opened, who(0, CHAT), "/group start", "start")
    for number, zone in enumerate(ZONES):
        await say(opened, who(number), f"/start tz={zone} days=mon-sun", "start")
        await say(opened, who(number, CHAT), "/group join", "join")
    await opened.store.close()
    with _writing(path) as database:
        for table_name in ("member_change", "group_day", "member_day", "member_step"):
            database.execute(f"delete from {table_name}")
        first = [row[0] for row in database.execute("select id from learner order by id")]
        for learner_id in first:
            _live(database, learner_id, days)
    opened = await parts(path, NOW)
    for number, _ in enumerate(ZONES):  # their old days are summed up
        await say(opened, who(number), "/streak", "once")
    await opened.store.close()
    with _writing(path) as database:
        for number in range(len(first), size):
            like = first[number % len(first)]
            _live(database, _copied(database, like, number), days, like)
        _settle(database, size, days)


@contextmanager
def _writing(path: Path) -> Iterator[sqlite3.Connection]:
    """The file itself, written in one go."""
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("pragma synchronous = off")
        database.execute("begin")
        yield database
        database.execute("commit")


def _copied(database: sqlite3.Connection, like: int, number: int) -> int:
    """Somebody as one of the first ones was set up."""
    name = f"s{number}"
    _copy(database, "learner", like, "id", {"id": None})
    (new,) = database.execute("select max(id) from learner").fetchone()
    _copy(
        database,
        "account",
        like,
        "learner_id",
        {"learner_id": new, "external_id": name, "name": name, "chat": name},
    )
    for of in ("setting_change", "stay"):
        _copy(database, of, like, "learner_id", {"learner_id": new, "id": None})
    _copy(database, "enrolment", like, "learner_id", {"learner_id": new, "id": None})
    (enrolment,) = database.execute("select max(id) from enrolment").fetchone()
    (old,) = database.execute("select id from enrolment where learner_id = ?", (like,)).fetchone()
    for of in ("pacing", "move"):
        _copy(database, of, old, "enrolment_id", {"enrolment_id": enrolment, "id": None})
    return int(new)


def _copy(database: sqlite3.Connection, of: str, value: int, key: str, new: dict[str, Any]) -> None:
    names = [row[1] for row in database.execute(f"pragma table_info({of})")]
    taken = ", ".join("?" if name in new else f'"{name}"' for name in names)
    columns = ", ".join(f'"{name}"' for name in names)
    values = [new[name] for name in names if name in new]
    database.execute(
        f"insert into {of} ({columns}) select {taken} from {of} where {key} = ?", (*values, value)
    )


def _live(
    database: sqlite3.Connection, learner_id: int, days: int, like: int | None = None
) -> None:
    """Days as those of the first ones, whose old ones are summed up."""
    (before,) = database.execute("select coalesce(max(id), 0) from entry").fetchone()
    database.executemany(
        "insert into entry (learner_id, kind, made_at, made_on, day, zone, rollover, minutes,"
        " note, week) values (?, 'done', ?, ?, ?, 'UTC', 4, 25, '', 1)",
        _entries(learner_id, days),
    )
    query = "select rules, upto, body from earlier where learner_id = ?"
    for rules, upto, body in database.execute(query, (like,)).fetchall():
        summed = json.loads(body)
        entries = summed["entries"]["sums"]
        entries["last_id"] = before + entries["count"]
        values = (learner_id, rules, upto, json.dumps(summed))
        database.execute(
            "insert into earlier (learner_id, rules, upto, body) values (?, ?, ?, ?)", values
        )


def _entries(learner_id: int, days: int) -> Iterator[tuple[object, ...]]:
    for number in range(days - 1):
        at = NOW - (days - 1 - number) * DAY + timedelta(hours=7)
        day = at.date().isoformat()
        if number % 9:
            yield learner_id, written(at), day, day


def _settle(database: sqlite3.Connection, size: int, days: int) -> None:
    first = (NOW - days * DAY).date()
    for number in range(days - 2):
        day = first + number * DAY
        at = written(NOW - (days - number) * DAY + timedelta(hours=12))
        database.execute(
            "insert or ignore into settlement (group_id, day, outcome, at, done, expected, needed)"
            " values (1, ?, 'success', ?, ?, ?, ?)",
            (day.isoformat(), at, size, size, max(2, -(-size * 60 // 100))),
        )


def who(number: int, chat: str | None = None) -> Origin:
    """A member, in private or in the group's chat."""
    name = f"s{number}"
    return Origin(
        platform=PLATFORM,
        account=name,
        name=name,
        chat=chat or name,
        private=chat is None,
        manages_chat=chat is not None,
    )


async def say(opened: Parts, origin: Origin, line: str, number: str) -> None:
    """Somebody says something."""
    event: Event = event_of_text(line, id=f"{origin.chat}:{origin.account}:{number}", origin=origin)
    await opened.coach.handle(event)


def main() -> None:
    """Run it alone."""
    pin_tzdata()
    size = replace(FULL, members=tuple(map(int, sys.argv[1:])) or FULL.members)
    with tempfile.TemporaryDirectory() as folder:
        print(table(asyncio.run(settling(Path(folder), size))))


if __name__ == "__main__":
    main()
