"""The port for bookings: what a learner's calendar was told of (promise 14.3)."""

from collections.abc import Collection, Sequence
from typing import Protocol

from bot.domain.agenda import Booking
from bot.domain.learner import Learner


class Bookings(Protocol):
    """Bookings within one transaction."""

    async def of(self, learner: Learner) -> Sequence[Booking]:
        """What was handed over last, by its days."""

    async def keep(self, learner: Learner, bookings: Collection[Booking]) -> None:
        """Record what is handed over now: it takes the place of what was before."""
