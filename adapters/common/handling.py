"""Has events handled until each is done: a person in order, people side by side (promise 9.1)."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Final

from adapters.common.core import Core, PlatformError
from adapters.common.lanes import Lanes, QueuedEvent
from bot.chat.events import Event, FileReceived
from bot.chat.messages import Outgoing
from bot.errors import TROUBLE

log: Final = logging.getLogger(__name__)

WORKERS: Final = 2
QUEUE_MOST: Final = 1000
"""Events that wait in memory; while there are more, none are fetched, and the store keeps them."""

LOOK_EVERY: Final = 2.0
LOOK_MOST: Final = 200
"""Seconds between looks at what waits in the store alone, and how much is taken up at once."""

TRIES_MOST: Final = 5
"""How often an event may fail by its own fault: then it is set aside."""

BREATH_FIRST: Final = 0.02
BREATH_MOST: Final = 1.0
"""Seconds for which a worker that met trouble of the host's takes nothing: doubled each time."""

ASK_WITHIN: Final = 5.0
FETCH_WITHIN: Final = 30.0
ASKING_MOST: Final = 16
"""Seconds in which a platform has to say what must be known, or hand a file over; questions at once."""


class Handling:
    """What waits to be handled. `post` gets the replies.

    `waits` is told of each event that comes into memory (+1) and of each that was tried, or is
    left to the store (-1); `took_up` of each that the store had alone. What the platform has to be
    asked about an event that `asks` for it is added by `prepare`, which raises PlatformError.
    """

    def __init__(  # noqa: PLR0913 -- what differs between the platforms
        self,
        core: Core,
        platform: str,
        post: Callable[[Event, Sequence[Outgoing]], None],
        *,
        waits: Callable[[int], None] = lambda change: None,
        took_up: Callable[[Event], None] = lambda event: None,
        asks: Callable[[Event], bool] = lambda event: False,
        prepare: Callable[[Event], Awaitable[Event]] | None = None,
    ) -> None:
        self._core = core
        self._platform = platform
        self._post = post
        self._waits = waits
        self._took_up = took_up
        self._asks = asks
        self._prepare = prepare
        self._lanes = Lanes()
        self._resting: dict[str, asyncio.TimerHandle] = {}
        self._in_store: set[str] = set()
        self._asking: set[asyncio.Task[None]] = set()
        self._questions = asyncio.Semaphore(ASKING_MOST)
        self._troubles = 0
        self._behind, self._closed = True, False
        self._changed = asyncio.Event()

    async def queue(self, events: Sequence[Event]) -> None:
        """Let stored events wait for their turn."""
        for event in events:
            person = event.origin.account
            behind = person in self._resting or person in self._in_store
            unsure = self._behind and person not in self._lanes
            if behind or unsure or self._closed or self._full:
                self._in_store.add(person)
            else:
                self._append(QueuedEvent(event))
        self._changed.set()

    async def at_once(self, event: Event) -> bool:
        """Handle an event that is not stored yet, if nothing waits; else it is to be queued.

        It is stored with its effect, which spares a transaction. One that was handled before is
        not answered again.
        """
        if self._behind or self._closed:
            return False
        if not self._lanes.empty or self._in_store or self._resting:
            return False
        self._lanes.serve(event.origin.account, event.origin.chat)
        try:
            replies = await self._core.handle(event, again=False)
        except Exception as error:  # noqa: BLE001 -- it is tried again with care
            log.warning("event %s could not be handled at once: %r", event.id, error)
            return False
        else:
            self._done(event, replies)
            return True
        finally:
            self._let_go(event.origin.account)

    async def room(self) -> None:
        """Wait until more events may come in."""
        await self._until(lambda: not self._full)

    async def run(self) -> None:
        """Handle what waits until cancelled."""
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._keep_looking())
                for _ in range(WORKERS):
                    group.create_task(self._work())
        finally:
            self.drop_waiting()

    async def idle(self) -> None:
        """Wait until nothing is being handled."""
        await self._until(lambda: self._lanes.empty)

    def drop_waiting(self) -> None:
        """Begin nothing new: what waits is stored, and handled after the next start."""
        self._closed = True
        self._lanes.clear()
        for timer in self._resting.values():
            timer.cancel()
        for question in self._asking:
            question.cancel()
        self._changed.set()

    async def look(self) -> None:
        """Take up what waits in the store alone. Raises HostError."""
        here = self._lanes.people | self._resting.keys()
        before, was_behind = self._in_store, self._behind
        self._in_store, self._behind = before & here, True
        try:
            found = await self._core.store.inbox.open_events(
                self._platform, self._core.clock.now(), here, LOOK_MOST
            )
        except BaseException:
            self._in_store |= before
            self._behind = was_behind
            raise
        self._behind = len(found) == LOOK_MOST
        if self._behind:
            self._in_store |= before | {each.event.origin.account for each in found}
        for each in found:
            if not self._closed:
                self._append(QueuedEvent(each.event, each.tries))
                self._took_up(each.event)
        self._changed.set()

    @property
    def _full(self) -> bool:
        return self._lanes.waiting >= QUEUE_MOST

    @property
    def _may_look(self) -> bool:
        here = self._lanes, self._resting
        missed = (all(person not in each for each in here) for person in self._in_store)
        return not self._full and (self._behind or any(missed))

    async def _keep_looking(self) -> None:
        while True:
            try:
                await self.look()
            except TROUBLE as error:
                log.warning("what waits cannot be looked up: %s", error)
                await asyncio.sleep(BREATH_MOST)
            except Exception:
                log.exception("what waits cannot be looked up")
                await asyncio.sleep(LOOK_EVERY)
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_EVERY):
                    await self._until(lambda: self._may_look)

    async def _until(self, condition: Callable[[], bool]) -> None:
        while not condition():
            self._changed.clear()
            await self._changed.wait()

    def _append(self, task: QueuedEvent, *, first: bool = False) -> None:
        self._lanes.append(task, first=first)
        if not task.failures:
            self._waits(1)

    async def _work(self) -> None:
        while True:
            await self._until(lambda: self._lanes.next is not None)
            task = self._lanes.take(self._lanes.next or "")
            if self._asks(task.event) and not task.prepared:
                question = asyncio.create_task(self._ask(task))
                self._asking.add(question)
                question.add_done_callback(self._asking.discard)
                continue
            try:
                await self._handle(task)
            finally:
                self._let_go(task.person)
            if self._troubles:
                await asyncio.sleep(min(BREATH_MOST, BREATH_FIRST * 2**self._troubles))

    def _let_go(self, person: str) -> None:
        self._lanes.let_go(person)
        self._changed.set()

    async def _ask(self, task: QueuedEvent) -> None:
        """Have what must be known first asked, while others go on, those of this chat too."""
        assert self._prepare is not None  # noqa: S101 -- whoever asks, prepares
        self._lanes.serve(task.person)
        try:
            within = FETCH_WITHIN if isinstance(task.event, FileReceived) else ASK_WITHIN
            async with self._questions, asyncio.timeout(within):
                task.event = await self._prepare(task.event)
        except (PlatformError, TimeoutError) as error:
            self._rest(task)
            await self._note(task, f"its platform cannot be asked: {error}")
        except Exception as error:  # noqa: BLE001 -- it is the event's own fault, whatever it is
            await self._blame(task, error)
        else:
            task.prepared = True
            self._append(task, first=True)
            if not task.failures:
                self._waits(-1)
        finally:
            self._let_go(task.person)

    async def _handle(self, task: QueuedEvent) -> None:
        try:
            # Tried before, it may have been kept; new, it was handled by another way in.
            replies = await self._core.handle(task.event, again=task.failures > 0)
        except TROUBLE as error:
            log.warning("event %s waits for the host: %r", task.event.id, error)
            self._troubles = min(self._troubles + 1, 10)
            self._rest(task)
        except Exception as error:  # noqa: BLE001 -- it is the event's own fault, whatever it is
            await self._blame(task, error)
        else:
            self._troubles = 0
            if not task.failures:
                self._waits(-1)
            self._done(task.event, replies)

    def _done(self, event: Event, replies: Sequence[Outgoing]) -> None:
        try:
            self._post(event, replies)
        except Exception:
            log.exception("the answer to event %s stays behind", event.id)
        self._core.handled()

    async def _blame(self, task: QueuedEvent, error: Exception) -> None:
        """An event failed by its own fault: it is tried again, or set aside (bounded)."""
        log.error("event %s failed", task.event.id, exc_info=error)
        task.tries += 1
        reason = f"{type(error).__name__}: {error}"
        if task.tries >= TRIES_MOST and await self._is_set_aside(task, reason):
            if not task.failures:
                self._waits(-1)
            return
        self._rest(task)
        await self._note(task, reason)

    async def _is_set_aside(self, task: QueuedEvent, reason: str) -> bool:
        try:
            await self._core.store.inbox.set_aside(task.event, reason, self._core.clock.now())
        except Exception:
            log.exception("event %s could not be set aside", task.event.id)
            return False
        log.error("event %s is set aside", task.event.id)
        return True

    async def _note(self, task: QueuedEvent, reason: str) -> None:
        """Note the next try with the event, for whoever takes it up after a crash."""
        until = self._core.clock.now() + timedelta(seconds=task.again_after)
        with suppress(*TROUBLE):
            await self._core.store.inbox.postpone(task.event, task.tries, until, reason)

    def _rest(self, task: QueuedEvent) -> None:
        """Let a person's events wait: the first here, for its next try; the others in the store."""
        if not task.failures:
            self._waits(-1)
        task.failures += 1
        left = self._lanes.drop(task.person)
        if left:
            self._waits(-sum(not each.failures for each in left))
            self._in_store.add(task.person)
        if not self._closed:
            loop = asyncio.get_running_loop()
            self._resting[task.person] = loop.call_later(task.again_after, self._again, task)

    def _again(self, task: QueuedEvent) -> None:
        del self._resting[task.person]
        self._append(task, first=True)
        self._changed.set()
