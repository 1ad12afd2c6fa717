"""Which channel leads to whom: direct messages are opened only when their person acts."""

import asyncio
import logging
from collections import OrderedDict
from time import monotonic
from typing import Final

import discord

from adapters.discord.inbound import CHANNEL, PLATFORM
from adapters.discord.outcome import ERRORS, Kind, outcome
from bot.ports import Carriage

log: Final = logging.getLogger(__name__)

REMEMBERED: Final = 65_536
OPEN_EVERY: Final = 1.0
"""Seconds between two openings: Discord takes opening many for spam."""

WAITING_MOST: Final = 1000


class Doors:
    """The channels of direct messages, remembered in the store."""

    def __init__(self, client: discord.Client, carriage: Carriage) -> None:
        self._client = client
        self._carriage = carriage
        self._known: OrderedDict[str, int] = OrderedDict()
        self._wanted: asyncio.Queue[str] = asyncio.Queue(WAITING_MOST)
        self._shut_until = 0.0

    async def channel(self, chat: str) -> int | None:
        """The channel behind a chat of ours; None where no door was opened yet."""
        if chat.startswith(CHANNEL):
            return int(chat.removeprefix(CHANNEL))
        if chat not in self._known:
            noted = await self._carriage.memo(_name(chat))
            if noted is None:
                return None
            self._remember(chat, int(noted))
        return self._known[chat]

    async def learn(self, account: str, channel: int) -> None:
        """Somebody wrote from their direct messages."""
        if await self.channel(account) != channel:
            await self._carriage.note(_name(account), str(channel))
            self._remember(account, channel)

    async def knock(self, account: str) -> None:
        """Somebody acted elsewhere: have their door opened, unless it is known."""
        if await self.channel(account) is None and not self._wanted.full():
            self._wanted.put_nowait(account)

    async def run(self) -> None:
        """Open doors, one after the other, until cancelled."""
        while True:
            account = await self._wanted.get()
            try:
                if monotonic() >= self._shut_until and await self.channel(account) is None:
                    await self._open(account)
                    await asyncio.sleep(OPEN_EVERY)
            except Exception:
                log.exception("direct messages cannot be noted")

    async def _open(self, account: str) -> None:
        try:
            async with asyncio.timeout(30):
                opened = await self._client.create_dm(discord.Object(int(account)))
        except ERRORS as error:
            found = outcome(error)
            log.warning("direct messages cannot be opened: %s", found.reason)
            if found.kind is Kind.DOOR:
                self._shut_until = monotonic() + found.seconds
        else:
            await self.learn(account, opened.id)

    def _remember(self, account: str, channel: int) -> None:
        self._known[account] = channel
        self._known.move_to_end(account)
        if len(self._known) > REMEMBERED:
            self._known.popitem(last=False)


def _name(account: str) -> str:
    return f"{PLATFORM}:door:{account}"
