"""What is asked about a person as a whole, whatever tables hold something of them (promise 7)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.archive.model import Archive
from bot.chat.events import Event
from bot.domain.learner import Learner


class People(Protocol):
    """Whole people within one transaction."""

    async def groups(self, learner: Learner) -> Sequence[int]:
        """The ids of the groups that somebody is in or was in, and that have not ended."""

    async def archive(self, learner: Learner) -> Archive:
        """All that is stored about somebody (promise 7.3)."""

    async def erase(self, learner: Learner, event: Event, now: datetime) -> None:
        """Erase somebody with all their accounts, everywhere (promise 7.5).

        Of `event`, which asks for it, so much is left as its answer needs until it is sent. What
        came in after it waits, and begins anew. Settled days of groups keep their counts.
        """
