"""A reply on its way, and what can be told of it."""

from dataclasses import dataclass

import discord

from adapters.discord.exchange import Exchange
from adapters.discord.inbound import CHANNEL
from bot.commands import COMMAND_PREFIX
from bot.events import ButtonPressed, CommandInvoked, Event
from bot.messages import Form, Message, Outgoing


@dataclass(slots=True)
class Letter:
    """A reply on its way. `old`: an earlier process may have sent it; `late`: its interaction is
    over; `bare`: its form was refused, and only its text is tried; `done`: parts that arrived."""

    event: Event
    outgoing: Outgoing
    posted_at: float
    exchange: Exchange | None = None
    old: bool = False
    late: bool = False
    bare: bool = False
    done: int = 0

    @property
    def private(self) -> bool:
        """Whether it goes to somebody's direct messages."""
        return self.event.origin.private


class NoDoorError(discord.DiscordException):
    """Nobody's direct messages were opened yet."""


def owner_of(outgoing: Outgoing, owner: str) -> str:
    """Whose buttons they are: in direct messages the person's, unless they are everybody's."""
    if owner or outgoing.message.shared or outgoing.chat.startswith(CHANNEL):
        return owner
    return outgoing.chat


def opens(event: Event, form: Form) -> bool:
    """Whether somebody asked for the form, and not only for what it stands beside."""
    if isinstance(event, ButtonPressed):
        return event.action == form.action or event.action.startswith(COMMAND_PREFIX)
    return isinstance(event, CommandInvoked)


def bare(outgoing: Outgoing) -> Outgoing:
    """Its text and nothing else."""
    bare = Message(blocks=outgoing.message.blocks, edits=outgoing.message.edits)
    return outgoing.model_copy(update={"message": bare})
