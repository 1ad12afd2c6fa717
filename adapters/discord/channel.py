"""Messages in a channel, each at most once: found again before a late resend (promise 9.2).

Real, monotonic time only (promise 1.5).
"""

import asyncio
from base64 import b32encode
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from time import monotonic
from typing import Any, Final

import discord

from adapters.common.errors import ErrorKind
from adapters.common.signing import Signer
from adapters.discord.interaction import CALL_WITHIN
from adapters.discord.outcome import ERRORS, outcome
from adapters.discord.parts import Data, changes, content
from adapters.discord.render import Shape, carded

NONCE_LENGTH: Final = 24
NONCE_TRUSTED_FOR: Final = 60.0
"""Seconds in which Discord surely knows a nonce again."""

LOOKED_AT: Final = 50
REMEMBERED: Final = 4096
DELETED: Final = "0"
"""The id of a message that is there no more."""


@dataclass(frozen=True, slots=True)
class Writing:
    """A message of ours on its way into a channel; `edits` is the one it takes the place of."""

    id: str
    shapes: list[Shape]
    data: Data
    edits: str | None = None
    again: bool = False


class Channels:
    """Writes into channels; `salt` makes nonces different from those of any other database."""

    def __init__(
        self, client: discord.Client, signer: Signer, slot: Callable[[], Awaitable[None]]
    ) -> None:
        self._client = client
        self._signer = signer
        self._slot = slot
        self._first: OrderedDict[str, float] = OrderedDict()
        self.salt = ""

    async def write(self, channel: int, writing: Writing) -> str:
        """Write; the id of the last message. Raises what the library raises."""
        again = writing.again and not self._fresh(writing.id)
        self._note(writing.id)
        if writing.edits and len(writing.shapes) == 1:
            edited = await self._edited(channel, int(writing.edits), writing)
            if edited is not None:
                return edited
        there = await self._found(channel, writing) if again else {}
        theirs = ""
        for number, shape in enumerate(writing.shapes):
            theirs = there.get(number) or await self._sent(channel, writing, number, shape)
        return theirs

    async def since(self, channel: int, after: int, most: int) -> list[discord.Message]:
        """The first messages of a channel after that instant, as an id of Discord's."""
        place, since = self._client.get_partial_messageable(channel), discord.Object(after)
        await self._slot()
        async with asyncio.timeout(CALL_WITHIN):
            found = place.history(limit=most, after=since, oldest_first=True)
            return [each async for each in found]

    def nonce(self, ours: str, number: int) -> str:
        """The same for every attempt at the same message."""
        digest = sha256(f"{self.salt}:{ours}:{number}".encode()).digest()
        return b32encode(digest).decode().lower()[:NONCE_LENGTH]

    def _fresh(self, ours: str) -> bool:
        first = self._first.get(ours)
        return first is not None and monotonic() - first < NONCE_TRUSTED_FOR

    def _note(self, ours: str) -> None:
        self._first.setdefault(ours, monotonic())
        if len(self._first) > REMEMBERED:
            self._first.popitem(last=False)

    async def _sent(self, channel: int, writing: Writing, number: int, shape: Shape) -> str:
        made: dict[str, Any] = content(shape, writing.data)
        place = self._client.get_partial_messageable(channel)
        await self._slot()
        try:
            async with asyncio.timeout(CALL_WITHIN):
                sent = await place.send(**made, nonce=self.nonce(writing.id, number))
        except discord.NotFound as error:
            if outcome(error).kind is not ErrorKind.MISSING:
                raise
            return DELETED  # it had arrived, and somebody has deleted it
        return str(sent.id)

    async def _edited(self, channel: int, theirs: int, writing: Writing) -> str | None:
        """The id of the edited message; None where nothing can take its place any more.

        What is refused as it is may have to be a card, because the message was one.
        """
        shape = writing.shapes[0]
        try:
            return await self._changed(channel, theirs, shape, writing.data)
        except ERRORS as error:
            kind = outcome(error).kind
            if kind is not ErrorKind.FORM or shape.card:
                if kind is ErrorKind.MISSING:
                    return None
                raise
        card = carded(shape)
        return None if card is None else await self._changed(channel, theirs, card, writing.data)

    async def _changed(self, channel: int, theirs: int, shape: Shape, data: Data) -> str:
        place = self._client.get_partial_messageable(channel)
        await self._slot()
        async with asyncio.timeout(CALL_WITHIN):
            await place.get_partial_message(theirs).edit(**changes(shape, data))
        return str(theirs)

    async def _found(self, channel: int, writing: Writing) -> dict[int, str]:
        """Which of a message's parts are in the channel already."""
        place = self._client.get_partial_messageable(channel)
        there: dict[int, str] = {}
        try:
            async with asyncio.timeout(CALL_WITHIN):
                async for message in place.history(limit=LOOKED_AT):
                    for number in self._parts_in(message, writing):
                        there.setdefault(number, str(message.id))
        except discord.Forbidden:
            return {}
        return there

    def _parts_in(self, message: discord.Message, writing: Writing) -> list[int]:
        mine = self._client.user
        if mine is None or message.author.id != mine.id:
            return []
        carried = [self._signer.press(each) for each in carried_by(message)]
        if any(carried):
            ids = {each.message for each in carried if each}
            return [len(writing.shapes) - 1] if writing.id in ids else []
        embeds = tuple(each.description or "" for each in message.embeds)
        text = (message.content, embeds, texts_in(message))
        return [
            number
            for number, shape in enumerate(writing.shapes)
            if message.nonce == self.nonce(writing.id, number)
            or (text == (shape.text, shape.embeds, shape.card) and not _has_buttons(shape))
        ]


def _has_buttons(shape: Shape) -> bool:
    return bool(shape.main or shape.rows or shape.menus)


def carried_by(message: discord.Message) -> list[str]:
    """What the buttons and menus of a message carry."""
    found = []
    for each in parts_of(message.components):
        if isinstance(each, discord.Button | discord.SelectMenu):
            found.append(each.custom_id or "")
        if isinstance(each, discord.SelectMenu):
            found += [option.value for option in each.options]
    return found


def texts_in(message: discord.Message) -> tuple[str, ...]:
    """The texts of a card, from the top."""
    parts = parts_of(message.components)
    return tuple(each.content for each in parts if isinstance(each, discord.TextDisplay))


def parts_of(components: Iterable[discord.Component]) -> Iterator[discord.Component]:
    """All that a message consists of, with what stands in it or beside it."""
    for each in components:
        yield each
        if isinstance(each, discord.ActionRow | discord.Container | discord.SectionComponent):
            yield from parts_of(each.children)
        if isinstance(each, discord.SectionComponent):
            yield from parts_of([each.accessory])
