"""What the benchmarks stand on: databases full of learners, rounds, and a measure of the noise."""

import re
import sqlite3
import statistics
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

from bot.chat.messages import Outgoing
from bot.coach.coach import Coach
from bot.runtime.clock import SteeredClock
from bot.runtime.wiring import coach_on, ticker_on
from bot.storage.dialect import database_url
from bot.storage.dialect.sqlite.engine import journal_pragmas
from bot.storage.schema import open_database
from bot.storage.store import SqlStore
from scheduler.ticker import Ticker

NOW: Final = datetime(2026, 10, 19, 8, 0, tzinfo=UTC)
PLATFORM: Final = "simulation"
SPIN: Final = 200_000

_LEARNERS: Final = """
insert into learner (id, created_at, version)
with recursive n(i) as (select 1 union all select i + 1 from n where i < :many)
select i, :now, 0 from n
"""
_ACCOUNTS: Final = """
insert into account (platform, external_id, learner_id, name, chat)
select 'simulation', 's' || id, id, 'learner', 's' || id from learner
"""
_DUES: Final = """
insert into due (learner_id, kind, day, due_at)
select id, 'daily_prompt', '2026-10-19', case when id % (:many / :due) = 0 then :now
else :now + (1 + id * 7919 % 86399) * 1000000 end
from learner
"""


@dataclass(frozen=True)
class Parts:
    """The real parts on one file."""

    store: SqlStore
    coach: Coach
    ticker: Ticker
    clock: SteeredClock


class Sink:
    """A platform that takes everything at once."""

    platform = PLATFORM
    may_double = True

    async def send(self, outgoing: Outgoing) -> None:
        """Take it."""


async def parts(path: Path | str, at: datetime = NOW, *, simulated: bool = False) -> Parts:
    """The store, coach and clockwork on a database; durable, as `waymark run` has them.

    Where it is `simulated`, nothing waits for the disk, and no thread is asked.
    """
    engine = await open_database(database_url(str(path)), simulated=simulated)
    store, clock = SqlStore(engine), SteeredClock(at)
    coach = coach_on(store, clock)
    return Parts(store, coach, ticker_on(store, coach, clock, Sink()), clock)


async def filled(path: Path, learners: int, due: int) -> Path:
    """A new database in which `due` of the learners have a prompt due now, the rest later."""
    opened = await parts(path)
    await opened.store.close()
    what = {"many": learners, "due": due, "now": written(NOW)}
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("pragma synchronous = off")
        database.execute("begin")
        for statement in (_LEARNERS, _ACCOUNTS, _DUES):
            database.execute(statement, what)
        database.execute("commit")
    return path


def written(instant: datetime) -> int:
    """An instant as the store keeps it."""
    return round(instant.timestamp() * 1_000_000)


def connected(path: Path) -> sqlite3.Connection:
    """The bare library, with the durability that the store asks for."""
    database = sqlite3.connect(path, isolation_level=None)
    for pragma in journal_pragmas(sqlite3.sqlite_version_info):
        database.execute(pragma)
    return database


def spin() -> float:
    """Milliseconds of a fixed loop: what it differs by from round to round is noise."""
    began, total = time.perf_counter(), 0
    for number in range(SPIN):
        total += number
    return (time.perf_counter() - began) * 1000


async def timed(work: Callable[[], Awaitable[object]]) -> float:
    """Seconds that something takes."""
    began = time.perf_counter()
    await work()
    return time.perf_counter() - began


@dataclass(frozen=True)
class Spread:
    """What some rounds gave: their median, the least and the most; to so many digits."""

    median: float
    low: float
    high: float
    digits: int = 1

    @property
    def width(self) -> float:
        """How far the rounds lie apart."""
        return self.high - self.low

    def __str__(self) -> str:
        shown = [f"{each:,.{self.digits}f}" for each in (self.median, self.low, self.high)]
        return shown[0] if self.low == self.high else f"{shown[0]} [{shown[1]}-{shown[2]}]"


def spread(values: Sequence[float], digits: int = 1) -> Spread:
    """Median and range of some rounds."""
    return Spread(statistics.median(values), min(values), max(values), digits)


def once(value: float, digits: int = 1) -> Spread:
    """What was counted, or measured once."""
    return Spread(value, value, value, digits)


def ratios(ours: Sequence[float], theirs: Sequence[float], digits: int = 2) -> Spread:
    """How many times theirs ours is, in each round."""
    return spread([mine / other for mine, other in zip(ours, theirs, strict=True)], digits)


class Better(StrEnum):
    """Which way a figure should move; what belongs to a peer, or to the machine, is not ours."""

    LESS = "less"
    MORE = "more"
    NOT_OURS = "not ours"


_GOAL: Final = re.compile(r"(<=|>=) ([\d.]+)")


@dataclass(frozen=True)
class Row:
    """One line of the table.

    `goal`, like `<= 1.1`, is one for the ratio where there is one, else for the figure.
    """

    what: str
    figure: Spread
    ratio: Spread | None = None
    goal: str = ""
    better: Better = Better.LESS

    def __post_init__(self) -> None:
        if self.goal and not _GOAL.fullmatch(self.goal):
            raise ValueError(f"a goal is like <= 1.1, and not {self.goal}")

    @property
    def judged(self) -> Spread:
        """What the goal is for."""
        return self.ratio or self.figure

    @property
    def wanted(self) -> Better:
        """Which way it should move: towards its goal, where it has one."""
        if not self.goal:
            return self.better
        return Better.LESS if self.goal.startswith("<=") else Better.MORE

    @property
    def mark(self) -> str:
        """Whether the goal is met by the median; empty where there is none."""
        if not self.goal:
            return ""
        bound, median = float(self.goal.split()[1]), self.judged.median
        met = median <= bound if self.wanted is Better.LESS else median >= bound
        return "met" if met else "missed"


def table(rows: Sequence[Row]) -> str:
    """All rows under one another."""
    cells = [("what", "median [range]", "ratio", "goal", "")]
    cells += [(row.what, str(row.figure), str(row.ratio or ""), row.goal, row.mark) for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in cells
    )
