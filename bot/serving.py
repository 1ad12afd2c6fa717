"""`waymark run`: the clockwork and the platforms of one process."""

import asyncio
import logging
import signal
from collections.abc import Coroutine
from time import monotonic
from typing import TYPE_CHECKING, Final, Protocol
from uuid import uuid4

from bot.coach import Coach
from bot.ports import Clock, PacedAdapter
from bot.storage.store import SqlStore
from scheduler.leases import BEAT_EVERY, Lease
from scheduler.sender import Sender
from scheduler.ticker import Ticker
from scheduler.timekeeper import Timekeeper, seen_every
from scheduler.trouble import waited_out

if TYPE_CHECKING:
    from adapters.common.core import Core
    from adapters.discord.options import Options as DiscordOptions
    from adapters.telegram.options import Options as TelegramOptions
    from scheduler.runner import Job

log: Final = logging.getLogger(__name__)

TIDY_EVERY: Final = 3600.0
"""Seconds between looks for learners whom nothing is planned for."""

STOP_WITHIN: Final = 60.0
"""Seconds that the parts get to end well; each has a shorter bound of its own."""

SWEEP_EVERY: Final = 60.0
"""Seconds between looks for nudges that are due later than they can be."""


class Platform(PacedAdapter, Protocol):
    """A network platform that runs until it is told to stop."""

    refused: bool
    """Whether the platform refused the token."""

    async def connect(self) -> None:
        """See whether the token is taken. Raises HostError."""

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until told to stop."""

    def complain(self) -> None:
        """Raise HostError about the token."""


class Serving:
    """`waymark run`: the clockwork and the platforms, until the process is told to stop."""

    def __init__(self, coach: Coach, store: SqlStore, clock: Clock, speed: float) -> None:
        self._coach = coach
        self._store = store
        self._clock = clock
        self._speed = speed
        self._stop = asyncio.Event()
        self._wake = asyncio.Event()
        self._lease = Lease(store, "sender", uuid4().hex, monotonic)
        self._platforms: list[Platform] = []
        self._timekeeper = Timekeeper(coach, store, clock, speed)

    async def add_telegram(self, options: "TelegramOptions") -> None:
        """Bring the coach into Telegram. Raises HostError."""
        from adapters.telegram.adapter import Telegram

        await self._add(Telegram(options, self._core()))

    async def add_discord(self, options: "DiscordOptions") -> None:
        """Bring the coach into Discord. Raises HostError."""
        from adapters.discord.adapter import Discord

        await self._add(Discord(options, self._core()))

    async def run(self, parts: frozenset[str]) -> None:
        """Serve until told to stop. Raises HostError when a platform cannot go on."""
        from scheduler.runner import run_jobs

        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, self.end)
        adapters = {each.platform: each for each in self._platforms}
        sender = Sender(self._coach, self._store, self._clock, adapters, self._lease)
        sender.attempts.speed = self._speed
        ticker = Ticker(self._store, sender, self._clock, self._timekeeper.look)
        await waited_out(self._timekeeper.begin, "the first look at the clock")
        await self._lease.seize()  # this process holds the database's file
        log.info("running: %s", ", ".join(sorted(parts)))
        await self._together(
            run_jobs(self._jobs(), self._stop),
            ticker.keep_time(self._stop, self._wake, self._speed),
            *(each.run(self._stop) for each in self._platforms),
        )
        for each in self._platforms:
            if each.refused:
                each.complain()
        log.info("stopped")

    def end(self) -> None:
        """Stop."""
        self._stop.set()
        self._wake.set()

    async def _add(self, platform: Platform) -> None:
        await platform.connect()
        self._platforms.append(platform)

    def _core(self) -> "Core":
        from adapters.common.core import Core

        return Core(self._coach, self._store, self._clock, self._lease, self._wake.set, self.end)

    async def _together(self, *parts: Coroutine[None, None, None]) -> None:
        """Run all parts; when one fails, or all are told to stop, the others end well."""
        tasks = [asyncio.create_task(part) for part in (*parts, self._stopped())]
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        self.end()
        done, late = await asyncio.wait(tasks, timeout=STOP_WITHIN)
        for task in late:
            log.error("a part did not end; it is cut off: %s", task)
            task.cancel()
        for task in done:
            task.result()

    async def _stopped(self) -> None:
        await self._stop.wait()

    def _jobs(self) -> "dict[Job, float]":
        """What is done every so many seconds."""

        async def beat() -> None:
            await waited_out(self._lease.beat, "the lease")

        async def tidy() -> None:
            await waited_out(self._coach.tidy, "planning for those with nothing planned")

        async def seen() -> None:
            await waited_out(self._timekeeper.seen, "noting that the service is up")

        async def sweep() -> None:
            await waited_out(self._timekeeper.sweep, "a look at what is planned far ahead")

        return {
            beat: BEAT_EVERY,
            seen: seen_every(self._speed),
            sweep: SWEEP_EVERY,
            tidy: TIDY_EVERY,
        }
