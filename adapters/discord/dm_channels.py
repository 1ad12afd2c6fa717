"""Which channel leads to whom: direct messages are opened for who acted here, one at a time.

Real, monotonic time only (promise 1.5).
"""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from time import monotonic
from typing import Final

import discord

from adapters.common.errors import ErrorKind
from adapters.discord.ids import DiscordChat
from adapters.discord.inbound import PLATFORM
from adapters.discord.outcome import outcome
from bot.chat.translate import marked
from bot.ports.key_value import KeyValue

log: Final = logging.getLogger(__name__)

REMEMBERED: Final = 65_536
OPEN_EVERY: Final = 1.0
"""Seconds between two openings: Discord takes opening many for spam."""

OPEN_WITHIN: Final = 20.0
WAITING_MOST: Final = 1000
AHEAD_MOST: Final = 2
"""How many wait to be opened, and behind how many a message waits instead of coming again."""

CLOSED: Final = marked(
    "I couldn't write to you: your direct messages are closed to me. Allow them for this server, and I'll go on."
)


class DoorWaitsError(discord.DiscordException):
    """Somebody's direct messages cannot be opened before so many `seconds`."""

    def __init__(self, seconds: float) -> None:
        super().__init__("the direct messages are not open yet")
        self.seconds = seconds


class DmChannels:
    """The channels of direct messages, remembered in the store.

    `gone` hears of those whom Discord does not let us write to, and why.
    """

    def __init__(
        self,
        client: discord.Client,
        key_value: KeyValue,
        gone: Callable[[str, str], Awaitable[None]],
    ) -> None:
        self._client = client
        self._key_value = key_value
        self._gone = gone
        self._known: OrderedDict[str, int] = OrderedDict()
        self._wanted: OrderedDict[str, asyncio.Future[int]] = OrderedDict()
        self._wakes = asyncio.Event()
        self._paused_until = 0.0

    async def channel(self, chat: str) -> int | None:
        """The channel behind a chat of ours; None where none was opened yet."""
        place = DiscordChat.parse(chat)
        if place.is_channel:
            return place.id
        if chat not in self._known:
            noted = await self._key_value.get(_name(chat))
            if not noted:
                return None
            self._cache(chat, int(noted))
        return self._known[chat]

    async def remember(self, channels: Mapping[str, int]) -> None:
        """These wrote from their direct messages: one look and one transaction for all of them."""
        unknown = {_name(each): each for each in channels if each not in self._known}
        for name, noted in (await self._key_value.get_all(unknown)).items():
            if noted:
                self._cache(unknown[name], int(noted))
        moved = {each: to for each, to in channels.items() if self._known.get(each) != to}
        await self._key_value.set_all({_name(each): str(to) for each, to in moved.items()})
        for account, channel in moved.items():
            self._cache(account, channel)

    async def request(self, account: str) -> None:
        """Somebody acted elsewhere: have their channel opened, unless it is known."""
        if await self.channel(account) is None and monotonic() >= self._paused_until:
            self._opening(account)

    async def open(self, chat: str) -> int:
        """The channel behind a chat, opened where it is not known.

        Raises DoorWaitsError, and what the library raises.
        """
        known = await self.channel(chat)
        if known is not None:
            return known
        if (shut := self._paused_until - monotonic()) > 0:
            raise DoorWaitsError(shut)
        opening = self._opening(chat)
        ahead = list(self._wanted).index(chat) if chat in self._wanted else WAITING_MOST
        if opening is None or ahead > AHEAD_MOST:
            raise DoorWaitsError(ahead * OPEN_EVERY)
        async with asyncio.timeout(OPEN_WITHIN):
            return await asyncio.shield(opening)

    async def open_anew(self, chat: str) -> int:
        """The channel behind a chat that is not what it was. Raises as `open` does."""
        self._known.pop(chat, None)
        await self._key_value.set(_name(chat), "")
        return await self.open(chat)

    async def run(self) -> None:
        """Open channels, one after the other, until cancelled."""
        try:
            while True:
                while not self._wanted:
                    self._wakes.clear()
                    await self._wakes.wait()
                await self._open_first()
                await asyncio.sleep(OPEN_EVERY)
        finally:
            for each in self._wanted.values():
                _fail(each, DoorWaitsError(OPEN_EVERY))

    async def _open_first(self) -> None:
        account, opening = next(iter(self._wanted.items()))
        try:
            opened = await self._opened(account)
        except Exception as error:  # noqa: BLE001 -- it is whoever waits who has to know
            _fail(opening, error)
            await self._failed(account, error)
        else:
            opening.set_result(opened)
        del self._wanted[account]

    def _opening(self, account: str) -> "asyncio.Future[int] | None":
        if account not in self._wanted and len(self._wanted) < WAITING_MOST:
            self._wanted[account] = asyncio.get_running_loop().create_future()
            self._wakes.set()
        return self._wanted.get(account)

    async def _opened(self, account: str) -> int:
        known = await self.channel(account)
        if known is not None:
            return known
        if (shut := self._paused_until - monotonic()) > 0:
            raise DoorWaitsError(shut)
        async with asyncio.timeout(OPEN_WITHIN):
            found = await self._client.http.start_private_message(int(account))
        channel = int(found["id"])
        await self.remember({account: channel})
        return channel

    async def _failed(self, account: str, error: Exception) -> None:
        if isinstance(error, DoorWaitsError):
            return
        found = outcome(error)
        log.warning("direct messages cannot be opened: %s", found.reason)
        if found.kind is ErrorKind.DM_LIMIT:
            self._paused_until = monotonic() + found.seconds
        elif found.kind is ErrorKind.GONE:
            try:
                await self._gone(account, found.reason)
            except Exception:
                log.exception("that direct messages cannot be opened is not noted")

    def _cache(self, account: str, channel: int) -> None:
        self._known[account] = channel
        self._known.move_to_end(account)
        if len(self._known) > REMEMBERED:
            self._known.popitem(last=False)


def _fail(opening: "asyncio.Future[int]", error: Exception) -> None:
    if not opening.done():
        opening.set_exception(error)
        opening.exception()  # perhaps nobody waits for it


def _name(account: str) -> str:
    return f"{PLATFORM}:door:{account}"
