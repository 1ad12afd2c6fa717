"""Mending what a clock that was wrong for a while left behind."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import case, delete, literal, or_, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.domain.delivery import DeliveryState, MessageKind
from bot.ports.repair import Planned
from bot.storage import group_changes
from bot.storage import tables as t
from bot.storage.instant import Instant
from bot.storage.rows import reading
from bot.storage.versions import RAISED


class SqlClockRepair:
    """What was planned too far ahead, and what bears an instant to come."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def planned_beyond(
        self, horizons: Mapping[MessageKind, datetime], after: Planned | None, limit: int
    ) -> Sequence[Planned]:
        """Nudges due later than the horizon of their kind, in the order of the index."""
        of = t.due.c
        order = (of.due_at, of.learner_id, of.kind)
        late = [(of.kind == kind) & (of.due_at > horizon) for kind, horizon in horizons.items()]
        query = select(*order).where(of.due_at > min(horizons.values()), or_(*late))
        if after is not None:
            last = (after.due_at, after.learner_id, str(after.kind))
            query = query.where(of.due_at >= after.due_at, tuple_(*order) > last)
        async with reading(self._engine) as connection:
            rows = await connection.execute(query.order_by(*order).limit(limit))
            return [Planned(row.due_at, row.learner_id, MessageKind(row.kind)) for row in rows]

    async def look_at_groups(self, beyond: datetime, now: datetime) -> None:
        """Groups that would be looked at only after `beyond` are looked at now."""
        late = t.group_due.c.due_at > beyond
        async with self._engine.begin() as connection:
            await connection.execute(update(t.group_due).where(late).values(due_at=now))

    async def set_right(self, now: datetime) -> None:
        """What bears an instant that is yet to come was done by a clock that was ahead: now.

        A day that is settled before it is over is open again, and what was skipped as too late may
        still come. What a learner logged stays as it was stamped (promise 1.2).
        """
        of = t.delivery.c
        async with self._engine.begin() as connection:
            await _forget_their_learners(connection, now)
            await connection.execute(delete(t.settlement).where(t.settlement.c.at > now))
            await group_changes.set_right(connection, now)
            skipped = (
                (of.state == DeliveryState.SKIPPED) & (of.decided_at > now) & (of.due_at > now)
            )
            await connection.execute(delete(t.delivery).where(skipped))
            waiting = (of.state == DeliveryState.PENDING) & (of.not_before > now)
            at = case((of.due_at > now, of.due_at), else_=literal(now, Instant))
            await connection.execute(update(t.delivery).where(waiting).values(not_before=at))
            for column in (of.decided_at, of.ended_at, t.inbox.c.received_at, t.inbox.c.handled_at):
                ahead = update(column.table).where(column > now)
                await connection.execute(ahead.values({column: now}))


async def _forget_their_learners(connection: AsyncConnection, now: datetime) -> None:
    """Whoever remembers a learner remembers it with instants to come: a new version mends that."""
    nudged = select(t.delivery.c.learner_id).where(t.delivery.c.decided_at > now)
    heard = t.learner.c.heard_at > now
    changed = update(t.learner).where(heard | t.learner.c.id.in_(nudged))
    await connection.execute(changed.values(RAISED))
    for column in (t.learner.c.heard_at, t.learner.c.heard_before):
        await connection.execute(update(t.learner).where(column > now).values({column: now}))
