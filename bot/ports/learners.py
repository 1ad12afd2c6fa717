"""The port for learners themselves: who they are, their settings, what is due to them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from bot.chat.events import Origin
from bot.domain.delivery import Due
from bot.domain.learner import Learner


class Learners(Protocol):
    """Learners within one transaction. What records something returns the learner with it."""

    async def by_origin(self, origin: Origin, now: datetime) -> Learner:
        """The learner behind `origin`, with all history; a new one at their first word, at `now`."""

    async def known(self, platform: str, account: str) -> Learner | None:
        """The learner of an account, with all history; None where it never said anything."""

    async def by_id(self, learner_id: int) -> Learner:
        """A learner with all history. Raises UnknownLearnerError where there is none of this id."""

    async def change_settings(
        self, learner: Learner, values: Mapping[str, str], *, now: datetime, today: date
    ) -> Learner:
        """Record new values of settings by their names, in their written form (`at`: `07:30`)."""

    async def keep(self, learner: Learner, dues: Sequence[Due] | None, now: datetime) -> None:
        """Keep what is known of the learner at the end of a transaction.

        `dues` replace all nudges that are due after `now`; one that is due already stays. None
        leaves them all as they are. Other transactions see what was recorded only after this call.
        """
