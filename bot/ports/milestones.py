"""The port for milestones, which are reached once, ever (promise 4.3)."""

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
        """Record milestones that were reached at `now`; returns the learner with them.

        `event` is the key of what reached them: one message about them all is due at once. It goes
        to the learner on `platform`, where the event came from, if they can be reached there.
        """
