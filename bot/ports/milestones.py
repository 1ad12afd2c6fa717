"""What is asked about milestones, which are reached once, ever (promise 4.3)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.learner import Learner


class Milestones(Protocol):
    """Milestones within one transaction."""

    async def celebrate(
        self,
        learner: Learner,
        names: Sequence[str],
        event: str,
        platform: str | None,
        now: datetime,
    ) -> Learner:
        """Record milestones reached by an event, and one message about them that is due at once.

        It goes to the learner's place on `platform`, where the event came from.

        The learner with them is returned.
        """
