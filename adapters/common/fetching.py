"""The content of files: fetched when somebody wants it, so much of it and no more (promise 7.6)."""

from collections import Counter
from collections.abc import AsyncIterable, Awaitable, Callable
from typing import Final

from adapters.common.core import PlatformError
from bot.chat.events import Event, FileReceived

TRIES_MOST: Final = 3
"""How often a file is asked for that its platform does not hand over."""

Fetch = Callable[[FileReceived], Awaitable[bytes | None]]
"""Fetches a content; None where it will never come. Raises PlatformError where it may yet."""


class Fetching:
    """Adds the content to files; `wants` looks at name, size and place before."""

    def __init__(self, wants: Callable[[FileReceived], bool], fetch: Fetch) -> None:
        self._wants = wants
        self._fetch = fetch
        self._failures: Counter[str] = Counter()

    def asks(self, event: Event) -> bool:
        """Whether an event is a file of which the content is to be fetched."""
        return isinstance(event, FileReceived) and event.content is None and self._wants(event)

    async def filled(self, event: Event) -> Event:
        """The event with its content; without it where that cannot be had. Raises PlatformError."""
        if not isinstance(event, FileReceived) or not self.asks(event):
            return event
        try:
            content = await self._fetch(event)
        except PlatformError:
            self._failures[event.id] += 1
            if self._failures[event.id] < TRIES_MOST:
                raise
            content = None
        del self._failures[event.id]
        return event.model_copy(update={"content": content})


async def bounded(chunks: AsyncIterable[bytes], most: int) -> bytes | None:
    """All of what comes in pieces; None as soon as it is more than `most` bytes."""
    content = bytearray()
    async for chunk in chunks:
        content += chunk
        if len(content) > most:
            return None
    return bytes(content)
