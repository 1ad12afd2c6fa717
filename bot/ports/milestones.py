"""What is asked about milestones, which are reached once, ever (promise 4.3)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from bot.domain.learner import Learner


class Milestones(Protocol):
    """Milestones within one transaction."""

    async def reach(self, learner: Learner, names: Sequence[str], now: datetime) -> Learner:
        """Record milestones that the reply tells itself; the learner with them is returned."""

    async def celebrate(
        self, learner: Learner, names: Sequence[str], event: str, *, now: datetime, today: date
    ) -> Learner:
        """Record milestones reached by an event, and one message about them that is due at once.

        The learner with them is returned.
        """
