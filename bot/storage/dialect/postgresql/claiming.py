"""Claiming what is due: one statement, which passes over what others are claiming (promise 9.1)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, any_, bindparam, delete, func, literal_column, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage import tables as t
from bot.storage.dialect.claims import as_deliveries
from bot.storage.dialect.upserting import upsert

_WAITING: Final = t.due.alias("waiting")
# By their places in the table, or the planner may read the whole of it for a larger set.
_PLACE: Final[ColumnElement[Any]] = literal_column("waiting.ctid")
_NOW: Final = bindparam("now", type_=t.due.c.due_at.type)


def _claim(waiting: Select[Any]) -> Select[Any]:
    """Takes dues away and makes deliveries of them: how many, and the deliveries' ids."""
    picked = waiting.with_for_update(skip_locked=True).scalar_subquery()
    taking = delete(t.due).where(literal_column("due.ctid") == any_(func.array(picked)))
    taken = taking.returning(*t.due.c).cte("taken")
    delivering = upsert(t.delivery).from_select(*as_deliveries(taken)).on_conflict_do_nothing()
    delivered = delivering.returning(t.delivery.c.id).cte("delivered")
    ids = select(func.array_agg(delivered.c.id)).scalar_subquery()
    return select(func.count(), ids).select_from(taken)


_SET: Final = _claim(
    select(_PLACE)
    .select_from(_WAITING)
    .where(_WAITING.c.due_at <= _NOW)
    .order_by(_WAITING.c.due_at, _WAITING.c.learner_id, _WAITING.c.kind)
    .limit(bindparam("most", type_=t.due.c.learner_id.type))
)
_ONE: Final = _claim(
    select(_PLACE)
    .select_from(_WAITING)
    .where(_WAITING.c.learner_id == bindparam("whose"), _WAITING.c.kind == bindparam("what"))
)


async def claim(connection: AsyncConnection, now: datetime, most: int) -> tuple[int, Sequence[int]]:
    """Turn up to `most` nudges that are due into deliveries; how many, and the deliveries' ids."""
    count, planned = (await connection.execute(_SET, {"now": now, "most": most})).one()
    return count, planned or ()


async def claim_one(connection: AsyncConnection, learner_id: int, kind: str) -> Sequence[int]:
    """Turn one nudge into a delivery; its id."""
    _, planned = (await connection.execute(_ONE, {"whose": learner_id, "what": kind})).one()
    return planned or ()
