"""What the scheduler asks of the store: what is due, and what became of what was sent."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.chat.events import Event
from bot.chat.messages import Outgoing
from bot.ports.inbox import Carriage
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

    async def take_up(self, delivery_id: int, hold: Hold, now: datetime) -> None:
        """Let a delivery that was cut off be sent again, twice at most (promise 9.2)."""

    async def unscheduled(self, after: int, limit: int) -> list[int]:
        """Learners for whom nothing is due and nothing waits, though set up: ids beyond `after`."""


class Mailroom(Carriage, Deliveries, Protocol):
    """What those ask who carry messages: the adapters and the scheduler."""

    async def unsent(self, platform: str, since: datetime) -> tuple["Unsent", ...]:
        """Replies not yet sent and made after `since`, oldest first."""

    async def sent(self, ids: Sequence[str], now: datetime) -> None:
        """Note that these replies have arrived."""

    async def recent(
        self, platform: str, chat: str, limit: int, reader: str | None = None
    ) -> tuple[Outgoing, ...]:
        """The latest messages of a chat, newest first; as `reader` sees it, where that is given."""

    async def last_instant(self) -> datetime | None:
        """The latest instant of which anything is stored."""


@dataclass(frozen=True, slots=True)
class Unsent:
    """A reply that was not sent, with the event it answers."""

    event: Event
    outgoing: Outgoing
