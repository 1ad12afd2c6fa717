"""Bookings in the database, within one transaction (promise 14.3)."""

from collections.abc import Collection, Sequence
from dataclasses import asdict

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.agenda import Appointment, AppointmentKind, Booking
from bot.domain.learner import Learner
from bot.storage import tables as t
from bot.storage.rows import AnyRow, rows_of


class SqlBookings:
    """What each learner's calendar was told of last."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def of(self, learner: Learner) -> Sequence[Booking]:
        """What was handed over last, by its days."""
        mine = select(t.booking).where(t.booking.c.learner_id == learner.id)
        rows = await rows_of(self._connection, mine.order_by(t.booking.c.day, t.booking.c.kind))
        return [_booking_of(row) for row in rows]

    async def keep(self, learner: Learner, bookings: Collection[Booking]) -> None:
        """Record what is handed over now, in the place of what was before."""
        mine = t.booking.c.learner_id == learner.id
        await self._connection.execute(delete(t.booking).where(mine))
        rows = [
            {
                "learner_id": learner.id,
                "uid": each.uid,
                "sequence": each.sequence,
                "cancelled": each.cancelled,
                **asdict(each.appointment),
            }
            for each in bookings
        ]
        if rows:
            await self._connection.execute(insert(t.booking), rows)


def _booking_of(row: AnyRow) -> Booking:
    kind = AppointmentKind(row.kind)
    appointment = Appointment(kind, row.day, row.starts_at, row.minutes, row.zone)
    return Booking(row.uid, row.sequence, appointment, row.cancelled)
