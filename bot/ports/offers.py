"""The port for offers: the tasks that the page of a study day named (promise 3.4)."""

from typing import Protocol

from bot.domain.day.offers import DayOffer
from bot.domain.learner import Learner


class Offers(Protocol):
    """Offers within one transaction; the method returns the learner with what it records."""

    async def add(self, learner: Learner, offer: DayOffer) -> Learner:
        """Record what a day's page names; the offer gets its id here. What no rule needs may go."""
