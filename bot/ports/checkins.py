"""The port for the weekly check-ins and their answers (promise 5)."""

from datetime import date, datetime
from typing import Protocol

from bot.domain.learner import Learner
from bot.domain.reflection import Answer, Checkin


class Checkins(Protocol):
    """Check-ins within one transaction; each method returns the learner with what it records."""

    async def open(self, learner: Learner, checkin: Checkin) -> Learner:
        """Record a new check-in, which gets its id here. One that is still open closes as it stands."""

    async def answer(self, learner: Learner, checkin: Checkin, answer: Answer) -> Learner:
        """Record an answer to one of the learner's check-ins; the latest counts (promise 5.2)."""

    async def close(
        self, learner: Learner, checkin: Checkin, *, now: datetime, today: date, late_by: int
    ) -> Learner:
        """Record that a check-in was finished at `now`, on the learner-day `today`.

        `late_by` is how many days the learner is behind the plan; negative when ahead of it.
        """
