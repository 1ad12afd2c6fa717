"""The port for reviews and their answers (promise 12)."""

from typing import Protocol

from bot.domain.learner import Learner
from bot.domain.recall.answers import RecallAnswer, Review


class Recalls(Protocol):
    """Reviews within one transaction; each method returns the learner with what it records."""

    async def open(self, learner: Learner, review: Review) -> Learner:
        """Record a new review, which gets its id here. One that is still open closes as it stands."""

    async def change(self, learner: Learner, review: Review) -> Learner:
        """Record how far one of the learner's reviews has come."""

    async def answer(self, learner: Learner, answer: RecallAnswer) -> Learner:
        """Record an answer, which gets its id here."""
