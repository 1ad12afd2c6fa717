"""Milestones in the database, within one transaction (promise 4.3)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.delivery import DeliveryState, MessageKind
from bot.domain.learner import Learner
from bot.storage import tables as t
from bot.storage.rows import insert_row


class SqlMilestones:
    """What learners reached, once and for all."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def reach(self, learner: Learner, names: Sequence[str], now: datetime) -> Learner:
        """Record milestones that the reply tells itself."""
        rows = [{"learner_id": learner.id, "name": name, "reached_at": now} for name in names]
        await self._connection.execute(insert(t.milestone), rows)
        return replace(learner, milestones=learner.milestones.union(names))

    async def celebrate(
        self, learner: Learner, names: Sequence[str], event: str, *, now: datetime, today: date
    ) -> Learner:
        """Record milestones, and one message about them that is due at once (promise 4.3)."""
        accounts = select(t.account).where(t.account.c.learner_id == learner.id)
        account = (await self._connection.execute(accounts)).first()
        if account is not None:
            await insert_row(
                self._connection,
                t.delivery,
                key=f"milestones:{event}",
                learner_id=learner.id,
                kind=MessageKind.MILESTONE,
                day=today,
                due_at=now,
                not_before=now,
                platform=account.platform,
                chat=account.chat,
                state=DeliveryState.PENDING,
                payload=" ".join(names),
                resends=0,
                attempts=0,
            )
        return await self.reach(learner, names, now)
