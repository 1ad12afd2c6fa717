"""The port for marks: items of a roadmap that are done and credit no study day."""

from datetime import datetime
from typing import Protocol

from bot.domain.learner import Learner
from bot.domain.roadmap.choices import Mark


class Marks(Protocol):
    """Marks within one transaction; each method returns the learner with what it records."""

    async def add(self, learner: Learner, roadmap: str, item: str, now: datetime) -> Learner:
        """Mark an item of a roadmap; the mark gets its id here."""

    async def take_back(self, learner: Learner, mark: Mark, now: datetime) -> Learner:
        """Take a mark back: the learner has it no more."""
