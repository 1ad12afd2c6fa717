"""What is asked about deliveries: what is due, what is sent, and what became of it."""

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

    An `ambiguous` one may have arrived and is resent twice at most. Else it is dead after several
    tries; one that is not `counted` as a try is free.
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
    """Nudges that fall due, and deliveries on their way."""

    async def claim_due(self, now: datetime, limit: int) -> int:
        """Turn up to `limit` nudges that are due into deliveries; how many there were."""

    async def due(self, now: datetime, limit: int) -> Sequence[tuple[int, str]]:
        """Up to `limit` nudges that are due, each a learner's id and a kind, oldest first."""

    async def claim_one(self, learner_id: int, kind: str) -> None:
        """Turn one nudge into a delivery."""

    async def put_off(self, learner_id: int, kind: str, until: datetime) -> None:
        """A nudge cannot become a delivery: that is tried again only then."""

    async def pending(self, platforms: Sequence[str], now: datetime, limit: int) -> list[int]:
        """The ids of deliveries that may be sent now, in the order in which they came due."""

    async def next_instant(self, platforms: Sequence[str]) -> datetime | None:
        """When the next nudge or delivery is due."""

    async def waiting(
        self, platform: str, now: datetime, limit: int, resting: Collection[str]
    ) -> list[Waiting]:
        """Deliveries that may be sent now, but for those to chats that rest; most urgent first."""

    async def waiting_in(
        self, platform: str, chats: Sequence[str], now: datetime, limit: int
    ) -> list[int]:
        """The ids of deliveries to these chats that may be sent now, as they came due."""

    async def expire(self, platforms: Sequence[str], now: datetime, limit: int) -> int:
        """Set apart what waits and is of no use any more, a set at a time; how many there were."""

    async def expired(self, platforms: Sequence[str], after: int, limit: int) -> list[int]:
        """Deliveries that will not be sent, and are not at their end yet: ids beyond `after`."""

    async def delivered(
        self, delivery_id: int, hold: Hold, theirs: str | None, now: datetime
    ) -> None:
        """Record that a delivery arrived that was begun under `hold`, with its id there."""

    async def failed(self, delivery_id: int, hold: Hold, failure: Failure, now: datetime) -> bool:
        """Record that a delivery begun under `hold` did not arrive; whether it is tried again."""

    async def set_aside(self, delivery_id: int, reason: str, now: datetime) -> int | None:
        """A delivery that waits cannot be made: it is at its end. Whose it was, if a learner's."""

    async def cut_off(
        self, platforms: Sequence[str], owner: str, under_way: Collection[int]
    ) -> list[int]:
        """The ids of deliveries being sent of which `owner` knows nothing: nobody is at them."""

    async def take_up(
        self, delivery_id: int, hold: Hold, now: datetime, *, may_double: bool
    ) -> None:
        """Let a delivery that was cut off be sent again; where it `may_double`, twice at most (9.2)."""

    async def unscheduled(self, after: int, limit: int) -> list[int]:
        """Learners for whom nothing is due and nothing waits, though set up: ids beyond `after`."""


class WorkDeliveries(Protocol):
    """Deliveries within one transaction. What a learner is sent is returned with the learner."""

    async def take(
        self, delivery_id: int, hold: Hold, state: DeliveryState = DeliveryState.PENDING
    ) -> Delivery | None:
        """A delivery in that state, `hold`'s from now on; None where it, or the hold, is not."""

    async def begin_sending(
        self,
        learner: Learner,
        delivery: Delivery,
        kind: MessageKind,
        message: Message,
        now: datetime,
    ) -> tuple[Learner, Outgoing]:
        """Record the intent to send, with the text that stays the same (promise 9.4)."""

    async def skip(
        self, learner: Learner, delivery: Delivery, reason: str, now: datetime
    ) -> Learner:
        """Record that a delivery is not sent, and why."""

    async def revive(self, delivery: Delivery) -> None:
        """Let a delivery that seemed to be of no use wait for its turn again."""

    async def postpone(self, delivery: Delivery, until: datetime) -> None:
        """Let a delivery wait until then."""

    async def readdress(self, delivery: Delivery, platform: str, chat: str) -> None:
        """Let a delivery go to another chat."""
