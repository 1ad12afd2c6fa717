"""What is asked about enrolments: a learner's roadmap, its pace, moves and choices (promise 3)."""

from datetime import date, datetime
from typing import Protocol

from bot.domain.learner import Learner, MoveCause


class Enrolments(Protocol):
    """Enrolments within one transaction; each method returns the learner with what it records.

    All but `enrol` are about the present one, and raise IndexError where there is none.
    """

    async def enrol(
        self, learner: Learner, roadmap: str, version: str, *, now: datetime, today: date
    ) -> Learner:
        """Begin a roadmap at week 1."""

    async def anchor(
        self, learner: Learner, week: int, day: date, pace: str, *, now: datetime
    ) -> Learner:
        """Tie due dates to `week` beginning on `day` at `pace` (promise 3.3)."""

    async def move(
        self, learner: Learner, week: int, cause: MoveCause, *, now: datetime, today: date
    ) -> Learner:
        """Record that the learner is now in `week`; one beyond the last has finished."""

    async def choose(
        self, learner: Learner, branch: str, option: str, *, now: datetime, today: date
    ) -> Learner:
        """Record what was chosen at a fork of the present roadmap (promise 3.7)."""
