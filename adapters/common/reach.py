"""Chats that cannot be reached: noticed once, left alone, and found again (promise 9.6)."""

import asyncio
from time import monotonic
from typing import Final

from adapters.common.core import Core
from bot.ports.chats import FOUND, LOST
from bot.ports.news import NewsTopic

READ_AGAIN: Final = 60.0
"""Seconds after which what others noticed is read again, where nothing was told. Real time."""


class Reach:
    """Which chats of a platform are lost; whoever notices it tells all processes."""

    def __init__(self, core: Core, platform: str) -> None:
        self._chats = core.store.chats
        self._clock = core.clock
        self._shared = core.store.news.shared
        self._platform = platform
        self._lost: set[str] = set()
        self._read_again_at = 0.0
        self._in_order = asyncio.Lock()
        core.store.news.listen(NewsTopic.REACH, platform, self._hear)

    async def open(self) -> None:
        """Learn from the store who cannot be reached. Raises HostError."""
        self._read_again_at = monotonic() + READ_AGAIN
        self._lost = set(await self._chats.are_off(self._platform))

    def is_lost(self, chat: str) -> bool:
        """Whether nothing is tried in a chat."""
        return chat in self._lost

    async def lose(self, chat: str, reason: str) -> None:
        """A chat cannot be reached any more: what waits for it is cancelled. Raises HostError."""
        self._lost.add(chat)
        async with self._in_order:
            await self._chats.switch_off(self._platform, chat, reason, self._clock.now())

    async def find(self, chat: str) -> list[int]:
        """Something came in from a chat: the learners who can be reached again by it.

        Raises HostError.
        """
        if self._shared and monotonic() >= self._read_again_at:
            await self.open()
        if chat not in self._lost:
            return []
        async with self._in_order:  # who is found while still being lost is found
            self._lost.discard(chat)
            return await self._chats.switch_on(self._platform, [chat], self._clock.now())

    def _hear(self, about: str) -> None:
        """A chat was lost, or found again, by some process; perhaps any."""
        what, _, chat = about.partition(" ")
        if what == LOST:
            self._lost.add(chat)
        elif what == FOUND:
            self._lost.discard(chat)
        else:
            self._read_again_at = 0.0
