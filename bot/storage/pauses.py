"""Pauses in the database, within one transaction (promise 2.7)."""

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.history import Pause
from bot.domain.learner import Learner
from bot.storage import tables as t
from bot.storage.rows import AnyRow, insert_record, insert_row, update_row


class SqlPauses:
    """When learners pause, and when a pause was cut short."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def begin(self, learner: Learner, pause: Pause) -> Learner:
        """Record a pause; its id is given here."""
        pause_id = await insert_record(self._connection, t.pause, pause, learner_id=learner.id)
        return replace(learner, pauses=(*learner.pauses, replace(pause, id=pause_id)))

    async def end(self, learner: Learner, pause: Pause, last: date, *, now: datetime) -> Learner:
        """Let a pause end with `last`; groups go by when that was known (promise 6.3)."""
        await insert_row(self._connection, t.pause_cut, pause_id=pause.id, made_at=now, last=last)
        await update_row(self._connection, t.pause, pause.id, last=last)
        ended = tuple(
            replace(other, last=last) if other.id == pause.id else other for other in learner.pauses
        )
        return replace(learner, pauses=ended)


def pause_of(row: AnyRow) -> Pause:
    """A stored pause."""
    return Pause(row.id, row.asked_at, row.asked_on, row.first, row.asked_last, row.last)
