"""Why a process is not ready to serve, for whoever watches it (promise 10)."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Final

from bot.errors import StoreError
from bot.runtime.supervise import Supervised
from bot.storage.store import SqlStore
from scheduler.leases import Lease
from scheduler.ticker import Ticker

DATABASE_WITHIN: Final = 2.0
"""Seconds in which the database has to answer."""

STUCK_AFTER: Final = 60.0
"""Real seconds after its last tick from which on the clockwork is stuck."""


class Readiness:
    """What keeps a process from serving: asked of its parts, and heard of what could not be stored.

    A role that another process holds keeps nobody from being ready (promise 9.5). `leases` and
    `platforms` may grow until the process has `begun`.
    """

    def __init__(
        self, store: SqlStore, leases: Mapping[str, Lease], platforms: Sequence[Supervised]
    ) -> None:
        self._store = store
        self._leases = leases
        self._platforms = platforms
        self._unstored: dict[str, str] = {}
        self._ticker: Ticker | None = None

    def begun(self, ticker: Ticker) -> None:
        """The process serves from now on, by this clockwork."""
        self._ticker = ticker

    def heard(self, what: str, trouble: StoreError | None) -> None:
        """Something that is stored again and again was not, or was."""
        self._unstored.pop(what, None)
        if trouble is not None:
            self._unstored[what] = str(trouble)

    @property
    def troubles(self) -> dict[str, str]:
        """The platforms that do not serve now, and why; one that waits for its lease does."""
        return {each.platform: each.trouble for each in self._platforms if each.trouble}

    async def reasons(self) -> list[str]:
        """Why this process is not ready, in a line each; none where it is."""
        found = [] if self._ticker is not None else ["it has not begun yet"]
        if trouble := await self._database():
            found.append(f"database: {trouble}")
        found += self._clockwork()
        return found + [f"{name}: {trouble}" for name, trouble in self.troubles.items()]

    async def _database(self) -> str:
        try:
            async with asyncio.timeout(DATABASE_WITHIN):
                trouble = await self._store.trouble()
        except TimeoutError:
            return f"it does not answer within {DATABASE_WITHIN:.0f} seconds"
        return trouble or next(iter(self._unstored.values()), "")

    def _clockwork(self) -> list[str]:
        if self._ticker is None:
            return []
        found = [
            f"lease: that of {role} is not renewed, so that nobody may act in it"
            for role, lease in sorted(self._leases.items())
            if not lease.held and not lease.lost
        ]
        idle = self._ticker.idle_for
        if idle > STUCK_AFTER:
            found.append(f"clockwork: its last tick was {idle:.0f} seconds ago")
        return found
