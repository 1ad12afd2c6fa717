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


class Inbox(Protocol):
    """What came in: it waits to be handled, or can never be read."""

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

    async def set_aside(self, event: Event, reason: str, now: datetime) -> None:
        """Note that an event is not tried any more, and why."""

    async def quarantine(self, unread: Unread, now: datetime) -> None:
        """Keep what came in and can never be read, for the host; what is oldest makes room."""

    async def heard(self, platform: str, most: int) -> tuple[str | None, list[str]]:
        """The id of the latest event, and the accounts that were heard last, newest first."""


class WorkInbox(Protocol):
    """The inbox within one transaction."""

    async def receive(self, event: Event, now: datetime) -> datetime | None:
        """Enter `event` as handled; when it was received, which may be long ago (promise 1.5).

        None when it has been handled before (promise 9.3).
        """

    async def hide(self, event: Event) -> None:
        """What `event` said is not kept: it held a secret (promise 11.1)."""
