"""One tick: plan what is due, send it. In virtual time, tick after tick up to an instant."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta
from time import monotonic
from typing import Final

from bot.errors import StoreError
from bot.ports.clock import Clock, VirtualClock
from bot.ports.deliveries import Deliveries
from scheduler.planner import plan
from scheduler.sender import FINISH_WITHIN, Sender
from scheduler.trouble import stays_small

log: Final = logging.getLogger(__name__)

Look = Callable[[], Awaitable[None]]

STUCK: Final = timedelta(seconds=1)

TICK_EVERY: Final = 1.0
TICK_SPAN: Final = 600.0
TICK_LEAST: Final = 0.01
STUCK_FOR: Final = 0.1
"""Real seconds between ticks at most; seconds of the clock between them at most, however fast it
runs; real seconds at least; and real seconds after one that could not send all that is due."""

GROUPS_A_TICK: Final = 8
"""Groups that are looked after before prompts have their turn again; the others wait for the next
tick, which then comes at once."""

ANSWER_FIRST: Final = 0.05
WOKEN_EVERY: Final = 0.25
"""Real seconds for which what an event brings with it lets its answer go first; and from a tick to
the next one that events ask for, at least: those of a crowd share one."""


class Ticker:
    """Plans and sends on one clock; `look` looks at the clock itself before each tick.

    Without `plans` it sends what was planned elsewhere.
    """

    def __init__(
        self, deliveries: Deliveries, sender: Sender, clock: Clock, look: Look | None = None
    ) -> None:
        self._deliveries = deliveries
        self._sender = sender
        self._clock = clock
        self._look = look
        self._ticked_at = monotonic()
        self.plans = True

    @property
    def idle_for(self) -> float:
        """Real seconds since its last whole tick."""
        return monotonic() - self._ticked_at

    async def recover(self) -> None:
        """After a start in virtual time: take up what a crash cut off (promise 9.2)."""
        await self._sender.take_up()

    async def tick(self) -> None:
        """Plan and send all that is due now. Raises StoreError."""
        await self._begin()
        await self._sender.finish()

    async def _begin(self, groups: int | None = None) -> None:
        """One step after the other; one that goes wrong keeps none of the others from its work.

        Where only so many `groups` are looked after, learners are written to before that, too.
        """
        sender = self._sender

        async def settle() -> None:
            await sender.update_groups(groups)

        planning = (self._plan,) if self.plans else ()
        first = () if groups is None else (sender.begin_to_send,)
        settling = (*first, settle) if self.plans else ()
        if self._look is not None:
            with stays_small("the clock could not be looked at"):
                await self._look()
        for step in (*planning, sender.reap, sender.expire, *settling, sender.begin_to_send):
            with stays_small("a step of a tick failed: %s", step.__name__):
                await step()

    async def _plan(self) -> None:
        await plan(self._deliveries, self._clock.now())

    async def keep_time(self, stop: asyncio.Event, wake: asyncio.Event, speed: float = 1.0) -> None:
        """Tick when something falls due, and when woken, on a clock of that speed, until `stop`.

        Whatever woke it may have brought nothing: then it looks, and does no more.
        """
        woken = False
        while not stop.is_set():
            wake.clear()
            pause = TICK_EVERY
            try:
                if not woken or self.idle_for >= TICK_EVERY or await self._is_any_due():
                    await self._begin(GROUPS_A_TICK)
                    self._ticked_at = monotonic()
                pause = await self._pause(speed)
            except StoreError as error:
                self._sender.attempts.trouble.came(error)
            except Exception:
                log.exception("a tick failed")
            ended = monotonic()
            with suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await wake.wait()
                    async with asyncio.timeout(
                        max(ANSWER_FIRST, ended + WOKEN_EVERY - monotonic())
                    ):
                        await stop.wait()
            woken = wake.is_set()
        await self._sender.finish(FINISH_WITHIN)

    async def _is_any_due(self) -> bool:
        due = await self._deliveries.next_instant(self._sender.platforms)
        return due is not None and due <= self._clock.now()

    async def _pause(self, speed: float) -> float:
        """Real seconds until the next tick: a short sleep finds what others made due meanwhile."""
        most = max(TICK_LEAST, min(TICK_EVERY, TICK_SPAN / speed))
        sender = self._sender
        if sender.busy or sender.attempts.trouble.lasts or sender.stands_by or not self.plans:
            return most
        due = await self._deliveries.next_instant(self._sender.platforms)
        if due is None:
            return most
        wait = (due - self._clock.now()).total_seconds() / speed
        return max(TICK_LEAST, min(most, wait)) if wait > 0 else min(most, STUCK_FOR)

    async def advance(self, clock: VirtualClock, until: datetime) -> None:
        """Move a virtual clock forward and deliver, in order, everything due in between."""
        due = await self._deliveries.next_instant(self._sender.platforms)
        while due is not None and due <= until:
            clock.move_to(due)
            await self.tick()
            following = await self._deliveries.next_instant(self._sender.platforms)
            if following == due:
                clock.move_to(due + STUCK)  # a retry due at once must not hold virtual time
            due = following
        clock.move_to(until)
