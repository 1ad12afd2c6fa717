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
from collections.abc import Awaitable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from benchmarks.ground import NOW, PLATFORM, Parts, Row, once, parts, spread, table, written
from bot.chat.events import Origin, event_of_text
from bot.coach.coach import Coach
from bot.domain.reflection import Question
from bot.features.menu import FEATURES
from bot.places.find import pin_tzdata
from bot.ports.leases import Hold
from bot.roadmaps.catalogue import Catalogue
from bot.runtime.memory import set_apart
from bot.runtime.wiring import catalogue_of
from bot.storage.store import SqlStore

GOALS: Final = {0: "", 1: "<= 1.1", 3: "<= 1.2", 5: "<= 1.5"}
DAYS_OF_NEW: Final = 14
DAY: Final = timedelta(days=1)
HOLD: Final = Hold("benchmark")
KINDS: Final = ("/today", "/done", "prompt")


@dataclass(frozen=True)
class YearsSize:
    """The years that each learner has behind them, the first none; and how many rounds."""

    years: tuple[int, ...]
    rounds: int


FULL: Final = YearsSize(years=(0, 1, 3, 5), rounds=20)
TINY: Final = YearsSize(years=(0, 1), rounds=1)


def days_lived(years: int) -> int:
    """The days that somebody has behind them."""
    return 365 * years or DAYS_OF_NEW


async def populated(path: Path, learners: Sequence[int]) -> None:
    """Everybody sets up in their past, and their lives are written into the tables."""
    opened = await parts(path, NOW - 366 * max(learners) * DAY)
    for years in reversed(learners):
        opened.clock.move_to(NOW - days_lived(years) * DAY)
        await _say(opened.coach, years, "/start tz=UTC at=08:00 days=mon-sat", "0")
        await _say(opened.coach, years, "/today", "1")
    await opened.store.close()
    catalogue = catalogue_of(None)
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("begin")
        for years in learners:
            _live(database, catalogue, years)
        database.execute("commit")


def _live(database: sqlite3.Connection, catalogue: Catalogue, years: int) -> None:
    query = "select learner_id from account where external_id = ?"
    ((who,),) = database.execute(query, (f"y{years}",)).fetchall()
    ((enrolment,),) = database.execute(
        "select id from enrolment where learner_id = ?", (who,)
    ).fetchall()
    questions = sorted(catalogue.bank().questions)
    roadmap = catalogue.default()
    topics = [each.id for step in roadmap.steps for each in step.topics]
    first = (NOW - days_lived(years) * DAY).date()
    for number in range(days_lived(years)):
        day = first + number * DAY
        at = written(NOW - (days_lived(years) - number) * DAY) + 3_600_000_000 * 10
        if day.weekday() == 6:
            _checkin(database, who, enrolment, day, at)
        if day.weekday() == 6 or number % 17 == 5:
            continue
        mine = {"learner_id": who, "enrolment_id": enrolment}
        _entry(database, day, at, minutes=25, note="read the docs", **mine)
        if number % 2 == 0 and number // 2 < len(topics):
            _entry(database, day, at, topic=f"{roadmap.id}/{topics[number // 2]}", **mine)
        if number % 3 == 0:
            _review(database, who, questions[number % len(questions) :][:3], day, at)
        database.execute(
            "insert into delivery (key, learner_id, kind, day, due_at, not_before, platform, chat,"
            " state, payload, resends, attempts, decided_at) values"
            " (?, ?, 'daily_prompt', ?, ?, ?, ?, ?, 'sent', '', 0, 1, ?)",
            (f"{who}:{day}", who, day.isoformat(), at, at, PLATFORM, f"y{years}", at),
        )


def _entry(database: sqlite3.Connection, day: date, at: int, **what: Any) -> None:
    values = {"kind": "tick" if "topic" in what else "done", "note": "", **what}
    days = {"made_on": day.isoformat(), "day": day.isoformat()}
    _insert(database, "entry", made_at=at, zone="UTC", rollover=4, week=1, **days, **values)


def _review(
    database: sqlite3.Connection, who: int, questions: Sequence[str], day: date, at: int
) -> None:
    on = day.isoformat()
    opened = {"opened_at": at, "opened_on": on, "closed_at": at, "finished_on": on}
    review = _insert(database, "review", learner_id=who, **opened)
    made = {"learner_id": who, "review_id": review, "sure": "sure", "made_at": at, "made_on": on}
    for each in questions:
        _insert(database, "recall_answer", question=each, right=len(each) % 4 > 0, **made)


def _checkin(database: sqlite3.Connection, who: int, enrolment: int, day: date, at: int) -> None:
    on = day.isoformat()
    opened = {"opened_at": at, "opened_on": on, "closed_at": at, "finished_on": on}
    mine = {"learner_id": who, "enrolment_id": enrolment, "week": 1, "late_by": 0}
    checkin = _insert(database, "checkin", **mine, **opened)
    for name in [each.value for each in Question][:4]:
        made = {"question": name, "text": "a thought or two", "made_at": at}
        _insert(database, "answer", checkin_id=checkin, **made)
    told = {"made_at": at, "made_on": on, "p50_days": 100, "p85_days": 150}
    _insert(database, "forecast", enrolment_id=enrolment, **told)


def _insert(database: sqlite3.Connection, into: str, **values: Any) -> int:
    names = ", ".join(f'"{each}"' for each in values)
    marks = ", ".join("?" for _ in values)
    done = database.execute(
        f"insert into {into} ({names}) values ({marks})",
        tuple(values.values()),
    )
    return done.lastrowid or 0


async def _say(coach: Coach, years: int, line: str, number: str) -> None:
    who = f"y{years}"
    origin = Origin(platform=PLATFORM, account=who, name=who, chat=who)
    answers = await coach.handle(event_of_text(line, id=f"{who}:{number}", origin=origin))
    assert answers, line


class _Turns:
    """One learner after the other, and what each cost."""

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
        """Of CPU, in all threads."""
        coach = self._coach(cold=cold)
        self._number += 1
        self._opened.clock.move_to(self._opened.clock.now() + timedelta(seconds=1))
        if kind == "prompt":
            delivery = self._written(years)

            def work() -> Awaitable[object]:
                return coach.prepare(delivery, HOLD)
        else:

            def work() -> Awaitable[object]:
                return _say(coach, years, kind, f"{self._number}")

        began = time.process_time()
        await work()
        spent = time.process_time() - began
        if kind == "/done":
            await _say(self._opened.coach, years, "/undo", f"{self._number}u")
        if kind == "prompt":
            self._unwrite(years)
            await _say(self._opened.coach, years, "/today", f"{self._number}t")
        return spent * 1000

    def _unwrite(self, years: int) -> None:
        """The prompt never was: the next one is the day's first again."""
        with closing(sqlite3.connect(self._path, isolation_level=None)) as database:
            database.execute("delete from delivery where key like 'bench:%'")
            who = (self._learners[years],)
            database.execute("update learner set version = version + 1 where id = ?", who)

    def _written(self, years: int) -> int:
        """A prompt of its own; nothing was done today."""
        with closing(sqlite3.connect(self._path, isolation_level=None)) as database:
            now = self._opened.clock.now()
            return _insert(
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
    await populated(path, size.years)
    opened = await parts(path, NOW + timedelta(minutes=5))
    try:
        return await _measured(opened, path, size)
    finally:
        await opened.store.close()


async def _measured(opened: Parts, path: Path, size: YearsSize) -> list[Row]:
    turns = _Turns(opened, path)
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
