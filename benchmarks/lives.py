"""Lives of so many years in a file, as the tables have them: for benchmarks, and tests that count."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from benchmarks.ground import NOW, PLATFORM, parts, written
from bot.chat.events import Origin, event_of_text
from bot.coach.coach import Coach
from bot.domain.reflection import Question
from bot.roadmaps.catalogue import Catalogue
from bot.runtime.wiring import catalogue_of

YEARS: Final = (0, 1, 3, 5)
DAYS_OF_NEW: Final = 14
DAY: Final = timedelta(days=1)


def days_lived(years: int, year: int = 365) -> int:
    """The days that somebody has behind them."""
    return year * years or DAYS_OF_NEW


async def populated(path: Path, year: int = 365, years: Sequence[int] = YEARS) -> None:
    """Everybody sets up in their past, and their lives are written into the tables."""
    opened = await parts(path, NOW - days_lived(max(years) + 1, year) * DAY)
    for lived in reversed(years):
        opened.clock.move_to(NOW - days_lived(lived, year) * DAY)
        await said(opened.coach, lived, "/start tz=UTC at=08:00 days=mon-sat", "set up")
        await said(opened.coach, lived, "/today", "first")
    await opened.store.close()
    catalogue = catalogue_of(None)
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("begin")
        for lived in years:
            _live(database, catalogue, lived, days_lived(lived, year))
        database.execute("commit")


def _live(database: sqlite3.Connection, catalogue: Catalogue, years: int, days: int) -> None:
    query = "select learner_id from account where external_id = ?"
    ((who,),) = database.execute(query, (f"y{years}",)).fetchall()
    ((enrolment,),) = database.execute(
        "select id from enrolment where learner_id = ?", (who,)
    ).fetchall()
    questions = sorted(catalogue.bank().questions)
    roadmap = catalogue.default()
    topics = [each.id for step in roadmap.steps for each in step.topics]
    first = (NOW - days * DAY).date()
    for number in range(days):
        day = first + number * DAY
        at = written(NOW - (days - number) * DAY) + 3_600_000_000 * 10
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
        heard = "update learner set heard_before = coalesce(heard_at, ?), heard_at = ? where id = ?"
        database.execute(heard, (at, at, who))
        database.execute(
            "insert into delivery (key, learner_id, kind, day, due_at, not_before, platform, chat,"
            " state, payload, resends, attempts, decided_at, opening) values"
            " (?, ?, 'daily_prompt', ?, ?, ?, ?, ?, 'sent', '', 0, 1, ?, ?)",
            (f"{who}:{day}", who, day.isoformat(), at, at, PLATFORM, f"y{years}", at, number % 16),
        )


def _entry(database: sqlite3.Connection, day: date, at: int, **what: Any) -> None:
    values = {"kind": "tick" if "topic" in what else "done", "note": "", **what}
    days = {"made_on": day.isoformat(), "day": day.isoformat()}
    inserted(database, "entry", made_at=at, zone="UTC", rollover=4, week=1, **days, **values)


def _review(
    database: sqlite3.Connection, who: int, questions: Sequence[str], day: date, at: int
) -> None:
    review = inserted(
        database,
        "review",
        learner_id=who,
        opened_at=at,
        opened_on=day.isoformat(),
        closed_at=at,
        finished_on=day.isoformat(),
    )
    for each in questions:
        inserted(
            database,
            "recall_answer",
            learner_id=who,
            review_id=review,
            question=each,
            right=len(each) % 4 > 0,
            sure="sure",
            made_at=at,
            made_on=day.isoformat(),
        )


def _checkin(database: sqlite3.Connection, who: int, enrolment: int, day: date, at: int) -> None:
    checkin = inserted(
        database,
        "checkin",
        learner_id=who,
        opened_at=at,
        opened_on=day.isoformat(),
        week=1,
        closed_at=at,
        finished_on=day.isoformat(),
        late_by=0,
        enrolment_id=enrolment,
    )
    for name in [each.value for each in Question][:4]:
        inserted(
            database,
            "answer",
            checkin_id=checkin,
            question=name,
            text="a thought or two",
            made_at=at,
        )
    inserted(
        database,
        "forecast",
        enrolment_id=enrolment,
        made_at=at,
        made_on=day.isoformat(),
        p50_days=100,
        p85_days=150,
    )


def inserted(database: sqlite3.Connection, into: str, **values: Any) -> int:
    """A row of these values; its id."""
    names = ", ".join(f'"{each}"' for each in values)
    marks = ", ".join("?" for _ in values)
    done = database.execute(
        f"insert into {into} ({names}) values ({marks})",
        tuple(values.values()),
    )
    return done.lastrowid or 0


async def said(coach: Coach, years: int, line: str, number: str) -> None:
    """Somebody says something, and is answered."""
    who = f"y{years}"
    origin = Origin(platform=PLATFORM, account=who, name=who, chat=who)
    answers = await coach.handle(event_of_text(line, id=f"{who}:{number}", origin=origin))
    assert answers, line
