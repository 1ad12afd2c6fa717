"""One interaction: heard at once, answered when the answer is there (promise 9.2).

Its first answer and an edit of it are the same however often they are asked for, so that a lost
response makes no second message. Real, monotonic time only (promise 1.5).
"""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass
from typing import Final, cast

import discord
from discord import InteractionType

from adapters.common.errors import ErrorKind
from adapters.discord.forms import modal
from adapters.discord.outcome import ERRORS, outcome
from adapters.discord.parts import Data, changes, content
from adapters.discord.render import Shape, carded
from bot.chat.messages import Form

ORIGINAL: Final = "@original"
EXPECTED_MOST: Final = 10_000
CALL_WITHIN: Final = 20.0
"""Seconds for one call: the library would wait for five minutes."""


@dataclass(frozen=True, slots=True)
class InteractionAnswer:
    """An answer: `hidden` is for the asker alone; `edits` takes the place of what was pressed."""

    shape: Shape
    data: Data
    hidden: bool = False
    edits: bool = False


class PendingInteraction:
    """An interaction that waits for its answer, which is most likely `hidden` from others."""

    def __init__(self, interaction: discord.Interaction, *, hidden: bool = False) -> None:
        self._interaction = interaction
        self._hidden = hidden
        self._lock = asyncio.Lock()
        self._fills = False
        self._waits = False
        self._answers = False
        self.heard = False
        self._done = asyncio.Event()

    async def hear(self) -> None:
        """Tell Discord that the answer may take a while, unless it is there already."""
        async with self._lock:
            if self.heard or self._answers:
                return
            self._waits, self._fills = True, not self._in_place
            response, hidden = self._interaction.response, self._fills and self._hidden
            async with asyncio.timeout(CALL_WITHIN):
                await response.defer(ephemeral=hidden, thinking=self._fills)
            self.heard = True

    async def ask(self, form: Form, custom_id: str) -> bool:
        """Show a form; False where it is too late for one."""
        async with self._lock:
            if self.heard:
                return False
            async with asyncio.timeout(CALL_WITHIN):
                await self._interaction.response.send_modal(modal(form, custom_id))
            self.heard = True
            self._done.set()
            return True

    async def answer(self, answer: InteractionAnswer) -> str | None:
        """Answer; the id of the message. None where only a message of its own would do."""
        async with self._lock, asyncio.timeout(CALL_WITHIN):
            if not self.heard and (theirs := await self._at_once(answer)):
                return theirs
            if self._done.is_set() or not (self._fills or answer.edits):
                return None
            return await self._later(answer)

    async def further(self, answer: InteractionAnswer) -> str:
        """One more message to the same person; it may come twice if its response is lost."""
        async with self._lock, asyncio.timeout(CALL_WITHIN):
            made = content(answer.shape, answer.data)
            hook = self._interaction.followup
            sent = await hook.send(**made, ephemeral=answer.hidden, wait=True)
            self._done.set()
            return str(sent.id)

    async def answered(self) -> None:
        """Wait until the answer, or its first part, is there."""
        await self._done.wait()

    @property
    def _in_place(self) -> bool:
        """Whether an answer may take the place of what was pressed, which only its person sees."""
        pressed = self._interaction.message
        if self._interaction.type is not InteractionType.component or pressed is None:
            return False
        return self._interaction.guild_id is None or pressed.flags.ephemeral

    async def _at_once(self, answer: InteractionAnswer) -> str | None:
        """The first answer; None where Discord was told to wait, and only its response was lost."""
        self._answers = True
        try:
            theirs = await self._first(answer)
        except ERRORS as error:
            if outcome(error).kind is not ErrorKind.HEARD:
                raise
            if self._waits:
                self.heard = True
                return None
            theirs = await self._original()
        self.heard = True
        self._done.set()
        return str(theirs)

    async def _first(self, answer: InteractionAnswer) -> int:
        interaction = self._interaction
        pressed = interaction.message
        if answer.edits and pressed and interaction.type is InteractionType.component:
            shape = in_place_of(pressed, answer.shape)
            if shape is not None:
                await interaction.response.edit_message(**changes(shape, answer.data))
                return pressed.id
        made = content(answer.shape, answer.data)
        sent = await interaction.response.send_message(**made, ephemeral=answer.hidden)
        return sent.message_id or await self._original()

    async def _original(self) -> int:
        return (await self._interaction.original_response()).id

    async def _later(self, answer: InteractionAnswer) -> str | None:
        interaction = self._interaction
        if self._fills and answer.hidden and not self._hidden:
            await interaction.delete_original_response()  # everybody would see what is for one
            self._done.set()
            return None
        shape: Shape | None = answer.shape
        if not self._fills and interaction.message is not None:
            shape = in_place_of(interaction.message, answer.shape)
        if shape is None:
            self._done.set()
            return None
        sent = await interaction.edit_original_response(**changes(shape, answer.data))
        self._done.set()
        return str(sent.id)


def in_place_of(there: discord.Message, shape: Shape) -> Shape | None:
    """What takes the place of a message: of a card only another one; None where it is too long."""
    return carded(shape) if there.flags.components_v2 else shape


class EarlierInteraction:
    """An interaction of before a restart: what became of it can be asked for 15 minutes."""

    def __init__(self, client: discord.Client, token: str) -> None:
        self._hook = discord.Webhook.partial(client.application_id or 0, token, client=client)

    async def original(self) -> str:
        """The id of the message that it made, or that was pressed."""
        async with asyncio.timeout(CALL_WITHIN):
            found = await self._hook.fetch_message(cast("int", ORIGINAL))
        return str(found.id)

    async def fill(self, answer: InteractionAnswer) -> str:
        """Put the answer where it belongs."""
        async with asyncio.timeout(CALL_WITHIN):
            there = await self._hook.fetch_message(cast("int", ORIGINAL))
            shape = in_place_of(there, answer.shape) or answer.shape
            made = changes(shape, answer.data)
            sent = await self._hook.edit_message(cast("int", ORIGINAL), **made)
        return str(sent.id)


class ExpectedAnswers:
    """Interactions that wait for the reply to an event; of too many the oldest are let go."""

    def __init__(self) -> None:
        self._pending: OrderedDict[str, PendingInteraction] = OrderedDict()

    def add(self, event: str, pending: PendingInteraction) -> None:
        """An interaction waits for the reply to the event of this id."""
        self._pending[event] = pending
        if len(self._pending) > EXPECTED_MOST:
            self._pending.popitem(last=False)

    def __contains__(self, event: str) -> bool:
        """Whether an interaction waits for the reply to an event."""
        return event in self._pending

    def pop(self, event: str) -> PendingInteraction | None:
        """The interaction that waits for the reply to an event, from now on no more."""
        return self._pending.pop(event, None)
