"""What is kept for how long: texts go after a month, rows after a year and a bit (promise 10).

Each step is a small transaction, so that nobody waits for it; what was done is noted, so that a
later process goes on from there. What a rule looks at stays: every entry and answer, and of what
came by itself as much as a learner is loaded with.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Table, and_, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.domain.delivery import DeliveryState, MessageKind
from bot.storage import inputs
from bot.storage import tables as t
from bot.storage.key_value import note, noted
from bot.storage.sending import NUDGES_KEPT

TEXTS_KEPT: Final = timedelta(days=30)
ROWS_KEPT: Final = timedelta(days=400)

STRIDE: Final = timedelta(days=2)
"""How far the bounds move in one pass at most: a clock that is wrong for an hour takes little."""

PASS_EVERY: Final = timedelta(hours=6)

AT_ONCE: Final = 200
"""Rows, learners or groups, in one step."""

_REACHED: Final = "retention:reached"
_LEARNER: Final = "retention:learner"
_GROUP: Final = "retention:group"
_ENDED: Final = (
    DeliveryState.SENT,
    DeliveryState.SKIPPED,
    DeliveryState.UNKNOWN,
    DeliveryState.DEAD,
)
_BY_DAY: Final = (MessageKind.GROUP_BOARD, MessageKind.GROUP_DIGEST)
"""Of what a group gets, what is of its day alone: `inactive:...` is said once for good."""


class SqlRetention:
    """Lets go of what has had its time."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def begin(self, now: datetime) -> datetime | None:
        """Begin a pass; the instant before which texts go, None where the last was a moment ago.

        Rows go 370 days before that.
        """
        wanted = now - TEXTS_KEPT
        async with self._engine.begin() as connection:
            before = await noted(connection, _REACHED)
            if before is not None:
                last = datetime.fromisoformat(before)
                if wanted - last < PASS_EVERY:
                    return None
                wanted = min(wanted, last + STRIDE)
            await note(connection, _REACHED, wanted.isoformat())
            for each in (_LEARNER, _GROUP):
                await note(connection, each, "0")
            await inputs.forget(connection)
        return wanted

    async def step(self, before: datetime) -> bool:
        """One step of a pass; False where nothing is left to do."""
        rows = before - (ROWS_KEPT - TEXTS_KEPT)
        async with self._engine.begin() as connection:
            done = [
                await _lose_texts(connection, t.inbox, _said(before), body="", claimed_by=None),
                await _lose_texts(connection, t.reply, _answered(before), body="", claimed_by=None),
                await _lose_texts(
                    connection, t.delivery, _came(before), body=None, payload="", owner=None
                ),
                await _lose_texts(connection, t.quarantine, _unread(before), body=""),
                await _lose_rows(connection, t.inbox, _said(rows)),
                await _lose_rows(connection, t.reply, t.reply.c.made_at < rows),
                await _lose_rows(connection, t.delivery, _came(rows), _of_groups()),
                await _lose_rows(connection, t.quarantine, _unread(rows)),
                await _lose_nudges(connection, rows),
                await _lose_boards(connection, rows),
            ]
        return any(done)


def _said(before: datetime) -> ColumnElement[bool]:
    of = t.inbox.c
    return and_(of.received_at < before, of.handled_at.is_not(None))


def _answered(before: datetime) -> ColumnElement[bool]:
    return t.reply.c.made_at < before


def _unread(before: datetime) -> ColumnElement[bool]:
    return t.quarantine.c.received_at < before


def _came(before: datetime) -> ColumnElement[bool]:
    of = t.delivery.c
    return and_(of.state.in_(_ENDED), of.ended_at < before)


def _of_groups() -> ColumnElement[bool]:
    of = t.delivery.c
    return and_(of.learner_id.is_(None), of.kind.in_(_BY_DAY))


async def _lose_texts(
    connection: AsyncConnection, table: Table, which: ColumnElement[bool], **blank: str | None
) -> bool:
    """Blank the texts of some rows, oldest first; whether there were any.

    Rows come in the order of their ids, and the last that was looked at is noted.
    """
    name = f"retention:{table.name}"
    last = int(await noted(connection, name) or 0)
    ids = (
        await connection.scalars(
            select(table.c.id).where(table.c.id > last, which).order_by(table.c.id).limit(AT_ONCE)
        )
    ).all()
    if not ids:
        return False
    await connection.execute(update(table).where(table.c.id.in_(ids)).values(**blank))
    await note(connection, name, str(ids[-1]))
    return True


async def _lose_rows(
    connection: AsyncConnection,
    table: Table,
    which: ColumnElement[bool],
    among: ColumnElement[bool] | None = None,
) -> bool:
    """Let go of some rows; whether there were any.

    Only the oldest are looked at, by their ids: nobody scans a table for what is not there.
    """
    oldest = select(table.c.id).order_by(table.c.id).limit(AT_ONCE)
    ids = oldest if among is None else oldest.where(among)
    gone = delete(table).where(table.c.id.in_(ids), which)
    return (await connection.execute(gone)).rowcount > 0


async def _lose_boards(connection: AsyncConnection, before: datetime) -> bool:
    """What is noted of some groups' boards of that time; whether more groups are left."""
    ids = await _next(connection, t.study_group, _GROUP)
    old = and_(t.board.c.group_id.in_(ids), t.board.c.day < before.date())
    if ids:
        await connection.execute(delete(t.board).where(old))
    return bool(ids)


async def _lose_nudges(connection: AsyncConnection, before: datetime) -> bool:
    """What came to some learners and they are not loaded with; whether more learners are left."""
    ids = await _next(connection, t.learner, _LEARNER)
    for each in ids:
        await _lose_nudges_of(connection, each, before)
    return bool(ids)


async def _next(connection: AsyncConnection, table: Table, name: str) -> Sequence[int]:
    """The ids of the next rows, where a pass has come to what is noted by that name."""
    last = int(await noted(connection, name) or 0)
    wanted = select(table.c.id).where(table.c.id > last).order_by(table.c.id).limit(AT_ONCE)
    ids = (await connection.scalars(wanted)).all()
    if ids:
        await note(connection, name, str(ids[-1]))
    return ids


async def _lose_nudges_of(connection: AsyncConnection, learner_id: int, before: datetime) -> None:
    of = t.delivery.c
    mine = of.learner_id == learner_id
    oldest = select(func.min(of.ended_at)).where(mine)
    found = await connection.scalar(oldest)
    if found is None or found >= before:
        return
    kept = (
        select(of.decided_at)
        .where(mine, of.decided_at.is_not(None))
        .order_by(of.decided_at.desc(), of.id.desc())
        .offset(NUDGES_KEPT - 1)
        .limit(1)
    )
    least = await connection.scalar(kept)
    if least is not None:
        once = of.key.like("inactive:%")
        older = or_(of.decided_at < least, of.decided_at.is_(None))
        await connection.execute(delete(t.delivery).where(mine, _came(before), older, ~once))
