"""What a platform has to be asked before an event can be handled: a few at a time, within bounds."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Final

from adapters.common.core import PlatformError
from adapters.common.lanes import QueuedEvent
from bot.chat.events import Event, FileReceived

ASK_WITHIN: Final = 5.0
FETCH_WITHIN: Final = 30.0
ASKING_MOST: Final = 16
"""Seconds in which a platform has to say what must be known, or hand a file over; questions at once."""


async def _as_it_is(event: Event) -> Event:
    return event


class Questions:
    """Asks about an event that `asks` for it; `prepare` adds the answer, or raises PlatformError."""

    def __init__(
        self, asks: Callable[[Event], bool], prepare: Callable[[Event], Awaitable[Event]] | None
    ) -> None:
        self._asks = asks
        self._prepare = prepare or _as_it_is
        self._at_once = asyncio.Semaphore(ASKING_MOST)
        self._under_way: set[asyncio.Task[None]] = set()

    def are_open(self, task: QueuedEvent) -> bool:
        """Whether something has to be asked about an event yet."""
        return not task.prepared and self._asks(task.event)

    def begin(self, asking: Coroutine[None, None, None]) -> None:
        """Ask while all else goes on."""
        question = asyncio.create_task(asking)
        self._under_way.add(question)
        question.add_done_callback(self._under_way.discard)

    async def ask(self, task: QueuedEvent) -> str:
        """Ask; why the platform cannot be asked now, or nothing. Raises what is the event's fault."""
        within = FETCH_WITHIN if isinstance(task.event, FileReceived) else ASK_WITHIN
        try:
            async with self._at_once, asyncio.timeout(within):
                task.event = await self._prepare(task.event)
        except (PlatformError, TimeoutError) as error:
            return f"its platform cannot be asked: {error}"
        task.prepared = True
        return ""

    def cancel(self) -> None:
        """Ask nothing more."""
        for question in self._under_way:
            question.cancel()
