"""What waits to be sent."""

import asyncio
from dataclasses import dataclass, field

from adapters.telegram.calls import Call
from adapters.telegram.pacer import SendLane
from adapters.telegram.targets import ANYWHERE, Target, target_of
from bot.chat.events import Event
from bot.chat.messages import Outgoing


@dataclass(slots=True)
class QueuedMessage:
    """A reply or a notice on its way; `calls` are those still to be made.

    It answers an `event` and waits in its `lane`. `old` says that an earlier process may have sent it.
    """

    chat: str
    outgoing: Outgoing | None = None
    event: Event | None = None
    lane: SendLane = SendLane.REPLY
    calls: list[Call] | None = None
    posted_at: float = 0.0
    old: bool = False

    @property
    def owner(self) -> str:
        """Whose buttons its are."""
        return self.event.origin.account if self.event else ""

    @property
    def target(self) -> Target:
        """Where in its chat it goes."""
        return target_of(self.event) if self.event else ANYWHERE

    @property
    def ids(self) -> dict[str, str | None]:
        """What is logged of it bears these."""
        return {"event": self.event.id if self.event else None, "reply": self.reply}

    @property
    def reply(self) -> str | None:
        """Our id, where it is a reply that is stored."""
        return self.outgoing.id if self.outgoing else None

    @property
    def edits(self) -> str | None:
        """Our id of the message in whose place it goes; None where it is one of its own."""
        if self.outgoing is None or self.outgoing.message.files:
            return None
        return self.outgoing.edits

    def replaces(self, waiting: "QueuedMessage | SendSlot") -> bool:
        """Whether nobody would miss `waiting`: an earlier form of the same message."""
        same = isinstance(waiting, QueuedMessage) and waiting.edits == self.edits
        return same and self.edits is not None


@dataclass(slots=True)
class SendSlot:
    """The slot of one message of the scheduler's, and whether it was used."""

    used: bool = False

    granted: "asyncio.Future[None]" = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )
