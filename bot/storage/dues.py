"""The messages of the store: what is due, what waits, what was sent (promise 9)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Select, bindparam, func, select, update

from bot.chat.events import Event
from bot.chat.messages import Outgoing
from bot.domain.delivery import DeliveryState
from bot.ports.deliveries import Unsent
from bot.ports.leases import LeaseState
from bot.storage import claim as claiming
from bot.storage import leases
from bot.storage import tables as t
from bot.storage.deliveries import SqlDeliveries
from bot.storage.engine import reading
from bot.storage.rows import replies_of
from bot.storage.shown import latest

_EVENT: TypeAdapter[Event] = TypeAdapter(Event)

# The statements of every tick are made once: making one takes longer than running it.
_WAITS = (t.delivery.c.state == DeliveryState.PENDING) & t.delivery.c.platform.in_(
    bindparam("platforms", expanding=True)
)
_ARRIVED = update(t.reply).where(t.reply.c.id.in_(bindparam("ids", expanding=True)))
_ARRIVED = _ARRIVED.values(sent_at=bindparam("at"))
_NEXT = select(
    select(func.min(t.due.c.due_at)).scalar_subquery(),
    select(func.min(t.delivery.c.not_before)).where(_WAITS).scalar_subquery(),
    select(func.min(t.group_due.c.due_at)).scalar_subquery(),
)


class SqlMailroom(SqlDeliveries):
    """What those ask who carry messages: the adapters and the scheduler."""

    async def unsent(self, platform: str, since: datetime) -> tuple[Unsent, ...]:
        """Replies not yet sent and made after `since`, oldest first."""
        same = (t.inbox.c.platform == t.reply.c.platform) & (
            t.inbox.c.event_id == t.reply.c.event_id
        )
        query = (
            select(t.reply, t.inbox.c.body.label("event"))
            .join(t.inbox, same)
            .where(t.reply.c.platform == platform, t.reply.c.sent_at.is_(None))
            .where(t.reply.c.made_at > since, t.reply.c.failed.is_(None))
            .order_by(t.reply.c.id)
        )
        rows = await self._all(query)
        return tuple(
            Unsent(_EVENT.validate_json(row.event), outgoing)
            for row, outgoing in zip(rows, replies_of(rows), strict=True)
        )

    async def sent(self, ids: Sequence[str], now: datetime) -> None:
        """Note that these replies have arrived."""
        async with self._engine.begin() as connection:
            numbers = [int(each[1:]) for each in ids]
            await connection.execute(_ARRIVED, {"ids": numbers, "at": now})

    async def recent(
        self, platform: str, chat: str, limit: int, reader: str | None = None
    ) -> tuple[Outgoing, ...]:
        """The latest messages of a chat, newest first; as `reader` sees it, where that is given."""
        async with reading(self._engine).connect() as connection:
            return await latest(connection, platform, chat, limit, reader)

    async def last_instant(self) -> datetime | None:
        """The latest instant of which anything is stored."""
        heard = await self._scalar(select(func.max(t.inbox.c.received_at)))
        decided = await self._scalar(select(func.max(t.delivery.c.decided_at)))
        return max((each for each in (heard, decided) if each is not None), default=None)

    async def claim_due(self, now: datetime, limit: int) -> int:
        """Turn up to `limit` nudges that are due into deliveries; how many there were."""
        async with self._engine.begin() as connection:
            return await claiming.claim(connection, now, limit)

    async def due(self, now: datetime, limit: int) -> Sequence[tuple[int, str]]:
        """Up to `limit` nudges that are due, each a learner's id and a kind, oldest first."""
        async with reading(self._engine).connect() as connection:
            return await claiming.claimable(connection, now, limit)

    async def claim_one(self, learner_id: int, kind: str) -> None:
        """Turn one nudge into a delivery."""
        async with self._engine.begin() as connection:
            await claiming.claim_one(connection, learner_id, kind)

    async def put_off(self, learner_id: int, kind: str, until: datetime) -> None:
        """A nudge cannot become a delivery: that is tried again only then."""
        async with self._engine.begin() as connection:
            await claiming.put_off(connection, learner_id, kind, until)

    async def next_instant(self, platforms: Sequence[str]) -> datetime | None:
        """When the next nudge or delivery is due."""
        (row,) = await self._all(_NEXT, {"platforms": list(platforms)})
        return min((each for each in row if each is not None), default=None)

    async def unscheduled(self, after: int, limit: int) -> list[int]:
        """Learners for whom nothing is due and nothing waits, though set up: ids beyond `after`."""
        waiting = select(t.delivery.c.learner_id).where(
            t.delivery.c.state.in_([DeliveryState.PENDING, DeliveryState.EXPIRED]),
            t.delivery.c.learner_id.is_not(None),
        )
        reachable = select(t.account.c.learner_id).where(t.account.c.off_at.is_(None))
        query = (
            select(t.enrolment.c.learner_id)
            .distinct()
            .where(t.enrolment.c.learner_id > after)
            .where(t.enrolment.c.learner_id.not_in(select(t.due.c.learner_id)))
            .where(t.enrolment.c.learner_id.not_in(waiting))
            .where(t.enrolment.c.learner_id.in_(reachable))
            .order_by(t.enrolment.c.learner_id)
            .limit(limit)
        )
        return [row.learner_id for row in await self._all(query)]

    async def beat_lease(self, role: str, owner: str, silent: LeaseState | None) -> LeaseState:
        """Show that `owner` lives; take a free role, or one still in the state `silent`."""
        return await leases.beat(self._engine, role, owner, silent)

    async def _scalar(self, query: Select[Any]) -> Any:
        async with reading(self._engine).connect() as connection:
            return await connection.scalar(query)
