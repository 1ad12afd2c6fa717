"""What the core asks of a unit of work about roadmaps: choices, marks, kept content."""

from datetime import date, datetime
from typing import Protocol

from bot.domain.day.offers import Offer
from bot.domain.learner import Learner
from bot.domain.roadmap.choices import Mark


class Choosing(Protocol):
    """The part of a transaction that records what learners decide about a roadmap."""

    async def choose(
        self, learner: Learner, branch: str, option: str, *, now: datetime, today: date
    ) -> Learner:
        """Record what was chosen at a fork of the present roadmap (promise 3.7)."""

    async def mark(self, learner: Learner, roadmap: str, item: str, now: datetime) -> Learner:
        """Mark an item of a roadmap: no study day is credited."""

    async def unmark(self, learner: Learner, mark: Mark, now: datetime) -> Learner:
        """Take a mark back."""

    async def offer(self, learner: Learner, offer: Offer) -> Learner:
        """Record what a day's page names; its id is given here. Old ones may go."""

    async def keep_content(self, roadmap: str, version: str, body: str) -> None:
        """Keep what a roadmap says, once for each version (promise 3.8)."""

    async def content(self, roadmap: str, version: str) -> str | None:
        """The kept content of a version; None where there is none."""
