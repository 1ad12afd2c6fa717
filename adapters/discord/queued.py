"""A reply on its way, and what can be told of it."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from time import monotonic
from typing import Final

import discord

from adapters.common.backoff import REPLY_KEPT
from adapters.common.errors import ErrorKind, SendOutcome
from adapters.discord.ids import DiscordChat
from adapters.discord.interaction import PendingInteraction
from adapters.discord.outcome import outcome, picture_refused
from adapters.discord.render import Shape, shapes
from bot.chat.events import ButtonPressed, CommandInvoked, Event
from bot.chat.messages import Form, Message, Outgoing
from bot.errors import DeliveryError
from bot.features.kit import COMMAND_PREFIX
from bot.pictures.studio import Studio

log: Final = logging.getLogger(__name__)

HEARD_WITHIN: Final = 3.0
"""Seconds in which whoever took an interaction in acknowledges it; before, it takes no answer."""


@dataclass(slots=True)
class QueuedReply:
    """A reply on its way. `old`: an earlier process may have sent it; `late`: its interaction is
    over; `bare`: its form was refused, and only its text is tried; `done`: parts that arrived."""

    event: Event
    outgoing: Outgoing
    posted_at: float
    pending: PendingInteraction | None = None
    old: bool = False
    late: bool = False
    bare: bool = False
    done: int = 0

    @property
    def private(self) -> bool:
        """Whether it goes to somebody's direct messages."""
        return self.event.origin.private

    def turns(self, found: SendOutcome) -> bool:
        """Whether there is another way for what was refused: from now on that one is tried."""
        match found.kind:
            case ErrorKind.EXPIRED | ErrorKind.MISSING if not self.late and self.private:
                self.late = True
                return True
            case ErrorKind.FORM if self.outgoing.message.card:
                self.outgoing = without_frame(self.outgoing)
                return True
            case ErrorKind.FORM if not self.bare:
                self.bare = True
                return True
        return False

    def tells(self, error: BaseException) -> bool:
        """Whether it was for its pictures that it was refused: from now on their words are tried."""
        if not (self.outgoing.message.pictures and picture_refused(error)):
            return False
        self.outgoing = in_words(self.outgoing)
        return True


def passes(queued: QueuedReply, found: SendOutcome) -> bool:
    """Whether what went wrong passes by itself, so that the same is tried again."""
    match found.kind:
        case ErrorKind.NOT_SENT | ErrorKind.AMBIGUOUS | ErrorKind.FLOOD | ErrorKind.BANNED:
            return True
        case ErrorKind.WAITS:
            return found.seconds < REPLY_KEPT
        case ErrorKind.EXPIRED:  # another process may just have taken it in
            elsewhere = queued.pending is None and not queued.old and not queued.late
            return elsewhere and monotonic() - queued.posted_at < HEARD_WITHIN
    return False


def owner_of(outgoing: Outgoing, owner: str) -> str:
    """Whose buttons they are: in direct messages the person's, unless they are everybody's."""
    if owner or outgoing.message.shared or DiscordChat.parse(outgoing.chat).is_channel:
        return owner
    return outgoing.chat


def opens(event: Event, form: Form) -> bool:
    """Whether somebody asked for the form, and not only for what it stands beside."""
    if isinstance(event, ButtonPressed):
        return event.action == form.action or event.action.startswith(COMMAND_PREFIX)
    return isinstance(event, CommandInvoked)


def bare(outgoing: Outgoing) -> Outgoing:
    """Its text and nothing else."""
    told = outgoing.message.in_words()
    bare = Message(blocks=told.blocks, edits=told.edits)
    return outgoing.model_copy(update={"message": bare})


def in_words(outgoing: Outgoing) -> Outgoing:
    """Words in the place of its pictures."""
    return outgoing.model_copy(update={"message": outgoing.message.in_words()})


def without_frame(outgoing: Outgoing) -> Outgoing:
    """The same as a message like any other."""
    plain = outgoing.message.model_copy(update={"card": False})
    return outgoing.model_copy(update={"message": plain})


async def shown_or_told(outgoing: Outgoing, write: Callable[[Outgoing], Awaitable[str]]) -> str:
    """Write a message as it is; where Discord does not take that, simpler and simpler.

    The words of its pictures take their place, and a card becomes a message like any other.
    """
    while True:
        try:
            return await write(outgoing)
        except discord.HTTPException as error:
            if outgoing.message.pictures and picture_refused(error):
                outgoing = in_words(outgoing)
            elif outgoing.message.card and outcome(error).kind is ErrorKind.FORM:
                outgoing = without_frame(outgoing)
            else:
                raise


async def drawn(outgoing: Outgoing, studio: Studio) -> list[Shape]:
    """A message as Discord shows it. Raises DeliveryError where it cannot be made."""
    images = await studio.images(outgoing.message)
    try:
        return shapes(outgoing.message, images)
    except Exception:
        log.exception("%s cannot be made", outgoing.id)
        raise DeliveryError("cannot be made", permanent=True) from None
