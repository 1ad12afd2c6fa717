"""The port for enrolments: a learner's roadmap, its pace, moves and choices (promise 3)."""

from datetime import date, datetime
from typing import Protocol

from bot.domain.forecast import KeptForecast
from bot.domain.learner import Learner, MoveCause


class Enrolments(Protocol):
    """Enrolments within one transaction; each method returns the learner with what it records.

    All but `enrol` are about the latest enrolment, and raise IndexError where there is none. `now`
    is the instant at which it happens, `today` the learner-day of that instant.
    """

    async def enrol(
        self, learner: Learner, roadmap: str, version: str, *, now: datetime, today: date
    ) -> Learner:
        """Begin a version of a roadmap at week 1; it takes the place of the one before."""

    async def anchor(
        self, learner: Learner, week: int, day: date, pace: str, *, now: datetime
    ) -> Learner:
        """Have due dates count from `week` beginning on `day`, at the pace of that name (promise 3.3)."""

    async def move(
        self, learner: Learner, week: int, cause: MoveCause, *, now: datetime, today: date
    ) -> Learner:
        """Record that the learner is in `week` from now on; beyond the last they have finished."""

    async def choose(
        self, learner: Learner, branch: str, option: str, *, now: datetime, today: date
    ) -> Learner:
        """Record the `option` chosen at the fork `branch`; the latest one counts (promise 3.7)."""

    async def keep_forecast(self, learner: Learner, forecast: KeptForecast) -> Learner:
        """Keep a forecast of the finish, to be scored when it comes (promise 14.4)."""
