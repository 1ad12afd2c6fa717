"""Between rows and the domain's records: rows never leave `bot.storage`."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.history import Entry, EntryKind, Pause
from bot.domain.learner import Enrolment, Learner, Move, MoveCause, Pacing
from bot.domain.plan import Anchor
from bot.domain.preferences import Preferences, SettingChange
from bot.messages import Message, Outgoing
from bot.storage import tables as t

AnyRow = Row[Any]


async def load_learner(
    connection: AsyncConnection,
    learner_id: int,
    name: str,
    created_at: datetime,
    proposed: Preferences,
) -> Learner:
    """A learner with all that is stored and was not taken back."""
    return Learner(
        id=learner_id,
        name=name,
        created_at=created_at,
        proposed=proposed,
        settings=tuple(map(_setting, await _rows(connection, t.setting_change, learner_id))),
        enrolments=await _enrolments(connection, learner_id),
        entries=tuple(
            entry_of(row)
            for row in await _rows(connection, t.entry, learner_id)
            if row.taken_back_at is None
        ),
        pauses=tuple(map(_pause, await _rows(connection, t.pause, learner_id))),
    )


async def _rows(connection: AsyncConnection, table: Any, learner_id: int) -> Sequence[AnyRow]:
    query = select(table).where(table.c.learner_id == learner_id).order_by(table.c.id)
    return (await connection.execute(query)).all()


async def _enrolments(connection: AsyncConnection, learner_id: int) -> tuple[Enrolment, ...]:
    enrolments = await _rows(connection, t.enrolment, learner_id)
    if not enrolments:
        return ()
    moves = await _parts(connection, t.move, learner_id)
    pacings = await _parts(connection, t.pacing, learner_id)
    return tuple(
        Enrolment(
            row.id,
            row.roadmap,
            row.version,
            row.started_at,
            row.started_on,
            moves=tuple(_move(move) for move in moves if move.enrolment_id == row.id),
            pacings=tuple(_pacing(pacing) for pacing in pacings if pacing.enrolment_id == row.id),
        )
        for row in enrolments
    )


async def _parts(connection: AsyncConnection, table: Any, learner_id: int) -> Sequence[AnyRow]:
    query = (
        select(table)
        .join(t.enrolment, t.enrolment.c.id == table.c.enrolment_id)
        .where(t.enrolment.c.learner_id == learner_id)
        .order_by(table.c.id)
    )
    return (await connection.execute(query)).all()


def _setting(row: AnyRow) -> SettingChange:
    return SettingChange(row.key, row.value, row.made_at, row.made_on)


def _move(row: AnyRow) -> Move:
    return Move(row.week, MoveCause(row.cause), row.made_at, row.made_on)


def _pacing(row: AnyRow) -> Pacing:
    return Pacing(Anchor(row.week, row.day), row.pace, row.made_at)


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
    )


def _pause(row: AnyRow) -> Pause:
    return Pause(row.id, row.asked_at, row.asked_on, row.first, row.asked_last, row.last)


def outgoing_of(rows: Iterable[AnyRow]) -> tuple[Outgoing, ...]:
    """Stored replies."""
    return tuple(
        Outgoing(
            id=f"r{row.id}",
            platform=row.platform,
            chat=row.chat,
            edits=row.edits,
            message=Message.model_validate_json(row.body),
        )
        for row in rows
    )
