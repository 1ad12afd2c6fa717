"""Claiming what is due: two statements for a whole set, made once and kept (promise 9.1)."""

from datetime import datetime
from typing import Final

from sqlalchemy import String, bindparam, cast, delete, literal, select, tuple_
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.delivery import State
from bot.storage import tables as t

_NOW: Final = bindparam("now", type_=t.due.c.due_at.type)
_MOST: Final = bindparam("most", type_=t.due.c.learner_id.type)

_DUE: Final = (
    select(t.due)
    .where(t.due.c.due_at <= _NOW)
    .order_by(t.due.c.due_at, t.due.c.learner_id, t.due.c.kind)
    .limit(_MOST)
    .subquery()
)

_KEY: Final = _DUE.c.kind + ":" + cast(_DUE.c.learner_id, String) + ":" + cast(_DUE.c.day, String)
"""One nudge of a kind for a learner-day, whoever claims it."""

_VALUES: Final = {
    "key": _KEY,
    "learner_id": _DUE.c.learner_id,
    "kind": _DUE.c.kind,
    "day": _DUE.c.day,
    "due_at": _DUE.c.due_at,
    "not_before": _DUE.c.due_at,
    "platform": t.account.c.platform,
    "chat": t.account.c.chat,
    "state": literal(str(State.PENDING)),
    "payload": literal(""),
    "resends": literal(0),
    "attempts": literal(0),
}

# SQLite takes the ON of a conflict for that of the join unless a WHERE stands between.
_ROWS: Final = (
    select(*_VALUES.values())
    .join(t.account, t.account.c.learner_id == _DUE.c.learner_id)
    .where(_DUE.c.due_at <= _NOW)
)
_DELIVER: Final = upsert(t.delivery).from_select(list(_VALUES), _ROWS).on_conflict_do_nothing()

_TAKE: Final = delete(t.due).where(
    tuple_(t.due.c.learner_id, t.due.c.kind).in_(select(_DUE.c.learner_id, _DUE.c.kind))
)

_ANY: Final = select(literal(1)).where(select(t.due).where(t.due.c.due_at <= _NOW).exists())


async def claim(connection: AsyncConnection, now: datetime, most: int) -> int:
    """Turn up to `most` nudges that are due into deliveries; how many there were."""
    what = {"now": now, "most": most}
    if await connection.scalar(_ANY, {"now": now}) is None:
        return 0
    await connection.execute(_DELIVER, what)
    return (await connection.execute(_TAKE, what)).rowcount
