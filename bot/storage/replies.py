"""What a unit of work keeps of messages: replies, milestones and deliveries (promise 9.4)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import insert, select

from bot.chat.events import Event
from bot.chat.messages import Message, Outgoing
from bot.domain.delivery import Delivery, DeliveryState, MessageKind, Nudge
from bot.domain.learner import Learner
from bot.ports.leases import Hold
from bot.storage import leases
from bot.storage import tables as t
from bot.storage.roadmaps import SqlChoices
from bot.storage.rows import NUDGES_KEPT, delivery_of, replies_of


class SqlSending(SqlChoices):
    """The part of a transaction that concerns messages."""

    async def celebrate(
        self, learner: Learner, names: Sequence[str], event: str, *, now: datetime, today: date
    ) -> Learner:
        """Record milestones, and one message about them that is due at once (promise 4.3)."""
        rows = [{"learner_id": learner.id, "name": name, "reached_at": now} for name in names]
        await self._connection.execute(insert(t.milestone), rows)
        accounts = select(t.account).where(t.account.c.learner_id == learner.id)
        account = (await self._connection.execute(accounts)).first()
        if account is not None:
            await self._insert(
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
        return replace(learner, milestones=learner.milestones.union(names))

    async def reply(
        self, event: Event, messages: Sequence[Message], edits: str | None, now: datetime
    ) -> tuple[Outgoing, ...]:
        """Store the answer to `event` (promise 9.4)."""
        origin = event.origin
        answered = []
        for message in messages:
            target = edits if message.edits else None
            owner = None if message.shared else origin.account
            hidden = origin.whispers and not origin.private and not message.shared
            reply_id = await self._insert(
                t.reply,
                platform=origin.platform,
                event_id=event.id,
                chat=origin.chat,
                body=message.model_dump_json(),
                edits=target,
                owner=owner,
                hidden=hidden,
                made_at=now,
            )
            answered.append(
                Outgoing(
                    id=f"r{reply_id}",
                    platform=origin.platform,
                    chat=origin.chat,
                    message=message,
                    edits=target,
                    to=owner if hidden else None,
                )
            )
        return tuple(answered)

    async def reply_to(self, event: Event) -> tuple[Outgoing, ...]:
        """What `event` was answered."""
        query = (
            select(t.reply)
            .where(t.reply.c.platform == event.origin.platform, t.reply.c.event_id == event.id)
            .order_by(t.reply.c.id)
        )
        return replies_of((await self._connection.execute(query)).all())

    async def take(
        self, delivery_id: int, hold: Hold, state: DeliveryState = DeliveryState.PENDING
    ) -> Delivery | None:
        """A delivery in that state, `hold`'s from now on; None where it, or the hold, is not."""
        if not await leases.holds(self._connection, hold):
            return None
        query = select(t.delivery).where(t.delivery.c.id == delivery_id)
        row = (await self._connection.execute(query.where(t.delivery.c.state == state))).first()
        if row is None:
            return None
        await self._update(t.delivery, delivery_id, owner=hold.owner, fence=hold.fence)
        return delivery_of(row)

    async def begin_sending(
        self,
        learner: Learner,
        delivery: Delivery,
        kind: MessageKind,
        message: Message,
        now: datetime,
        *,
        opening: int | None = None,
    ) -> tuple[Learner, Outgoing]:
        """Record the intent to send, with the text that stays the same (promise 9.4).

        `opening` is the number of the words it begins with (promise 4.2).
        """
        await self._update(
            t.delivery,
            delivery.id,
            state=DeliveryState.SENDING,
            kind=kind,
            body=message.model_dump_json(),
            attempts=t.delivery.c.attempts + 1,
            decided_at=now,
            opening=opening,
        )
        outgoing = Outgoing(
            id=f"d{delivery.id}",
            platform=delivery.platform,
            chat=delivery.chat,
            message=message,
            again=delivery.doubtful,
        )
        nudge = Nudge(kind, delivery.day, now, went_out=True, opening=opening)
        return _with_nudge(learner, nudge), outgoing

    async def skip(
        self, learner: Learner, delivery: Delivery, reason: str, now: datetime
    ) -> Learner:
        """Record that a delivery is not sent, and why."""
        await self._update(
            t.delivery,
            delivery.id,
            state=DeliveryState.SKIPPED,
            reason=reason,
            decided_at=now,
            ended_at=now,
        )
        return _with_nudge(learner, Nudge(delivery.kind, delivery.day, now, went_out=False))

    async def revive(self, delivery: Delivery) -> None:
        """Let a delivery that seemed to be of no use wait for its turn again."""
        await self._update(t.delivery, delivery.id, state=DeliveryState.PENDING, expires_at=None)

    async def postpone(self, delivery: Delivery, until: datetime) -> None:
        """Let a delivery wait until then."""
        await self._update(t.delivery, delivery.id, not_before=until)

    async def readdress(self, delivery: Delivery, chat: str) -> None:
        """Let a delivery go to another chat."""
        await self._update(t.delivery, delivery.id, chat=chat)


def _with_nudge(learner: Learner, nudge: Nudge) -> Learner:
    return replace(learner, nudges=(*learner.nudges, nudge)[-NUDGES_KEPT:])
