"""What is asked of the store about what came in and waits to be handled."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.chat.events import Event


@dataclass(frozen=True, slots=True)
class OpenEvent:
    """An event that waits to be handled, and how often it failed by its own fault."""

    event: Event
    tries: int


@dataclass(frozen=True, slots=True)
class Unread:
    """What came in and can never be read: its id on its platform, what is wrong, and itself."""

    platform: str
    id: str
    reason: str
    body: str


class Inbound(Protocol):
    """The inbox before its events are handled."""

    async def accept(
        self, events: Sequence[Event], now: datetime, shown: Mapping[str, str] | None = None
    ) -> tuple[Event, ...]:
        """Store events that are to be handled, all or none; those that are new.

        `shown` names messages of ours that a learner has seen, with their ids there.
        """

    async def open_events(
        self, platform: str, now: datetime, besides: Collection[str], limit: int
    ) -> tuple[OpenEvent, ...]:
        """Events that were accepted and not handled, in the order in which they came.

        Left out are those of the accounts `besides`, and of whom the first one's next try is yet
        to come. What cannot be read any more is set aside.
        """

    async def postpone(self, event: Event, tries: int, until: datetime, reason: str) -> None:
        """Note that an event failed so often by its own fault, and when it is tried again."""

    async def set_event_aside(self, event: Event, reason: str, now: datetime) -> None:
        """Note that an event is not tried any more, and why."""

    async def quarantine(self, unread: Unread, now: datetime) -> None:
        """Keep what came in and can never be read, for the host; what is oldest makes room."""


class Carriage(Inbound, Protocol):
    """What a network platform asks: to keep what came in, and what became of what went out."""

    async def heard(self, platform: str, most: int) -> tuple[str | None, list[str]]:
        """The id of the latest event, and the accounts that were heard last, newest first."""

    async def arrived(self, messages: Mapping[str, str], now: datetime) -> None:
        """Note that these messages of ours have arrived, with their ids there."""

    async def provider_id(self, message: str) -> str | None:
        """The platform's id of a message of ours; None while it is not known."""

    async def may_resend(self, reply: str, reason: str) -> bool:
        """Count a further sending of a reply that may have arrived; False when it had enough."""

    async def given_up(self, reply: str, reason: str) -> None:
        """Note that a reply will not be sent any more."""

    async def waiting_in(
        self, platform: str, chats: Sequence[str], now: datetime, limit: int
    ) -> list[int]:
        """The ids of deliveries to these chats that may be sent now, as they came due."""

    async def switch_off(self, platform: str, chat: str, reason: str, now: datetime) -> None:
        """A chat cannot be reached any more (promise 9.6)."""

    async def switch_on(self, platform: str, chats: Sequence[str], now: datetime) -> list[int]:
        """Something came in from these chats: the learners who can be reached again."""

    async def are_off(self, platform: str) -> frozenset[str]:
        """The chats that cannot be reached."""

    async def moved(self, platform: str, chat: str, new: str) -> None:
        """A chat has a new id from now on."""

    async def memo(self, name: str) -> str | None:
        """What was noted under a name."""

    async def note(self, name: str, value: str) -> None:
        """Note something under a name, in the place of what was there."""

    async def forget(self, name: str) -> None:
        """Keep nothing under a name any more."""
