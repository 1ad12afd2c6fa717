"""The port for questions about learners' own code (promise 13)."""

from typing import Protocol

from bot.domain.explain.found import Explanation
from bot.domain.learner import Learner


class Explanations(Protocol):
    """Explanations within one transaction; each method returns the learner with what it records."""

    async def begin(self, learner: Learner, explanation: Explanation) -> Learner:
        """Record a new one, which gets its id here."""

    async def change(self, learner: Learner, explanation: Explanation) -> Learner:
        """Record how far one of the learner's has come."""
