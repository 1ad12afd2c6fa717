"""What is asked about learners themselves: who they are, their settings, what is due to them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from bot.chat.events import Origin
from bot.domain.delivery import Due
from bot.domain.learner import Learner


class Learners(Protocol):
    """Learners within one transaction; what records something returns the learner with it."""

    async def by_origin(self, origin: Origin, now: datetime) -> Learner:
        """The learner behind `origin`, with all history; a new one at the first word."""

    async def known(self, platform: str, account: str) -> Learner | None:
        """The learner of an account, with all history; None where nothing was ever said by it."""

    async def by_id(self, learner_id: int) -> Learner:
        """A learner with all history. Raises UnknownLearnerError."""

    async def change_settings(
        self, learner: Learner, values: Mapping[str, str], *, now: datetime, today: date
    ) -> Learner:
        """Record new values of settings in their written form."""

    async def keep(self, learner: Learner, dues: Sequence[Due] | None, now: datetime) -> None:
        """Keep what the learner's own row holds; `dues` take the place of all that are to come.

        Whatever was recorded about a learner counts for other transactions once this was called.
        """
