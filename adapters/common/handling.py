"""Has events handled until each is done: a person in order, people side by side (promise 9.1)."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from typing import Final

from adapters.common.backlog import Backlog
from adapters.common.core import Core
from adapters.common.faults import Faults
from adapters.common.lanes import Lanes, QueuedEvent
from adapters.common.questions import Questions
from bot.chat.events import Event
from bot.chat.messages import Outgoing
from bot.errors import TROUBLE, OutOfTurnError, named
from bot.ports.correlation import about

log: Final = logging.getLogger(__name__)

WORKERS: Final = 2
QUEUE_MOST: Final = 1000
"""Events that wait in memory; while there are more, none are fetched, and the store keeps them."""

AHEAD_MOST: Final = 32
"""The same where others may handle them meanwhile: what this process will be at in a moment."""

LOOK_EVERY: Final = 2.0
LOOK_MOST: Final = 200
"""Seconds between looks at what waits in the store alone, and how much is taken up at once."""

BREATH_FIRST: Final = 0.02
BREATH_MOST: Final = 1.0
"""Seconds for which a worker that met trouble of the host's takes nothing: doubled each time."""


class Handling:
    """What waits to be handled. `post` gets the replies.

    `waits` is told of each event that comes into memory (+1) and of each that was tried, or is
    left to the store (-1); `took_up` of each that the store had alone. What the platform has to be
    asked about an event that `asks` for it is added by `prepare`, which raises PlatformError. The
    replies are this process's to send where it `answers` an event: else whoever sends finds them.
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
        answers: Callable[[Event], bool] = lambda event: False,
    ) -> None:
        self._core = core
        self._platform = platform
        self._post = post
        self._waits = waits
        self._took_up = took_up
        self._questions = Questions(asks, prepare)
        self._faults = Faults(core)
        self._answers = answers
        self._lanes = Lanes()
        self._most = AHEAD_MOST if core.store.news.shared else QUEUE_MOST
        self._resting: dict[str, asyncio.TimerHandle] = {}
        self._troubles = 0
        self._closed = False
        self._changed = asyncio.Event()
        self._backlog = Backlog(core, platform, self._changed.set)

    async def accept(
        self, events: Sequence[Event], shown: Mapping[str, str] | None = None
    ) -> tuple[Event, ...]:
        """Store events; those that are new, which are to be queued.

        `shown` maps our ids of messages that were evidently seen to their ids there. Raises what
        is in `bot.errors.TROUBLE`.
        """
        people = (event.origin.account for event in events)
        kept = [each for each in people if not self._stays_in_store(each)]
        kept = kept[: max(0, self._most - self._lanes.waiting)]
        return await self._backlog.accept(events, shown, frozenset(kept))

    def queue(self, events: Sequence[Event]) -> None:
        """Let stored events wait for their turn."""
        for event in events:
            person = event.origin.account
            if self._full or self._stays_in_store(person):
                self._backlog.people.add(person)
            else:
                self._append(QueuedEvent(event))
        self._changed.set()

    def _stays_in_store(self, person: str) -> bool:
        """Whether what comes of a person has to wait behind what is in the store alone."""
        behind = person in self._resting or person in self._backlog.people
        unsure = self._backlog.behind and person not in self._lanes
        return behind or unsure or self._closed

    async def at_once(self, event: Event) -> bool:
        """Handle an event that is not stored yet, if nothing waits; else it is to be queued.

        It is stored with its effect, which spares a transaction. One that was handled before is
        not answered again.
        """
        waits = not self._lanes.empty or self._backlog.people or self._resting
        if waits or self._backlog.behind or self._closed:
            return False
        self._lanes.serve(event.origin.account, event.origin.chat)
        by = self._sent_by(event)
        try:
            replies = await self._core.handle(event, again=False, by=by)
        except OutOfTurnError:
            return False
        except Exception as error:  # noqa: BLE001 -- it is tried again with care
            log.warning("event %s could not be handled at once: %s", event.id, named(error))
            return False
        else:
            self._done(event, replies if by else ())
            return True
        finally:
            self._let_go(event.origin.account)

    async def room(self) -> None:
        """Wait until more events may come in."""
        await self._until(lambda: self._lanes.waiting + len(self._backlog.people) < QUEUE_MOST)

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
        self._questions.cancel()
        self._changed.set()

    async def look(self) -> None:
        """Take up what waits in the store alone. Raises HostError."""
        here = self._lanes.people | self._resting.keys()
        for each in await self._backlog.take(here, min(LOOK_MOST, self._most)):
            if not self._closed:
                self._append(QueuedEvent(each.event, each.tries))
                self._took_up(each.event)
        if here:
            await self._backlog.renew()
        self._changed.set()

    async def leave(self) -> None:
        """Let others at once have what is not handled."""
        await self._backlog.let_go()

    @property
    def _full(self) -> bool:
        return self._lanes.waiting >= self._most

    @property
    def _may_look(self) -> bool:
        """Whether there may be more in the store, and room for it: a look costs several events."""
        here = self._lanes, self._resting
        missed = (all(person not in each for each in here) for person in self._backlog.people)
        return 2 * self._lanes.waiting <= self._most and (self._backlog.behind or any(missed))

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
            with about(event=task.event.id):
                if self._questions.are_open(task):
                    self._questions.begin(self._ask(task))
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
        self._lanes.serve(task.person)
        try:
            trouble = await self._questions.ask(task)
            if trouble:
                self._rest(task)
                await self._faults.note(task, trouble)
        except Exception as error:  # noqa: BLE001 -- it is the event's own fault, whatever it is
            await self._blame(task, error)
        else:
            if task.prepared:
                self._append(task, first=True)
                if not task.failures:
                    self._waits(-1)
        finally:
            self._let_go(task.person)

    async def _handle(self, task: QueuedEvent) -> None:
        try:
            # Tried before, it may have been kept; new, it was handled by another way in.
            by, again = self._sent_by(task.event), task.failures > 0
            replies = await self._core.handle(task.event, again=again, by=by)
        except OutOfTurnError:
            self._drop(task)
            await self._backlog.let_go([task.person])
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
            self._done(task.event, replies if by else ())

    def _sent_by(self, event: Event) -> str | None:
        """Who sends the replies to an event: this process, or whoever sends."""
        return self._backlog.by if self._answers(event) else None

    def _done(self, event: Event, replies: Sequence[Outgoing]) -> None:
        try:
            self._post(event, replies)
        except Exception:
            log.exception("the answer to event %s stays behind", event.id)
        self._core.handled()

    async def _blame(self, task: QueuedEvent, error: Exception) -> None:
        """An event failed by its own fault: it is tried again, or set aside (bounded)."""
        if await self._faults.is_set_aside(task, error):
            if not task.failures:
                self._waits(-1)
            return
        self._rest(task)
        await self._faults.note(task, error)

    def _rest(self, task: QueuedEvent) -> None:
        """Let a person's events wait: the first here, for its next try; the others in the store."""
        self._drop(task)
        task.failures += 1
        if not self._closed:
            loop = asyncio.get_running_loop()
            self._resting[task.person] = loop.call_later(task.again_after, self._again, task)

    def _drop(self, task: QueuedEvent) -> None:
        """Leave what waits of a person to the store."""
        left = [task, *self._lanes.drop(task.person)]
        self._waits(-sum(not each.failures for each in left))
        if left[1:]:
            self._backlog.people.add(task.person)

    def _again(self, task: QueuedEvent) -> None:
        del self._resting[task.person]
        self._append(task, first=True)
        self._changed.set()
