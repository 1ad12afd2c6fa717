"""What is asked about pauses (promise 2.7)."""

from datetime import date, datetime
from typing import Protocol

from bot.domain.history import Pause
from bot.domain.learner import Learner


class Pauses(Protocol):
    """Pauses within one transaction; each method returns the learner with what it records."""

    async def begin(self, learner: Learner, pause: Pause) -> Learner:
        """Record a pause; its id is given here."""

    async def end(self, learner: Learner, pause: Pause, last: date, *, now: datetime) -> Learner:
        """Let a pause end with `last`; groups go by when that was known (promise 6.3)."""
