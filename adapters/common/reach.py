"""Chats that cannot be reached: noticed once, left alone, and found again (promise 9.6)."""

from adapters.common.core import Core


class Reach:
    """Which chats of a platform are lost."""

    def __init__(self, core: Core, platform: str) -> None:
        self._chats = core.store.chats
        self._clock = core.clock
        self._platform = platform
        self._lost: set[str] = set()

    async def open(self) -> None:
        """Learn from the store who cannot be reached. Raises HostError."""
        self._lost = set(await self._chats.are_off(self._platform))

    def is_lost(self, chat: str) -> bool:
        """Whether nothing is tried in a chat."""
        return chat in self._lost

    async def lose(self, chat: str, reason: str) -> None:
        """A chat cannot be reached any more: what waits for it is cancelled. Raises HostError."""
        self._lost.add(chat)
        await self._chats.switch_off(self._platform, chat, reason, self._clock.now())

    async def find(self, chat: str) -> list[int]:
        """Something came in from a chat: the learners who can be reached again by it.

        Raises HostError.
        """
        if chat not in self._lost:
            return []
        self._lost.discard(chat)
        return await self._chats.switch_on(self._platform, [chat], self._clock.now())
