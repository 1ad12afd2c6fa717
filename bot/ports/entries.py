"""What is asked about entries: logged pieces of study, never rewritten but taken back (2.9)."""

from datetime import datetime
from typing import Protocol

from bot.domain.history import Entry
from bot.domain.learner import Learner


class Entries(Protocol):
    """Entries within one transaction; each method returns the learner with what it records."""

    async def log(self, learner: Learner, entry: Entry) -> Learner:
        """Record an entry; its id is given here, and it comes last."""

    async def set_minutes(self, learner: Learner, entry: Entry, minutes: int) -> Learner:
        """Complete an entry that was logged without minutes."""

    async def take_back(self, learner: Learner, entry: Entry, now: datetime) -> Learner:
        """Take an entry back (promise 2.9)."""

    async def untick(self, learner: Learner, entry: Entry, now: datetime) -> Learner:
        """Open a ticked topic again and leave its day's credit alone."""
