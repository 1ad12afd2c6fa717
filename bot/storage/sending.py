"""Deliveries within one transaction: taken up, sent or not, with what their learner knows (9.4)."""

import logging
from dataclasses import replace
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.chat.ids import MessageId
from bot.chat.messages import Message, Outgoing
from bot.chat.variants import as_stored
from bot.domain.delivery import Delivery, DeliveryState, MessageKind, Nudge, NudgeLog
from bot.domain.learner import Learner
from bot.ports.leases import Hold
from bot.storage import leases
from bot.storage import tables as t
from bot.storage.rows import AnyRow, update_row

log: Final = logging.getLogger(__name__)

NUDGES_KEPT: Final = 256
"""How many of the latest nudges a learner is loaded with: more than any rule looks back."""

WENT_OUT: Final = frozenset({DeliveryState.SENDING, DeliveryState.SENT, DeliveryState.UNKNOWN})


class SqlWorkDeliveries:
    """Deliveries on their way to be sent."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def take(
        self, delivery_id: int, hold: Hold, state: DeliveryState = DeliveryState.PENDING
    ) -> Delivery | None:
        """A delivery in that state, `hold`'s from now on; None where it, or the hold, is not."""
        if not await leases.holds(self._connection, hold):
            return None
        query = select(t.delivery).where(t.delivery.c.id == delivery_id)
        found = query.where(t.delivery.c.state == state).with_for_update(key_share=True)
        row = (await self._connection.execute(found)).first()
        if row is None:
            return None
        await update_row(
            self._connection, t.delivery, delivery_id, owner=hold.owner, fence=hold.fence
        )
        return delivery_of(row)

    async def begin_sending(
        self,
        learner: Learner,
        delivery: Delivery,
        kind: MessageKind,
        message: Message,
        now: datetime,
    ) -> tuple[Learner, Outgoing]:
        """Record the intent to send, with the text that stays the same (promise 9.4)."""
        log.info("%s goes out", kind)
        await update_row(
            self._connection,
            t.delivery,
            delivery.id,
            state=DeliveryState.SENDING,
            kind=kind,
            body=as_stored(message),
            attempts=t.delivery.c.attempts + 1,
            decided_at=now,
            opening=delivery.opening,
        )
        outgoing = Outgoing(
            id=str(MessageId.of_delivery(delivery.id)),
            platform=delivery.platform,
            chat=delivery.chat,
            message=message,
            again=delivery.doubtful,
        )
        nudge = Nudge(kind, delivery.day, now, True, delivery.opening, delivery.id)
        return _with_nudge(learner, nudge), outgoing

    async def skip(
        self, learner: Learner, delivery: Delivery, reason: str, now: datetime
    ) -> Learner:
        """Record that a delivery is not sent, and why."""
        log.info("%s is skipped: %s", delivery.kind, reason)
        await update_row(
            self._connection,
            t.delivery,
            delivery.id,
            state=DeliveryState.SKIPPED,
            reason=reason,
            decided_at=now,
            ended_at=now,
        )
        nudge = Nudge(delivery.kind, delivery.day, now, went_out=False, id=delivery.id)
        return _with_nudge(learner, nudge)

    async def revive(self, delivery: Delivery) -> None:
        """Let a delivery that seemed to be of no use wait for its turn again."""
        await update_row(
            self._connection, t.delivery, delivery.id, state=DeliveryState.PENDING, expires_at=None
        )

    async def postpone(self, delivery: Delivery, until: datetime) -> None:
        """Let a delivery wait until then."""
        log.info("%s waits until %s", delivery.kind, until.isoformat())
        await update_row(self._connection, t.delivery, delivery.id, not_before=until)

    async def readdress(self, delivery: Delivery, platform: str, chat: str) -> None:
        """Let a delivery go to another chat."""
        log.info("%s goes to %s instead", delivery.kind, platform)
        where = {"platform": platform, "chat": chat}
        await update_row(self._connection, t.delivery, delivery.id, **where)


def delivery_of(row: AnyRow) -> Delivery:
    """A stored delivery."""
    return Delivery(
        id=row.id,
        key=row.key,
        learner_id=row.learner_id,
        group_id=row.group_id,
        kind=MessageKind(row.kind),
        day=row.day,
        due_at=row.due_at,
        platform=row.platform,
        chat=row.chat,
        state=DeliveryState(row.state),
        payload=row.payload,
        body=row.body,
        edits=row.edits,
        resends=row.resends,
        failed=row.reason is not None,
        maker=row.maker,
        opening=row.opening,
    )


def nudge_of(row: AnyRow) -> Nudge:
    """A delivery as its learner knows it."""
    went_out = DeliveryState(row.state) in WENT_OUT
    return Nudge(MessageKind(row.kind), row.day, row.decided_at, went_out, row.opening, row.id)


def _with_nudge(learner: Learner, nudge: Nudge) -> Learner:
    nudges = learner.nudges.plus(nudge)
    late = nudges.recent[-NUDGES_KEPT:]
    return replace(learner, nudges=NudgeLog(late) if len(late) == NUDGES_KEPT else nudges)
