"""What a simulation asks of the database about itself: counts, and one learner's whole record."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.domain.delivery import PROMPTS, DeliveryState, Nudge
from bot.storage import tables as t
from bot.storage.sending import nudge_of


class SqlTally:
    """Counts over one database."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def names(self) -> frozenset[tuple[str, str]]:
        """The platforms there are accounts on, each with the names of those accounts."""
        query = select(t.account.c.platform, t.account.c.name).distinct().limit(3)
        return frozenset((row.platform, row.name) for row in await self._all(query))

    async def events_at(self, instant: datetime) -> frozenset[str]:
        """The ids of the events that came in at an instant."""
        query = select(t.inbox.c.event_id).where(t.inbox.c.received_at == instant)
        return frozenset(row.event_id for row in await self._all(query))

    async def deliveries(self) -> Mapping[tuple[str, str, str], int]:
        """How many deliveries there are of each kind, state and reason."""
        parts = (t.delivery.c.kind, t.delivery.c.state, func.coalesce(t.delivery.c.reason, ""))
        query = select(*parts, func.count()).group_by(*parts)
        return {(row[0], row[1], row[2]): row[3] for row in await self._all(query)}

    async def waiting(self, until: datetime) -> int:
        """How much was due by then and has come to no end."""
        under_way = t.delivery.c.state.in_(
            [DeliveryState.PENDING, DeliveryState.EXPIRED, DeliveryState.SENDING]
        )
        deliveries = select(func.count()).where(under_way, t.delivery.c.not_before <= until)
        planned = select(func.count()).select_from(t.due).where(t.due.c.due_at <= until)
        counts = [(await self._all(query))[0][0] for query in (deliveries, planned)]
        return sum(counts)

    async def doubled(self) -> int:
        """On how many learner-days more than one prompt was sent."""
        day = (t.delivery.c.learner_id, t.delivery.c.day)
        sent = t.delivery.c.state == DeliveryState.SENT
        twice = select(*day).where(sent, t.delivery.c.kind.in_(PROMPTS)).group_by(*day)
        query = select(func.count()).select_from(twice.having(func.count() > 1).subquery())
        return int((await self._all(query))[0][0])

    async def nudges(self, learner_id: int) -> tuple[Nudge, ...]:
        """Everything that was ever decided for a learner, in order."""
        mine = (t.delivery.c.learner_id == learner_id) & t.delivery.c.decided_at.is_not(None)
        order = (t.delivery.c.decided_at, t.delivery.c.id)
        return tuple(
            nudge_of(row)
            for row in await self._all(select(t.delivery).where(mine).order_by(*order))
        )

    async def heard(self, platform: str, account: str) -> tuple[datetime, ...]:
        """Every instant at which something came in from an account."""
        mine = (t.inbox.c.account == account) & (t.inbox.c.platform == platform)
        query = select(t.inbox.c.received_at).where(mine).order_by(t.inbox.c.received_at)
        return tuple(row.received_at for row in await self._all(query))

    async def _all(self, query: Select[Any]) -> list[Any]:
        async with self._engine.begin() as connection:
            return list((await connection.execute(query)).all())
