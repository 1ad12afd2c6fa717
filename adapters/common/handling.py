"""Has events handled: a chat in order, chats side by side (promise 9.3)."""

import asyncio
import logging
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Final

from adapters.common.core import Core
from bot.events import Event
from bot.messages import Outgoing

log: Final = logging.getLogger(__name__)

WORKERS: Final = 2
QUEUE_MOST: Final = 1000
"""Events that wait to be handled; while there are more, none are fetched."""

TRIES: Final = 5
TRY_AGAIN: Final = 1.0
"""How often an event is tried when the store fails, and seconds before the second time."""


class Handling:
    """What waits to be handled. `post` gets the replies; `ended` is called for each event.

    What the platform has to be asked about an event is added to it by `prepare`.
    """

    def __init__(
        self,
        core: Core,
        post: Callable[[Event, Sequence[Outgoing]], None],
        ended: Callable[[], None] = lambda: None,
        prepare: Callable[[Event], Awaitable[Event]] | None = None,
    ) -> None:
        self._core = core
        self._post = post
        self._on_ended = ended
        self._prepare = prepare
        self._chats: OrderedDict[str, deque[Event]] = OrderedDict()
        self._busy: set[str] = set()
        self._waiting = 0
        self._changed = asyncio.Condition()

    async def queue(self, events: Sequence[Event]) -> None:
        """Let stored events wait for their turn."""
        async with self._changed:
            for event in events:
                self._chats.setdefault(event.origin.chat, deque()).append(event)
            self._waiting += len(events)
            self._changed.notify_all()

    async def at_once(self, event: Event) -> bool:
        """Handle an event that is not stored yet, if nothing waits; else it is to be queued.

        It is stored with its effect, which spares a transaction. One that was handled before is
        not answered again.
        """
        if self._chats or self._busy:
            return False
        self._busy.add(event.origin.chat)
        try:
            replies = await self._core.coach.handle(event, again=False)
        except Exception:
            log.exception("event %s could not be handled at once", event.id)
            return False
        else:
            self._post(event, replies)
            self._core.handled()
            return True
        finally:
            await self._let_go(event.origin.chat)

    async def room(self) -> None:
        """Wait until more events may come in."""
        async with self._changed:
            await self._changed.wait_for(lambda: self._waiting < QUEUE_MOST)

    async def run(self) -> None:
        """Handle what waits until cancelled."""
        async with asyncio.TaskGroup() as group:
            for _ in range(WORKERS):
                group.create_task(self._work())

    async def idle(self) -> None:
        """Wait until nothing is being handled."""
        async with self._changed:
            await self._changed.wait_for(lambda: not self._busy and not self._chats)

    def drop_waiting(self) -> None:
        """Begin nothing new: what waits is stored, and handled after the next start."""
        self._chats.clear()
        self._waiting = 0

    def _next(self) -> str | None:
        return next((chat for chat in self._chats if chat not in self._busy), None)

    async def _work(self) -> None:
        while True:
            async with self._changed:
                await self._changed.wait_for(lambda: self._next() is not None)
                chat = self._next() or ""
                event = self._chats[chat].popleft()
                if self._chats[chat]:
                    self._chats.move_to_end(chat)
                else:
                    del self._chats[chat]
                self._busy.add(chat)
                self._waiting -= 1
            try:
                await self._handle(event)
            finally:
                self._on_ended()
                await self._let_go(chat)

    async def _let_go(self, chat: str) -> None:
        async with self._changed:
            self._busy.discard(chat)
            self._changed.notify_all()

    async def _handle(self, event: Event) -> None:
        for times in range(TRIES):
            try:
                ready = await self._prepare(event) if self._prepare else event
                # Tried before, it may have been kept; new, it was handled by another way in.
                replies = await self._core.coach.handle(ready, again=times > 0)
            except Exception:
                log.exception("event %s could not be handled", event.id)
                await asyncio.sleep(TRY_AGAIN * 2**times)
            else:
                self._post(event, replies)
                self._core.handled()
                return
