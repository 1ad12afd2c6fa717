"""The port for pauses (promise 2.7)."""

from datetime import date, datetime
from typing import Protocol

from bot.domain.history import Pause
from bot.domain.learner import Learner


class Pauses(Protocol):
    """Pauses within one transaction; each method returns the learner with what it records."""

    async def begin(self, learner: Learner, pause: Pause) -> Learner:
        """Record a pause, which gets its id here. It is not checked against others."""

    async def end(self, learner: Learner, pause: Pause, last: date, *, now: datetime) -> Learner:
        """Have a pause end with the learner-day `last`, as is known since `now` (promise 6.3)."""
