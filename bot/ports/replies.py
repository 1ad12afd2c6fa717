"""The port for replies: stored with the event they answer until they are sent (promise 9.4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.chat.events import Event
from bot.chat.messages import Message, Outgoing
from bot.ports.leases import Hold


@dataclass(frozen=True, slots=True)
class Unsent:
    """A reply that was not sent, with the event it answers.

    `old` says that another process may have been sending it.
    """

    event: Event
    outgoing: Outgoing
    old: bool = True


class Replies(Protocol):
    """Replies on their way out."""

    async def unsent(self, platform: str, since: datetime) -> tuple[Unsent, ...]:
        """Replies on a platform that are not sent yet and were made after `since`, oldest first."""

    async def claim(
        self, platform: str, since: datetime, hold: Hold, limit: int
    ) -> tuple[Unsent, ...]:
        """The same, those that no other process is about to send: they are the owner's of `hold`.

        Nothing is returned where the hold was lost.
        """

    async def sent(self, ids: Sequence[str], now: datetime) -> None:
        """Note that the replies of these ids have arrived."""

    async def may_resend(self, reply: str, reason: str) -> bool:
        """Count another attempt for a reply that may have arrived; whether it may be made.

        There are two at most (promise 9.2); after that the reply is given up for `reason`.
        """

    async def given_up(self, reply: str, reason: str) -> None:
        """Note that a reply will not be sent any more, and why; 64 characters are kept."""


class WorkReplies(Protocol):
    """Replies within one transaction."""

    async def write(
        self,
        event: Event,
        messages: Sequence[Message],
        edits: str | None,
        now: datetime,
        by: str | None = None,
    ) -> tuple[Outgoing, ...]:
        """Store the answer to `event`, made at `now`; returns it as it is to be sent.

        A message that wants to edit takes the place of `edits`, our id of an earlier one. It is
        sent `by` that process, or by whichever sends on the platform.
        """

    async def to(self, event: Event, by: str | None = None) -> tuple[Outgoing, ...]:
        """What `event` was answered, in order; nothing where it was not answered.

        Where a process is given `by` which it is sent, only what was not, and is no other's.
        """
