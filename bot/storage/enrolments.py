"""Enrolments with all that belongs to them in the database, within one transaction."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.forecast import KeptForecast
from bot.domain.learner import Enrolment, Learner, Move, MoveCause, Pacing
from bot.domain.plan import Anchor
from bot.domain.roadmap.choices import Choice
from bot.storage import tables as t
from bot.storage.rows import AnyRow, insert_record, insert_row


class SqlEnrolments:
    """Which roadmaps learners are on, and where."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def enrol(
        self, learner: Learner, roadmap: str, version: str, *, now: datetime, today: date
    ) -> Learner:
        """Begin a roadmap at week 1."""
        enrolment_id = await insert_row(
            self._connection,
            t.enrolment,
            learner_id=learner.id,
            roadmap=roadmap,
            version=version,
            started_at=now,
            started_on=today,
        )
        enrolment = Enrolment(enrolment_id, roadmap, version, now, today)
        learner = replace(learner, enrolments=(*learner.enrolments, enrolment))
        return await self.move(learner, 1, MoveCause.START, now=now, today=today)

    async def anchor(
        self, learner: Learner, week: int, day: date, pace: str, *, now: datetime
    ) -> Learner:
        """Tie due dates to `week` beginning on `day` at `pace` (promise 3.3)."""
        enrolment = learner.enrolments[-1]
        await insert_row(
            self._connection,
            t.pacing,
            enrolment_id=enrolment.id,
            week=week,
            day=day,
            pace=pace,
            made_at=now,
        )
        pacing = Pacing(Anchor(week, day), pace, now)
        return _with_enrolment(learner, replace(enrolment, pacings=(*enrolment.pacings, pacing)))

    async def move(
        self, learner: Learner, week: int, cause: MoveCause, *, now: datetime, today: date
    ) -> Learner:
        """Record that the learner is now in `week`; one beyond the last has finished."""
        enrolment = learner.enrolments[-1]
        move = Move(week, cause, now, today)
        await insert_row(self._connection, t.move, enrolment_id=enrolment.id, **asdict(move))
        return _with_enrolment(learner, replace(enrolment, moves=(*enrolment.moves, move)))

    async def choose(
        self, learner: Learner, branch: str, option: str, *, now: datetime, today: date
    ) -> Learner:
        """Record what was chosen at a fork of the present roadmap (promise 3.7)."""
        enrolment = learner.enrolments[-1]
        choice = Choice(branch, option, now, today)
        await insert_row(self._connection, t.choice, enrolment_id=enrolment.id, **asdict(choice))
        return _with_enrolment(learner, replace(enrolment, choices=(*enrolment.choices, choice)))

    async def keep_forecast(self, learner: Learner, forecast: KeptForecast) -> Learner:
        """Keep a forecast of the present roadmap's finish."""
        forecast = replace(forecast, enrolment_id=learner.enrolments[-1].id)
        forecast_id = await insert_record(self._connection, t.forecast, forecast)
        forecasts = learner.forecasts.plus(replace(forecast, id=forecast_id))
        return replace(learner, forecasts=forecasts)


def enrolment_of(
    row: AnyRow,
    moves: Sequence[AnyRow],
    pacings: Sequence[AnyRow],
    choices: Sequence[AnyRow] = (),
) -> Enrolment:
    """A stored enrolment with what belongs to it."""
    return Enrolment(
        row.id,
        row.roadmap,
        row.version,
        row.started_at,
        row.started_on,
        moves=tuple(map(_move, moves)),
        pacings=tuple(map(_pacing, pacings)),
        choices=tuple(map(_choice, choices)),
        ended_at=row.ended_at,
    )


def forecast_of(row: AnyRow) -> KeptForecast:
    """A stored forecast."""
    days = row.p50_days, row.p85_days
    return KeptForecast(row.made_at, row.made_on, *days, row.enrolment_id, row.id)


def _move(row: AnyRow) -> Move:
    return Move(row.week, MoveCause(row.cause), row.made_at, row.made_on)


def _pacing(row: AnyRow) -> Pacing:
    return Pacing(Anchor(row.week, row.day), row.pace, row.made_at)


def _choice(row: AnyRow) -> Choice:
    return Choice(row.branch, row.option, row.made_at, row.made_on)


def _with_enrolment(learner: Learner, enrolment: Enrolment) -> Learner:
    return replace(learner, enrolments=(*learner.enrolments[:-1], enrolment))
