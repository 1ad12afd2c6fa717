"""Check-ins and their answers in the database, within one transaction (promise 5)."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.learner import Learner
from bot.domain.reflection import Answer, Checkin, Question, open_checkin
from bot.storage import tables as t
from bot.storage.rows import AnyRow, insert_record, insert_row, update_row


class SqlCheckins:
    """The weekly check-ins."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def open(self, learner: Learner, checkin: Checkin) -> Learner:
        """Record a new check-in; its id is given here. An open one closes as it stands."""
        older = open_checkin(learner.checkins.recent)
        if older is not None:
            await update_row(self._connection, t.checkin, older.id, closed_at=checkin.opened_at)
            learner = _with_checkin(learner, replace(older, closed_at=checkin.opened_at))
        checkin_id = await insert_record(
            self._connection, t.checkin, checkin, learner_id=learner.id
        )
        return replace(learner, checkins=learner.checkins.plus(replace(checkin, id=checkin_id)))

    async def answer(self, learner: Learner, checkin: Checkin, answer: Answer) -> Learner:
        """Record an answer to a check-in (promise 5.2)."""
        await insert_row(self._connection, t.answer, checkin_id=checkin.id, **asdict(answer))
        return _with_checkin(learner, replace(checkin, answers=(*checkin.answers, answer)))

    async def close(
        self, learner: Learner, checkin: Checkin, *, now: datetime, today: date, late_by: int
    ) -> Learner:
        """Record that a check-in was finished on `today`."""
        values: dict[str, Any] = {"closed_at": now, "finished_on": today, "late_by": late_by}
        await update_row(self._connection, t.checkin, checkin.id, **values)
        return _with_checkin(learner, replace(checkin, **values))


def checkin_of(row: AnyRow, answers: Sequence[AnyRow]) -> Checkin:
    """A stored check-in with its answers."""
    return Checkin(
        row.id,
        row.opened_at,
        row.opened_on,
        row.week,
        answers=tuple(map(_answer, answers)),
        closed_at=row.closed_at,
        finished_on=row.finished_on,
        late_by=row.late_by,
        enrolment_id=row.enrolment_id,
    )


def _answer(row: AnyRow) -> Answer:
    return Answer(Question(row.question), row.text, row.made_at)


def _with_checkin(learner: Learner, checkin: Checkin) -> Learner:
    return replace(learner, checkins=learner.checkins.changed(checkin))
