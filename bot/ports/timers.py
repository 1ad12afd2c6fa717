"""The port for focus timers: a learner has one at a time (promise 14.1)."""

from typing import Protocol

from bot.domain.focus import Focus
from bot.domain.learner import Learner


class Timers(Protocol):
    """Timers within one transaction."""

    async def keep(self, learner: Learner, focus: Focus) -> Learner:
        """Record a timer as it stands, in the place of the one before it; the learner with it."""
