"""An event in the transaction that handles it: once, and in its turn (promises 9.3 and 9.5)."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import BigInteger, bindparam, func, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.chat.events import Event, without_words
from bot.chat.variants import as_stored
from bot.errors import OutOfTurnError
from bot.storage import scrubbing
from bot.storage import tables as t
from bot.storage.dialect import upsert

# The statements of every event are made once: making one takes longer than running it.
_NEW: Final = {
    name: bindparam(name, type_=t.inbox.c[name].type)
    for name in ("platform", "event_id", "account", "body", "received_at", "handled_at")
}
_BEFORE: Final = t.inbox.alias()
_ITSELF: Final = t.inbox.alias()
_LAST: Final = literal(2**62, BigInteger)
_PLACE: Final = (
    select(_ITSELF.c.id)
    .where(_ITSELF.c.platform == _NEW["platform"], _ITSELF.c.event_id == _NEW["event_id"])
    .scalar_subquery()
)
_WAITS_FOR: Final = (
    select(_BEFORE.c.id)
    .where(_BEFORE.c.platform == _NEW["platform"], _BEFORE.c.account == _NEW["account"])
    .where(_BEFORE.c.handled_at.is_(None), _BEFORE.c.id < func.coalesce(_PLACE, _LAST))
)
_RECEIVED: Final = (
    upsert(t.inbox)
    .from_select(list(_NEW), select(*_NEW.values()).where(~_WAITS_FOR.exists()))
    .on_conflict_do_update(
        [t.inbox.c.platform, t.inbox.c.event_id],
        set_={"handled_at": upsert(t.inbox).excluded.handled_at},
        where=t.inbox.c.handled_at.is_(None),
    )
    .returning(t.inbox.c.received_at)
)


class SqlWorkInbox:
    """The inbox within one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def receive(self, event: Event, now: datetime) -> datetime | None:
        """Enter `event` as handled; when it was received. None when it was handled before (9.3).

        Raises OutOfTurnError while an earlier one of the same person is not handled.
        """
        values = {**accepted(event, now), "handled_at": now}
        received: datetime | None = await self._connection.scalar(_RECEIVED, values)
        if received is None and await self._connection.scalar(_WAITS_FOR.limit(1), values):
            raise OutOfTurnError(f"event {event.id} waits for an earlier one")
        return received

    async def hide(self, event: Event) -> None:
        """What `event` said is not kept: it held a secret (promise 11.1)."""
        of = t.inbox.c
        mine = (of.platform == event.origin.platform) & (of.event_id == event.id)
        body = as_stored(without_words(event))
        await self._connection.execute(update(t.inbox).where(mine).values(body=body))
        await scrubbing.want(self._connection)


def accepted(event: Event, now: datetime) -> dict[str, Any]:
    """The columns of an event that was received now."""
    return {
        "platform": event.origin.platform,
        "event_id": event.id,
        "account": event.origin.account,
        "body": as_stored(event),
        "received_at": now,
    }
