"""Claiming what is due: two statements for a whole set, made once and kept (promise 9.1)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    Delete,
    Insert,
    Select,
    String,
    bindparam,
    cast,
    delete,
    literal,
    select,
    tuple_,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.delivery import DeliveryState
from bot.storage import tables as t
from bot.storage.dialect.sqlite.upserting import upsert
from bot.storage.places import IS_PLACE


class _Claim(NamedTuple):
    """Makes deliveries of some dues, and takes the dues away."""

    deliver: Insert
    take: Delete


def _claim(dues: Select[Any]) -> _Claim:
    due = dues.subquery()
    values = {
        # One nudge of a kind for a learner-day, whoever claims it.
        "key": due.c.kind + ":" + cast(due.c.learner_id, String) + ":" + cast(due.c.day, String),
        "learner_id": due.c.learner_id,
        "kind": due.c.kind,
        "day": due.c.day,
        "due_at": due.c.due_at,
        "not_before": due.c.due_at,
        "expires_at": due.c.expires_at,
        "platform": t.account.c.platform,
        "chat": t.account.c.chat,
        "state": literal(str(DeliveryState.PENDING)),
        "payload": literal(""),
        "resends": literal(0),
        "attempts": literal(0),
    }
    rows = select(*values.values()).join(t.account, t.account.c.learner_id == due.c.learner_id)
    # SQLite takes the ON of a conflict for that of the join unless a WHERE stands between.
    rows = rows.where(due.c.due_at.is_not(None), IS_PLACE)
    key = tuple_(t.due.c.learner_id, t.due.c.kind)
    return _Claim(
        upsert(t.delivery).from_select(list(values), rows).on_conflict_do_nothing(),
        delete(t.due).where(key.in_(select(due.c.learner_id, due.c.kind))),
    )


_NOW: Final = bindparam("now", type_=t.due.c.due_at.type)
_DUE: Final = (
    select(t.due)
    .where(t.due.c.due_at <= _NOW)
    .order_by(t.due.c.due_at, t.due.c.learner_id, t.due.c.kind)
    .limit(bindparam("most", type_=t.due.c.learner_id.type))
)
_MINE: Final = (t.due.c.learner_id == bindparam("whose")) & (t.due.c.kind == bindparam("what"))

_ANY: Final = select(literal(1)).where(select(t.due).where(t.due.c.due_at <= _NOW).exists())
_SET: Final = _claim(_DUE)
_ONE: Final = _claim(select(t.due).where(_MINE))


async def claim(connection: AsyncConnection, now: datetime, most: int) -> int:
    """Turn up to `most` nudges that are due into deliveries; how many there were."""
    what = {"now": now, "most": most}
    if await connection.scalar(_ANY, {"now": now}) is None:
        return 0
    await connection.execute(_SET.deliver, what)
    return (await connection.execute(_SET.take, what)).rowcount


async def claimable(
    connection: AsyncConnection, now: datetime, most: int
) -> Sequence[tuple[int, str]]:
    """Up to `most` nudges that are due, each a learner's id and a kind, oldest first."""
    rows = await connection.execute(_DUE, {"now": now, "most": most})
    return [(row.learner_id, row.kind) for row in rows]


async def claim_one(connection: AsyncConnection, learner_id: int, kind: str) -> None:
    """Turn one nudge into a delivery."""
    what = {"whose": learner_id, "what": kind}
    await connection.execute(_ONE.deliver, what)
    await connection.execute(_ONE.take, what)


async def put_off(connection: AsyncConnection, learner_id: int, kind: str, until: datetime) -> None:
    """A nudge cannot become a delivery: that is tried again only then."""
    later = update(t.due).where(_MINE).values(due_at=until)
    await connection.execute(later, {"whose": learner_id, "what": kind})
