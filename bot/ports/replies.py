"""What is asked about replies: stored with the event they answer, until they were sent (9.4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.chat.events import Event
from bot.chat.messages import Message, Outgoing


@dataclass(frozen=True, slots=True)
class Unsent:
    """A reply that was not sent, with the event it answers."""

    event: Event
    outgoing: Outgoing


class Replies(Protocol):
    """Replies on their way out."""

    async def unsent(self, platform: str, since: datetime) -> tuple[Unsent, ...]:
        """Replies not yet sent and made after `since`, oldest first."""

    async def sent(self, ids: Sequence[str], now: datetime) -> None:
        """Note that these replies have arrived."""

    async def may_resend(self, reply: str, reason: str) -> bool:
        """Count a further sending of a reply that may have arrived; False when it had enough.

        Two at most (promise 9.2); then it is given up for `reason`.
        """

    async def given_up(self, reply: str, reason: str) -> None:
        """Note that a reply will not be sent any more."""


class WorkReplies(Protocol):
    """Replies within one transaction."""

    async def write(
        self, event: Event, messages: Sequence[Message], edits: str | None, now: datetime
    ) -> tuple[Outgoing, ...]:
        """Store the answer to `event`; `edits` is the message of ours that it may change."""

    async def to(self, event: Event) -> tuple[Outgoing, ...]:
        """What `event` was answered."""
