"""Watching the clock itself: gaps are outages, and what a wrong clock planned is planned anew."""

import asyncio
import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from bot.coach.coach import Coach
from bot.domain.delivery import MessageKind
from bot.domain.nudges.due import FARTHEST
from bot.ports.clock import Clock
from bot.ports.repair import ClockRepair, Planned
from bot.ports.uptime import Sighting, Uptime

log: Final = logging.getLogger(__name__)

SEEN_EVERY: Final = 5.0
SEEN_SPAN: Final = 3600.0
SEEN_LEAST: Final = 0.2
"""How often a running process says so: real seconds at most, seconds of the clock at most, however
fast it runs, and real seconds at least."""

GAP_LEAST: Final = 60.0
GAP_BEATS: Final = 3
"""Seconds of the clock after which a process that was not seen was down, as while the machine
slept; and how often it has to have been missed."""

STEP: Final = timedelta(seconds=1)
"""A clock that goes back by less is only being adjusted."""

AT_ONCE: Final = 100
"""How many nudges are planned anew in one tick: the others go out in time meanwhile."""

GROUP_FARTHEST: Final = timedelta(days=8)
"""A group is looked at each Sunday at least."""


def seen_every(speed: float) -> float:
    """Real seconds between two notes that the process is up."""
    return max(SEEN_LEAST, min(SEEN_EVERY, SEEN_SPAN / speed))


class Timekeeper:
    """Notes that the process is up, and mends what a clock that was wrong left behind.

    `speed` is that of the clock.
    """

    def __init__(
        self, coach: Coach, uptime: Uptime, repair: ClockRepair, clock: Clock, speed: float
    ) -> None:
        self._coach = coach
        self._uptime = uptime
        self._repair = repair
        self._clock = clock
        self._gap = max(GAP_LEAST, GAP_BEATS * seen_every(speed) * speed)
        self._last = clock.now()
        self._uptime_id = 0
        self._noting = asyncio.Lock()
        self._sweep: _Sweep | None = None
        self._known: frozenset[Planned] = frozenset()

    async def begin(self) -> None:
        """The process came up."""
        self._last = now = self._clock.now()
        await self._note(await self._uptime.begin(now), now)
        await self.sweep()

    async def seen(self) -> None:
        """The process is still up."""
        async with self._noting:  # a gap is one outage, whoever finds it first
            now = self._clock.now()
            await self._note(await self._uptime.seen(self._uptime_id, now, self._gap), now)

    async def look(self) -> None:
        """Before anything is planned or settled: has the clock been right since the last look?"""
        last, now = self._last, self._clock.now()
        if now < last - STEP:
            await self.seen()
            self._known = frozenset()
            await self.sweep(beyond=last)
        elif (now - last).total_seconds() > self._gap:
            await self.seen()
        self._last = now
        await self._go_on()

    async def sweep(self, beyond: datetime | None = None) -> None:
        """From now on, look through what is due later than its kind can be, or than `beyond`."""
        now = self._clock.now()
        farthest = {kind: now + length for kind, length in FARTHEST.items()}
        groups = now + GROUP_FARTHEST
        if beyond is not None:
            farthest = {kind: min(beyond, horizon) for kind, horizon in farthest.items()}
            groups = min(beyond, groups)
        await self._repair.look_at_groups(groups, now)
        self._sweep = _Sweep(farthest)

    async def _note(self, sighting: Sighting, now: datetime) -> None:
        self._uptime_id = sighting.uptime_id
        if sighting.was_ahead:
            await self._repair.set_right(now)

    async def _go_on(self) -> None:
        """Plan anew what the sweep finds next; what was looked at and stayed is left alone."""
        sweep = self._sweep
        if sweep is None:
            return
        found = await self._repair.planned_beyond(sweep.horizons, sweep.after, AT_ONCE)
        for learner_id in dict.fromkeys(
            each.learner_id for each in found if each not in self._known
        ):
            await self._plan_anew(learner_id)
        sweep.passed.update(found)
        if len(found) == AT_ONCE:
            sweep.after = found[-1]
        elif sweep is self._sweep:
            self._sweep, self._known = None, frozenset(sweep.passed)

    async def _plan_anew(self, learner_id: int) -> None:
        try:
            await self._coach.reschedule(learner_id)
        except Exception:
            log.exception("learner %s cannot be planned for; the others go on", learner_id)


class _Sweep:
    """How far a look through all that is planned has come."""

    def __init__(self, horizons: Mapping[MessageKind, datetime]) -> None:
        self.horizons = horizons
        self.after: Planned | None = None
        self.passed: set[Planned] = set()
