"""The port for the inbox: events that came in and wait to be handled (promises 9.1 and 9.3)."""

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
class Claim:
    """What a process keeps to itself of what it stores: the events of these accounts."""

    by: str
    accounts: frozenset[str]


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
        self,
        events: Sequence[Event],
        now: datetime,
        shown: Mapping[str, str] | None = None,
        claim: Claim | None = None,
    ) -> tuple[Event, ...]:
        """Store events that are to be handled, all of them or none; returns those that are new.

        `shown` maps our ids of messages that a learner has evidently seen to their ids on the
        platform: they have arrived. All but what is kept by `claim` waits for any process.
        """

    async def claim(
        self, platform: str, by: str, now: datetime, besides: Collection[str], limit: int
    ) -> tuple[OpenEvent, ...]:
        """Up to `limit` events that were accepted and not handled, in the order in which they came.

        They are `by`'s until a claim has had its time, or is renewed. A person's events are one
        process's: those of whom another is at the first one are left out, and so are those of the
        accounts `besides`, and of a person whose first event is to be tried again only after
        `now`. What cannot be read any more is set aside.
        """

    async def keep(self, platform: str, by: str) -> None:
        """Renew the claims of a process on what it has not handled yet."""

    async def let_go(self, platform: str, by: str, accounts: Collection[str] | None = None) -> None:
        """Leave what a process claims, or that of `accounts` alone, to any process."""

    async def postpone(self, event: Event, tries: int, until: datetime, reason: str) -> None:
        """Note that an event failed `tries` times by its own fault, and wait `until` then."""

    async def set_aside(self, event: Event, reason: str, now: datetime) -> None:
        """Note that an event is not tried any more, and why."""

    async def quarantine(self, unread: Unread, now: datetime) -> None:
        """Keep what came in and can never be read, for the host; the oldest makes room for it."""

    async def heard(self, platform: str, most: int) -> tuple[str | None, list[str]]:
        """The id of the latest event, and up to `most` accounts that were heard last, newest first."""


class WorkInbox(Protocol):
    """The inbox within one transaction."""

    async def receive(self, event: Event, now: datetime) -> datetime | None:
        """Note `event` as handled at `now`; returns when it was received, which may be long ago.

        Returns None where it was handled before: it is to have no second effect (promise 9.3).
        Raises OutOfTurnError while an earlier event of the same person is not handled.
        """

    async def hide(self, event: Event) -> None:
        """What `event` said is not kept: it held a secret (promise 11.1)."""
