"""The port for deliveries: what is due, what is sent, and what became of it (promise 9)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.chat.messages import Message, Outgoing
from bot.domain.delivery import Delivery, DeliveryState, MessageKind
from bot.domain.learner import Learner
from bot.ports.leases import Hold


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a delivery did not arrive, and when it is tried again, if ever.

    An `ambiguous` one may have arrived: it is resent twice at most (promise 9.2). Any other is dead
    after 8 attempts, of which one that is not `counted` is none.
    """

    reason: str
    retry_at: datetime | None = None
    ambiguous: bool = False
    counted: bool = True


@dataclass(frozen=True, slots=True)
class Waiting:
    """A delivery that waits to be sent, and where to."""

    id: int
    chat: str


class Deliveries(Protocol):
    """Nudges that fall due, and deliveries on their way.

    `now` is always an instant in UTC; `limit` is how many are returned, or changed, at most.
    """

    async def claim_due(self, now: datetime, limit: int) -> int:
        """Turn nudges that are due into deliveries; returns how many there were.

        Whoever claims them, a nudge becomes one delivery: its key is unique (promise 9.1).
        """

    async def due(self, now: datetime, limit: int) -> Sequence[tuple[int, str]]:
        """Nudges that are due, each a learner's id and a kind, oldest first."""

    async def claim_one(self, learner_id: int, kind: str) -> None:
        """Turn one nudge into a delivery."""

    async def overdue(self, now: datetime) -> int:
        """How many nudges and deliveries are due by `now` and not sent yet."""

    async def put_off(self, learner_id: int, kind: str, until: datetime) -> None:
        """Try only then again to turn a nudge into a delivery."""

    async def pending(self, platforms: Sequence[str], now: datetime, limit: int) -> list[int]:
        """The ids of deliveries that may be sent now, in the order in which they came due."""

    async def next_instant(self, platforms: Sequence[str]) -> datetime | None:
        """When the next nudge, delivery or look at a group is due; None where nothing is to come."""

    async def waiting(
        self, platform: str, now: datetime, limit: int, resting: Collection[str]
    ) -> list[Waiting]:
        """Deliveries that may be sent now, but for those to chats in `resting`; most urgent first.

        What follows a reply comes before what the clock brings, and what is on time before what
        is late.
        """

    async def waiting_in(
        self, platform: str, chats: Sequence[str], now: datetime, limit: int
    ) -> list[int]:
        """The ids of deliveries to these chats that may be sent now, in the order of their due times."""

    async def expire(self, platforms: Sequence[str], now: datetime, limit: int) -> int:
        """Set apart what waits and is of no use any more; returns how many there were."""

    async def expired(self, platforms: Sequence[str], after: int, limit: int) -> list[int]:
        """The ids above `after` of deliveries that were set apart and are still to be skipped."""

    async def delivered(
        self, delivery_id: int, hold: Hold, theirs: str | None, now: datetime
    ) -> datetime | None:
        """Record that a delivery arrived; `theirs` is the platform's id of it, where it has one.

        Returns when it had fallen due. Where another owner than that of `hold` is sending it
        meanwhile, nothing is recorded and None is returned.
        """

    async def failed(self, delivery_id: int, hold: Hold, failure: Failure, now: datetime) -> bool:
        """Record that a delivery begun under `hold` did not arrive; whether it is tried again.

        Where it was begun under another hold, nothing is recorded and False is returned.
        """

    async def set_aside(self, delivery_id: int, reason: str, now: datetime) -> int | None:
        """End a delivery that waits and cannot be made.

        Returns the id of its learner; None where it is a group's, or waits no more.
        """

    async def cut_off(
        self, platforms: Sequence[str], owner: str, under_way: Collection[int]
    ) -> list[int]:
        """The ids of deliveries that were being sent when somebody was cut off.

        They are all that are being sent, but for those of `owner` that it knows to be `under_way`.
        """

    async def take_up(
        self, delivery_id: int, hold: Hold, now: datetime, *, may_double: bool
    ) -> None:
        """Have a delivery that was cut off sent again, by the holder of `hold`.

        Where it `may_double` that happens twice at most (promise 9.2).
        """

    async def unscheduled(self, after: int, limit: int) -> list[int]:
        """The ids above `after` of learners who are set up and can be reached, but have nothing due."""


class WorkDeliveries(Protocol):
    """Deliveries within one transaction. What changes a learner returns the learner."""

    async def take(
        self, delivery_id: int, hold: Hold, state: DeliveryState = DeliveryState.PENDING
    ) -> Delivery | None:
        """Take a delivery for the owner of `hold`.

        Returns None where it is in another state than `state`, or the hold was lost.
        """

    async def begin_sending(
        self,
        learner: Learner,
        delivery: Delivery,
        kind: MessageKind,
        message: Message,
        now: datetime,
    ) -> tuple[Learner, Outgoing]:
        """Record the intent to send `message` as `kind`: its text stays the same (promise 9.4)."""

    async def skip(
        self, learner: Learner, delivery: Delivery, reason: str, now: datetime
    ) -> Learner:
        """Record that a delivery is not sent, and why, in at most 64 characters."""

    async def revive(self, delivery: Delivery) -> None:
        """Have a delivery that was set apart wait for its turn again."""

    async def postpone(self, delivery: Delivery, until: datetime) -> None:
        """Have a delivery wait `until` then."""

    async def readdress(self, delivery: Delivery, platform: str, chat: str) -> None:
        """Send a delivery to another chat."""
