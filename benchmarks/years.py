"""What an event costs somebody with years behind them: `python -m benchmarks.years`.

Four learners in one file: one is new, three have lived one, three and five years. The same `/today`,
`/done` and prompt by turns, once for a process that remembers them and once for one that does not;
in seconds of CPU, as the machine may be busy.
"""

import asyncio
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Final, TypeVar

from benchmarks.ground import NOW, PLATFORM, Parts, Row, once, parts, spread, table, written
from benchmarks.lives import YEARS, inserted, populated, said
from bot.coach.coach import Coach
from bot.features.menu import FEATURES
from bot.places.find import pin_tzdata
from bot.ports.leases import Hold
from bot.runtime.memory import set_apart
from bot.runtime.wiring import catalogue_of
from bot.storage.store import SqlStore

GOALS: Final = {0: "", 1: "<= 1.1", 3: "<= 1.2", 5: "<= 1.5"}
Found = TypeVar("Found")
HOLD: Final = Hold("benchmark")
KINDS: Final = ("/today", "/done", "prompt")


@dataclass(frozen=True)
class YearsSize:
    """The years that each learner has behind them, the first none; and how many rounds."""

    years: tuple[int, ...]
    rounds: int


FULL: Final = YearsSize(years=YEARS, rounds=20)
TINY: Final = YearsSize(years=(0, 1), rounds=1)


class Turns:
    """One learner after the other."""

    def __init__(self, opened: Parts, path: Path) -> None:
        self._opened, self._path = opened, path
        self._catalogue = catalogue_of(None)
        self._number = 0
        self._learners = dict(self._ids())

    def _ids(self) -> Iterator[tuple[int, int]]:
        with closing(sqlite3.connect(self._path)) as database:
            for name, who in database.execute("select external_id, learner_id from account"):
                yield int(name[1:]), who

    def _coach(self, *, cold: bool) -> Coach:
        """The coach; where it is `cold`, one that remembers nobody."""
        if not cold:
            return self._opened.coach
        store = SqlStore(self._opened.store._engine)  # noqa: SLF001 -- a process as it begins
        return Coach(store, self._opened.clock, self._catalogue, FEATURES)

    async def milliseconds(self, kind: str, years: int, *, cold: bool) -> float:
        """What one event costs: milliseconds of CPU, in all threads."""

        async def spent(work: Callable[[], Awaitable[object]]) -> float:
            began = time.process_time()
            await work()
            return (time.process_time() - began) * 1000

        return await self.measured(spent, kind, years, cold=cold)

    async def measured(
        self,
        measure: Callable[[Callable[[], Awaitable[object]]], Awaitable[Found]],
        kind: str,
        years: int,
        *,
        cold: bool,
    ) -> Found:
        """What is measured of one event, which is undone then."""
        coach = self._coach(cold=cold)
        self._number += 1
        self._opened.clock.move_to(self._opened.clock.now() + timedelta(seconds=1))
        if kind == "prompt":
            delivery = self._written(years)

            async def work() -> None:
                assert await coach.prepare(delivery, HOLD), "the prompt was not wanted"
        else:

            async def work() -> None:
                await said(coach, years, kind, f"{self._number}")

        found = await measure(work)
        if kind == "/done":
            await said(self._opened.coach, years, "/undo", f"{self._number}u")
        if kind == "prompt":
            self._unwrite(years)
            await said(self._opened.coach, years, "/today", f"{self._number}t")
        return found

    def _unwrite(self, years: int) -> None:
        """The prompt never was: the next one is the day's first again."""
        with closing(sqlite3.connect(self._path, isolation_level=None)) as database:
            database.execute("delete from delivery where key like 'bench:%'")
            who = (self._learners[years],)
            database.execute(
                "update learner set version = version + 1, known_version = version + 1 where id = ?",
                who,
            )

    def _written(self, years: int) -> int:
        """A prompt of its own; nothing was done today."""
        with closing(sqlite3.connect(self._path, isolation_level=None)) as database:
            now = self._opened.clock.now()
            return inserted(
                database,
                "delivery",
                key=f"bench:{self._number}",
                learner_id=self._learners[years],
                kind="daily_prompt",
                day=now.date().isoformat(),
                due_at=written(now),
                not_before=written(now),
                platform=PLATFORM,
                chat=f"y{years}",
                state="pending",
                payload="",
                resends=0,
                attempts=0,
            )


async def lived(folder: Path, size: YearsSize = FULL) -> list[Row]:
    """The same for all of them by turns; ratios to what the new learner costs."""
    path = folder / "years.db"
    await populated(path, years=size.years)
    opened = await parts(path, NOW + timedelta(minutes=5))
    try:
        return await _measured(opened, path, size)
    finally:
        await opened.store.close()


async def _measured(opened: Parts, path: Path, size: YearsSize) -> list[Row]:
    turns = Turns(opened, path)
    for kind in KINDS:  # what is loaded once
        for years in size.years:
            await turns.milliseconds(kind, years, cold=False)
    set_apart()
    rows: list[Row] = []
    for cold in (False, True):
        for kind in KINDS:
            took: dict[int, list[float]] = {years: [] for years in size.years}
            for _ in range(size.rounds):
                for years, spent in took.items():
                    spent.append(await turns.milliseconds(kind, years, cold=cold))
            rows += _rows(f"{kind}, {'not remembered' if cold else 'remembered'}", took)
    return rows


def _rows(what: str, took: dict[int, list[float]]) -> Iterator[Row]:
    new, *_ = took.values()
    for years, spent in took.items():
        whose = f"{what}, {years} years" if years else f"{what}, new"
        ratio = once(statistics.median(spent) / statistics.median(new), 2) if years else None
        yield Row(f"{whose}: ms of CPU", spread(spent), ratio, GOALS[years])


def main() -> None:
    """Run it alone."""
    pin_tzdata()
    size = replace(FULL, rounds=int(sys.argv[1])) if len(sys.argv) > 1 else FULL
    with tempfile.TemporaryDirectory() as folder:
        print(table(asyncio.run(lived(Path(folder), size))))


if __name__ == "__main__":
    main()
