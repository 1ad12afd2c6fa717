"""What was not delivered, for a host to look at, send again or give up (promise 10)."""

from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from sqlalchemy import URL, ColumnElement, Update, or_, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.domain.delivery import DeliveryState, MessageKind
from bot.storage import tables as t
from bot.storage.rows import AnyRow, look
from bot.storage.schema import existing
from bot.storage.versions import RAISED

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

LISTED_MOST: Final = 1000
"""How many are listed: the newest."""

DROPPED: Final = "dropped by the host"
UNSURE: Final = "it may have arrived"

_OF = t.delivery.c
_ENDED: Final = _OF.state.in_([DeliveryState.DEAD, DeliveryState.UNKNOWN])
_TRIED_AGAIN: Final = (_OF.state == DeliveryState.PENDING) & _OF.reason.is_not(None)
_UNDELIVERED: Final = or_(_ENDED, _TRIED_AGAIN)


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A message that did not arrive, and why; one that `waits` is tried again by itself.

    After `useful_until` it says nothing any more; None where it always does.
    """

    id: int
    kind: MessageKind
    platform: str
    due: datetime
    reason: str
    waits: bool
    useful_until: datetime | None


@asynccontextmanager
async def undelivered_in(url: URL) -> "AsyncIterator[SqlUndelivered]":
    """What was not delivered from a database that is there. Raises HostError."""
    async with existing(url) as engine:
        yield SqlUndelivered(engine)


class SqlUndelivered:
    """Deliveries that failed, in a database that may be served meanwhile."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def newest(self) -> list[Undelivered]:
        """What was not delivered, oldest first."""
        query = select(t.delivery).where(_UNDELIVERED).order_by(_OF.due_at.desc(), _OF.id.desc())
        rows = await look(self._engine, query.limit(LISTED_MOST))
        return [_undelivered(row) for row in reversed(rows)]

    async def find(self, number: int) -> Undelivered | None:
        """The one of that number; None where it arrived, or is none."""
        rows = await look(self._engine, select(t.delivery).where(_OF.id == number, _UNDELIVERED))
        return _undelivered(rows[0]) if rows else None

    async def retry(self, number: int, now: datetime) -> bool:
        """Have one sent again, with all its attempts before it; whether it was still undelivered."""
        values = {"state": DeliveryState.PENDING, "not_before": now, "ended_at": None}
        again = _change(number).values(**values, attempts=0, resends=0)
        return await self._changes(number, again)

    async def drop(self, number: int, now: datetime) -> bool:
        """Give one up for good; whether it was still undelivered."""
        values = {"state": DeliveryState.SKIPPED, "ended_at": now, "reason": DROPPED}
        return await self._changes(number, _change(number).values(**values))

    async def _changes(self, number: int, change: Update) -> bool:
        """Make a change; whoever remembers the learner reads it anew."""
        whose = select(_OF.learner_id).where(_OF.id == number).scalar_subquery()
        forget = update(t.learner).where(t.learner.c.id == whose)
        async with self._engine.begin() as connection:
            changed = (await connection.execute(change)).rowcount == 1
            if changed:
                await connection.execute(forget.values(RAISED))
        return changed


def _change(number: int) -> Update:
    mine: ColumnElement[bool] = _OF.id == number
    return update(t.delivery).where(mine, _UNDELIVERED)


def _undelivered(row: AnyRow) -> Undelivered:
    unsure = UNSURE if row.state == DeliveryState.UNKNOWN else "unknown"
    return Undelivered(
        id=row.id,
        kind=MessageKind(row.kind),
        platform=row.platform,
        due=row.due_at,
        reason=row.reason or unsure,
        waits=row.state == DeliveryState.PENDING,
        useful_until=row.expires_at,
    )
