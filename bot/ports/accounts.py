"""The port for a person's accounts: which of them is written to first (promise 7.2)."""

from typing import Protocol

from bot.domain.learner import Learner


class Accounts(Protocol):
    """Accounts within one transaction; the method returns the learner with what it records."""

    async def prefer(self, learner: Learner, platform: str) -> Learner:
        """Write to the learner on `platform` before all others.

        Raises LookupError where they have no account there.
        """
