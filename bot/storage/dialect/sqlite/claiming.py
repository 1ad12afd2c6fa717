"""Claiming what is due: two statements for a whole set, made once and kept (promise 9.1)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import Delete, Insert, Select, bindparam, delete, literal, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage import tables as t
from bot.storage.dialect.claims import as_deliveries
from bot.storage.dialect.upserting import upsert


class _Claim(NamedTuple):
    """Makes deliveries of some dues, and takes the dues away."""

    deliver: Insert
    take: Delete


def _claim(dues: Select[Any]) -> _Claim:
    due = dues.subquery()
    columns, rows = as_deliveries(due)
    key = tuple_(t.due.c.due_at, t.due.c.learner_id, t.due.c.kind)
    delivering = upsert(t.delivery).from_select(columns, rows).on_conflict_do_nothing()
    return _Claim(
        delivering.returning(t.delivery.c.id),
        delete(t.due).where(key.in_(select(due.c.due_at, due.c.learner_id, due.c.kind))),
    )


_NOW: Final = bindparam("now", type_=t.due.c.due_at.type)
_DUE: Final = (
    select(t.due)
    .where(t.due.c.due_at <= _NOW)
    .order_by(t.due.c.due_at, t.due.c.learner_id, t.due.c.kind)
    .limit(bindparam("most", type_=t.due.c.learner_id.type))
)
_MINE: Final = t.dues_of(bindparam("whose")) & (t.due.c.kind == bindparam("what"))

_ANY: Final = select(literal(1)).where(select(t.due).where(t.due.c.due_at <= _NOW).exists())
_SET: Final = _claim(_DUE)
_ONE: Final = _claim(select(t.due).where(_MINE))


async def claim(connection: AsyncConnection, now: datetime, most: int) -> tuple[int, Sequence[int]]:
    """Turn up to `most` nudges that are due into deliveries; how many, and the deliveries' ids."""
    what = {"now": now, "most": most}
    if await connection.scalar(_ANY, {"now": now}) is None:
        return 0, ()
    planned = (await connection.scalars(_SET.deliver, what)).all()
    return (await connection.execute(_SET.take, what)).rowcount, planned


async def claim_one(connection: AsyncConnection, learner_id: int, kind: str) -> Sequence[int]:
    """Turn one nudge into a delivery; its id."""
    what = {"whose": learner_id, "what": kind}
    planned = (await connection.scalars(_ONE.deliver, what)).all()
    await connection.execute(_ONE.take, what)
    return planned
