"""Entries in the database, within one transaction (promise 2)."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.history import Entry, EntryKind
from bot.domain.learner import Learner
from bot.storage import tables as t
from bot.storage.rows import AnyRow, insert_record, update_row


class SqlEntries:
    """What was studied, with what was taken back."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def log(self, learner: Learner, entry: Entry) -> Learner:
        """Record an entry; its id is given here."""
        entry_id = await insert_record(self._connection, t.entry, entry, learner_id=learner.id)
        return replace(learner, entries=learner.entries.plus(replace(entry, id=entry_id)))

    async def set_minutes(self, learner: Learner, entry: Entry, minutes: int) -> Learner:
        """Complete an entry that was logged without minutes."""
        await update_row(self._connection, t.entry, entry.id, minutes=minutes)
        return _with_entry(learner, replace(entry, minutes=minutes))

    async def set_note(self, learner: Learner, entry: Entry, note: str) -> Learner:
        """Say of an entry that logged itself what it was."""
        await update_row(self._connection, t.entry, entry.id, note=note)
        return _with_entry(learner, replace(entry, note=note))

    async def take_back(self, learner: Learner, entry: Entry, now: datetime) -> Learner:
        """Take an entry back (promise 2.9)."""
        await update_row(self._connection, t.entry, entry.id, taken_back_at=now)
        return replace(learner, entries=learner.entries.without(entry))

    async def untick(self, learner: Learner, entry: Entry, now: datetime) -> Learner:
        """Open a ticked topic again and leave its day's credit alone."""
        await update_row(self._connection, t.entry, entry.id, unticked_at=now)
        return _with_entry(learner, replace(entry, unticked=True))


def entry_of(row: AnyRow) -> Entry:
    """A stored entry."""
    return Entry(
        id=row.id,
        kind=EntryKind(row.kind),
        made_at=row.made_at,
        made_on=row.made_on,
        day=row.day,
        zone=row.zone,
        rollover=row.rollover,
        minutes=row.minutes,
        note=row.note,
        topic=row.topic,
        unticked=row.unticked_at is not None,
        message=row.message,
        enrolment_id=row.enrolment_id,
        week=row.week,
    )


def _with_entry(learner: Learner, entry: Entry) -> Learner:
    return replace(learner, entries=learner.entries.changed(entry))
