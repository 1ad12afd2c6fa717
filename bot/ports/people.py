"""The port for a person as a whole, whatever tables hold something of them (promise 7)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.archive.model import Archive
from bot.chat.events import Event
from bot.domain.learner import Learner


class People(Protocol):
    """All that is kept of a person, within one transaction."""

    async def groups(self, learner: Learner) -> Sequence[int]:
        """The ids of the groups that somebody is in or was in, and that have not ended."""

    async def archive(self, learner: Learner) -> Archive:
        """All that is stored about somebody (promise 7.3)."""

    async def restore(self, learner: Learner, archive: Archive) -> Learner:
        """Write an archive in the place of somebody's history; the learner as of then (7.4)."""

    async def keep_draft(self, learner: Learner, body: str, now: datetime) -> None:
        """Keep a file until it is said what becomes of it; an earlier one goes."""

    async def draft(self, learner: Learner, since: datetime) -> str | None:
        """The file that was kept, unless that was before `since`."""

    async def drop_draft(self, learner: Learner) -> None:
        """Keep no file any more."""

    async def erase(self, learner: Learner, event: Event, now: datetime) -> None:
        """Erase somebody with all their accounts, everywhere (promise 7.5).

        Of `event`, which asks for it, so much is left as its answer needs until it is sent. What
        came in after it waits, and begins anew. Settled days of groups keep their counts.
        """
