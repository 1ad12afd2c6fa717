"""What waits in the store: this process's by a claim, or anybody's (promises 9.1 and 9.5)."""

import logging
from collections.abc import Callable, Collection, Mapping, Sequence, Set
from time import monotonic
from typing import Final

from adapters.common.core import Core
from bot.chat.events import Event
from bot.errors import TROUBLE
from bot.ports.correlation import about
from bot.ports.inbox import Claim, OpenEvent
from bot.ports.news import NewsTopic

log: Final = logging.getLogger(__name__)

RENEW_EVERY: Final = 8.0
"""Seconds between two renewals of claims: a third of what they last. Real, monotonic time."""


class Backlog:
    """Takes events up from the store, and leaves them there.

    `people` are those of whom more may wait there than was taken up; while it is `behind`, anybody.
    `changed` is called when others left something there.
    """

    def __init__(self, core: Core, platform: str, changed: Callable[[], None]) -> None:
        self._inbox = core.store.inbox
        self._clock = core.clock
        self._shared = core.store.news.shared
        self._platform = platform
        self._renewed_at = monotonic()
        self.by = core.lease.hold.owner
        self.people: set[str] = set()
        self.behind = True
        self._changed = changed
        core.store.news.listen(NewsTopic.EVENT, platform, self._hear)

    def _hear(self, account: str) -> None:
        """Something waits there: of somebody, or of anybody."""
        if account:
            self.people.add(account)
        else:
            self.behind = True
        self._changed()

    async def accept(
        self, events: Sequence[Event], shown: Mapping[str, str] | None, kept: frozenset[str]
    ) -> tuple[Event, ...]:
        """Store events; those that are new. All but those of the accounts `kept` are anybody's."""
        claim = Claim(self.by, kept)
        new = await self._inbox.accept(events, self._clock.now(), shown, claim)
        _tell(new, "came in")
        return new

    async def take(self, here: Set[str], most: int) -> tuple[OpenEvent, ...]:
        """Claim up to `most` of what waits, of whoever is not `here`. Raises HostError."""
        before, was_behind = self.people, self.behind
        self.people, self.behind = before & here, True
        try:
            found = await self._inbox.claim(self._platform, self.by, self._clock.now(), here, most)
        except BaseException:
            self.people |= before
            self.behind = was_behind
            raise
        _tell([each.event for each in found], "taken up from the store")
        self.behind = len(found) == most
        if self.behind:
            self.people |= before | {each.event.origin.account for each in found}
        return found

    async def renew(self) -> None:
        """Renew the claims, where that is time and there are others who wait for their end."""
        if self._shared and monotonic() - self._renewed_at >= RENEW_EVERY:
            await self._inbox.keep(self._platform, self.by)
            self._renewed_at = monotonic()

    async def let_go(self, accounts: Collection[str] | None = None) -> None:
        """Leave all, or what is of these accounts, to whoever has room."""
        if not self._shared:
            return
        try:
            await self._inbox.let_go(self._platform, self.by, accounts)
        except TROUBLE as error:
            log.warning("claims are left to end by themselves: %s", error)


def _tell(events: Sequence[Event], what: str) -> None:
    for each in events:
        with about(event=each.id):
            log.info(what)
