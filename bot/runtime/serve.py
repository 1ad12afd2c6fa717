"""`waymark run`: the clockwork and the platforms of one process."""

import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING, Final, TypeVar
from uuid import uuid4

from bot.chat.translate import catalogue, languages
from bot.coach.coach import Coach
from bot.errors import TROUBLE, HostError, StoreError, named
from bot.ports.clock import Clock
from bot.ports.metrics import Metrics, NoMetrics
from bot.runtime.readiness import Readiness
from bot.runtime.supervise import Supervised
from bot.storage.store import SqlStore
from scheduler.leases import GROUPS, WATCH_EVERY, Lease, way_in
from scheduler.sender import Sender
from scheduler.ticker import Ticker
from scheduler.timekeeper import Timekeeper, seen_every
from scheduler.trouble import waited_out

if TYPE_CHECKING:
    from adapters.common.core import Core
    from bot.runtime.supervise import Platform
    from scheduler.runner import Job

Found = TypeVar("Found")

log: Final = logging.getLogger(__name__)

HELD: Final = "held"
STANDS_BY: Final = "stands by"
"""The states of a role: this process acts in it, or waits until it may."""

TIDY_EVERY: Final = 3600.0
"""Seconds between looks for learners whom nothing is planned for."""

REFUSED_WITHIN: Final = 2.0
"""Seconds for which a refused token is waited for before anything begins; later, it ends it all."""

HOST_WITHIN: Final = 300.0
HOST_AGAIN: Final = 2.0
"""Seconds for which trouble with the host is waited out at the start, and between two tries."""

STOP_WITHIN: Final = 60.0
"""Seconds that the parts get to end well; each has a shorter bound of its own."""

RELEASE_WITHIN: Final = 5.0
"""Seconds for giving the roles back at the end; where that fails, others wait as for the dead."""

BREATH: Final = 0.1
"""Seconds between two steps of what nobody waits for."""

SWEEP_EVERY: Final = 60.0
"""Seconds between looks for nudges that are due later than they can be."""


class Serving:
    """`waymark run`: the clockwork and the platforms, until the process is told to stop.

    Where it is `alone` on its database, nobody else can hold a role; else it waits for its turn.
    """

    def __init__(  # noqa: PLR0913 -- what it is made of, each once
        self,
        coach: Coach,
        store: SqlStore,
        clock: Clock,
        speed: float,
        *,
        alone: bool = True,
        metrics: Metrics | None = None,
    ) -> None:
        self._coach = coach
        self._store = store
        self._clock = clock
        self._speed = speed
        self._stop = asyncio.Event()
        self._wake = asyncio.Event()
        self._alone = alone
        self._metrics = metrics or NoMetrics()
        self._owner = uuid4().hex
        self._leases: dict[str, Lease] = {}
        self._platforms: list[Supervised] = []
        self.readiness = Readiness(store, self._leases, self._platforms)
        self._timekeeper = Timekeeper(coach, store.uptime, store.repair, clock, speed)

    @property
    def roles(self) -> dict[str, str]:
        """What this process may do that one does at a time, and whether it is the one now."""
        return {
            role: HELD if lease.held else STANDS_BY for role, lease in sorted(self._leases.items())
        }

    async def due(self) -> int:
        """How many messages fell due and are not sent yet. Raises HostError."""
        return await self._store.deliveries.overdue(self._clock.now())

    def add(
        self, platform: str, make: "Callable[[Core], Platform]", *, takes_in: bool = True
    ) -> None:
        """Bring the coach to one more platform, whose adapter `make` makes.

        Where it does not take in, it only sends.
        """
        from adapters.common.core import Core

        self._metrics.serves(platform)
        core = Core(
            self._coach,
            self._store,
            self._clock,
            self._lease(platform),
            self._wake.set,
            self._metrics,
            self._lease(way_in(platform)) if takes_in else None,
            takes_in,
        )
        self._platforms.append(Supervised(lambda: make(core)))

    def _lease(self, role: str) -> Lease:
        lease = self._leases[role] = Lease(self._store.leases, role, self._owner, monotonic)
        return lease

    async def run(self, parts: frozenset[str]) -> None:
        """Serve until told to stop: the platforms, and the scheduler where it is among `parts`.

        Without it nothing is planned here; what another process has planned is sent all the same,
        by whoever holds the platform. Raises HostError where a token is refused at the start.
        """
        from scheduler.runner import run_jobs

        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, self.end)
        for language in languages():
            catalogue(language)  # read now: later everybody would wait for the first who needs it
        await self._connect()
        adapters = {each.platform: each for each in self._platforms}
        if "scheduler" in parts:
            self._lease(GROUPS)
        sender = Sender(
            self._coach,
            self._store.deliveries,
            self._clock,
            adapters,
            self._leases,
            metrics=self._metrics,
        )
        sender.attempts.speed = self._speed
        ticker = Ticker(self._store.deliveries, sender, self._clock, self._timekeeper.look)
        ticker.plans = "scheduler" in parts
        try:
            await self._begin()
            self.readiness.begun(ticker)
            log.info("running: %s", ", ".join(sorted(parts)))
            await self._together(
                run_jobs(self._jobs(plans=ticker.plans), self._stop),
                ticker.keep_time(self._stop, self._wake, self._speed),
                self._hear(),
                *(each.run(self._stop) for each in self._platforms),
            )
        finally:
            await self._release()
        log.info("stopped")

    def end(self) -> None:
        """Stop."""
        self._stop.set()
        self._wake.set()

    async def _begin(self) -> None:
        """Note that this process is up, and take the roles that are free. Raises HostError."""
        try:
            await self._patiently(self._timekeeper.begin)
            for each in self._leases.values():
                await self._patiently(each.seize if self._alone else each.beat)
        except HostError:
            await self._close()
            raise

    async def _release(self) -> None:
        """Give the roles back: nothing is done in them any more (promise 9.5)."""
        try:
            async with asyncio.timeout(RELEASE_WITHIN):
                for each in self._leases.values():
                    await each.release()
        except (StoreError, TimeoutError) as error:
            log.warning("roles are left to run out: %s", named(error))

    async def _connect(self) -> None:
        """Ask all platforms at once; one that is slow to answer keeps no other waiting.

        Raises HostError where one refuses its token.
        """
        asking = [each.connect() for each in self._platforms]
        if not asking:
            return
        done, _ = await asyncio.wait(asking, timeout=REFUSED_WITHIN)
        refused = [error for each in done if (error := each.exception())]
        if refused:
            await self._close()
            raise refused[0]

    async def _close(self) -> None:
        for each in self._platforms:
            await each.close()

    async def _patiently(self, step: Callable[[], Awaitable[Found]]) -> Found:
        """One step of the start; trouble with the host is waited out within reason."""
        ends = monotonic() + HOST_WITHIN
        while True:
            try:
                return await step()
            except HostError as error:
                if monotonic() > ends or self._stop.is_set():
                    raise
                log.warning("waiting to begin: %s", error)
            with suppress(TimeoutError):
                async with asyncio.timeout(HOST_AGAIN):
                    await self._stop.wait()

    async def _hear(self) -> None:
        """Hear what other processes tell, until told to stop; it is heard anew where that breaks."""
        hearing = asyncio.create_task(self._keep_hearing())
        await self._stop.wait()
        hearing.cancel()
        await asyncio.wait({hearing})

    async def _keep_hearing(self) -> None:
        while True:
            try:
                await self._store.news.run()
            except TROUBLE as error:
                log.warning("news is not heard, it is looked for: %s", error)
            except Exception:
                log.exception("news is not heard, it is looked for")
            await asyncio.sleep(HOST_AGAIN)

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

    def _jobs(self, *, plans: bool) -> "dict[Job, float]":
        """What is done every so many seconds."""

        async def beat() -> None:
            for role, lease in self._leases.items():
                await self._kept(lease.keep, f"the lease of {role}")

        async def tidy() -> None:
            await waited_out(self._coach.tidy, "planning for those with nothing planned")

        async def seen() -> None:
            await self._kept(self._timekeeper.seen, "noting that the service is up")

        async def let_go() -> None:
            if self._leases[GROUPS].held:  # one process is enough
                await waited_out(self._let_go, "letting go of what has had its time")

        async def sweep() -> None:
            await waited_out(self._timekeeper.sweep, "a look at what is planned far ahead")

        jobs: dict[Job, float] = {beat: WATCH_EVERY, seen: seen_every(self._speed)}
        return {**jobs, sweep: SWEEP_EVERY, tidy: TIDY_EVERY, let_go: TIDY_EVERY} if plans else jobs

    async def _kept(self, act: Callable[[], Awaitable[object]], what: str) -> None:
        """Do what has to be stored for this process to be ready."""
        await waited_out(act, what, lambda trouble: self.readiness.heard(what, trouble))

    async def _let_go(self) -> None:
        """Let go of what has had its time, a little at a time: replies come in between."""
        before = await self._store.retention.begin(self._clock.now())
        while before is not None and not self._stop.is_set():
            if not await self._store.retention.step(before):
                return
            await asyncio.sleep(BREATH)
