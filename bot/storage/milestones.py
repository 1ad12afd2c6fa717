"""Milestones in the database, within one transaction (promise 4.3)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.delivery import DeliveryState, MessageKind
from bot.domain.learner import Learner
from bot.storage import tables as t
from bot.storage.rows import insert_row


class SqlMilestones:
    """What learners reached, once and for all."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def celebrate(
        self,
        learner: Learner,
        names: Sequence[str],
        event: str,
        platform: str | None,
        now: datetime,
    ) -> Learner:
        """Record milestones, and one message about them that is due at once (promise 4.3)."""
        rows = [{"learner_id": learner.id, "name": name, "reached_at": now} for name in names]
        await self._connection.execute(insert(t.milestone), rows)
        place = learner.place(platform)
        if place is not None:
            await insert_row(
                self._connection,
                t.delivery,
                key=f"milestones:{event}",
                learner_id=learner.id,
                kind=MessageKind.MILESTONE,
                day=learner.today(now),
                due_at=now,
                not_before=now,
                platform=place.platform,
                chat=place.chat,
                state=DeliveryState.PENDING,
                payload=" ".join(names),
                resends=0,
                attempts=0,
            )
        return replace(learner, milestones=learner.milestones.union(names))
