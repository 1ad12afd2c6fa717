"""The port for entries: logged pieces of study, taken back but never rewritten (promise 2.9)."""

from datetime import datetime
from typing import Protocol

from bot.domain.history import Entry
from bot.domain.learner import Learner


class Entries(Protocol):
    """Entries within one transaction; each method returns the learner with what it records."""

    async def log(self, learner: Learner, entry: Entry) -> Learner:
        """Record an entry, which gets its id here and comes last."""

    async def set_minutes(self, learner: Learner, entry: Entry, minutes: int) -> Learner:
        """Add the minutes to an entry that was logged without them."""

    async def set_note(self, learner: Learner, entry: Entry, note: str) -> Learner:
        """Add to an entry that logged itself what it was (promise 14.1)."""

    async def take_back(self, learner: Learner, entry: Entry, now: datetime) -> Learner:
        """Take an entry back: it counts no more from now on (promise 2.9)."""

    async def untick(self, learner: Learner, entry: Entry, now: datetime) -> Learner:
        """Open the topic that `entry` ticked again; its day stays credited."""
