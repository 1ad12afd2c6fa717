"""Whose turn it is to be sent: what waits, looked at from its front (promises 4.5 and 9.1).

A hundred thousand may wait: each look reads the front of an index, however many lie behind it.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    bindparam,
    exists,
    func,
    literal,
    literal_column,
    or_,
    select,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.domain import policy
from bot.domain.delivery import PROMPTS, DeliveryState, MessageKind
from bot.ports.deliveries import Waiting
from bot.storage import tables as t
from bot.storage.instant import Instant
from bot.storage.rows import look

_OF = t.delivery.c
_FOR_THE_DAY: Final = PROMPTS | {MessageKind.STREAK_SAVER}
"""What is of no use once its day is done."""

# The statements of every tick are made once: making one takes longer than running it.
_NOW: Final[BindParameter[datetime]] = bindparam("now", type_=Instant)
_LATE: Final[BindParameter[datetime]] = bindparam("late", type_=Instant)
_MOST: Final[BindParameter[int]] = bindparam("most")
_HERE: Final = (_OF.state == DeliveryState.PENDING) & (_OF.platform == bindparam("platform"))
_HAS_COME: Final = _OF.not_before <= _NOW
_IN_TURN: Final = (_OF.not_before, _OF.id)

# Of what follows a reply there is little, and it has no end: the index on ends is to find it, so
# that its turn is a sum. Else all that has come is looked through, in the order of its turns.
_FOLLOWS: Final = (_OF.kind == MessageKind.MILESTONE) & _OF.expires_at.is_(None)
_BY_THE_CLOCK: Final = or_(_OF.kind != MessageKind.MILESTONE, _OF.expires_at.is_not(None))
_WHENEVER: Final = _OF.not_before + literal_column("0")


def _to_send(rank: int, turn: ColumnElement[Any], *which: ColumnElement[bool]) -> Select[Any]:
    resting: BindParameter[str] = bindparam("resting", expanding=True)
    ended = or_(_OF.expires_at.is_(None), _OF.expires_at > _NOW)
    mine = select(_OF.id, _OF.chat, _OF.not_before, literal_column(str(rank)).label("rank"))
    mine = mine.where(_HERE, ended, _OF.chat.not_in(resting), *which)
    return select(mine.order_by(turn, _OF.id).limit(_MOST).subquery())


# What is late and is tried again takes its turn among what is on time: to set it apart, all of that
# would have to be read.
_URGENT: Final = union_all(
    _to_send(1, _WHENEVER, _FOLLOWS, _WHENEVER <= _NOW),
    _to_send(2, _OF.not_before, _BY_THE_CLOCK, _OF.not_before > _LATE, _HAS_COME),
    _to_send(3, _OF.not_before, _BY_THE_CLOCK, _OF.not_before <= _LATE),
).subquery()
_NEXT: Final = (
    select(_URGENT.c.id, _URGENT.c.chat)
    .order_by(_URGENT.c.rank, _URGENT.c.not_before, _URGENT.c.id)
    .limit(_MOST)
)


async def next_to_send(
    engine: AsyncEngine, platform: str, now: datetime, limit: int, resting: Collection[str]
) -> list[Waiting]:
    """Up to `limit` deliveries that may be sent now, but for those to chats that rest.

    What follows a reply goes before what comes by the clock, and what is on time before what is
    late; then whatever could be sent first.
    """
    what = {
        "platform": platform,
        "now": now,
        "late": now - policy.ON_TIME,
        "most": limit,
        "resting": list(resting),
    }
    return [Waiting(row.id, row.chat) for row in await look(engine, _NEXT, what)]


def _front(*which: ColumnElement[bool]) -> Select[Any]:
    """What is sent soon, and is for a day that is done."""
    mine = select(_OF.id, _OF.learner_id, _OF.day, _OF.kind, _OF.expires_at)
    front = mine.where(_HERE, *which).order_by(*_IN_TURN).limit(_MOST).subquery().c
    entry = t.entry.c
    theirs = (entry.learner_id == front.learner_id) & (entry.day == front.day)
    done = exists(select(literal(1)).where(theirs, entry.taken_back_at.is_(None)))
    return select(front.id).where(front.kind.in_(_FOR_THE_DAY), front.expires_at.is_not(None), done)


_OF_NO_USE: Final = union_all(
    *(
        select(each.subquery().c.id)
        for each in (
            select(_OF.id).where(_HERE, _OF.expires_at <= _NOW).limit(_MOST),
            _front(_OF.not_before > _LATE, _HAS_COME),
            _front(_OF.not_before <= _LATE),
        )
    )
)


async def of_no_use(
    engine: AsyncEngine, platforms: Sequence[str], now: datetime, limit: int
) -> list[int]:
    """What waits in vain: its time is over, or its turn is near and its day is done."""
    found: list[int] = []
    for platform in platforms:
        late = now - policy.ON_TIME
        what = {"platform": platform, "now": now, "late": late, "most": limit}
        found += [row.id for row in await look(engine, _OF_NO_USE, what)]
    return list(dict.fromkeys(found))


@cache
def _next_instant(platforms: int) -> Select[Any]:
    """The earliest of all, of each platform alone: of some together, PostgreSQL reads all that waits."""
    first = select(func.min(_OF.not_before)).where(_OF.state == DeliveryState.PENDING)
    return select(
        select(func.min(t.due.c.due_at)).scalar_subquery(),
        select(func.min(t.group_due.c.due_at)).scalar_subquery(),
        *(
            first.where(_OF.platform == bindparam(f"platform_{number}")).scalar_subquery()
            for number in range(platforms)
        ),
    )


async def next_instant(engine: AsyncEngine, platforms: Sequence[str]) -> datetime | None:
    """When the next nudge, delivery or look at a group is due; None where nothing is to come."""
    what = {f"platform_{number}": each for number, each in enumerate(platforms)}
    (row,) = await look(engine, _next_instant(len(platforms)), what)
    return min((each for each in row if each is not None), default=None)


_OVERDUE: Final = select(
    select(func.count()).select_from(t.due).where(t.due.c.due_at <= _NOW).scalar_subquery()
    + select(func.count()).where(_OF.state == DeliveryState.PENDING, _HAS_COME).scalar_subquery()
)


async def overdue(engine: AsyncEngine, now: datetime) -> int:
    """How many nudges and deliveries are due by `now` and not sent; an index is counted through."""
    (row,) = await look(engine, _OVERDUE, {"now": now})
    return int(row[0])
