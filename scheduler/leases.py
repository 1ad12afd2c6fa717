"""Who holds a role: one process at a time, and another one when it dies or hangs (promise 9.5).

Time here is real and monotonic: a holder is silent when its beat was the same for too long by
the watcher's own clock, so no two clocks need agree.
"""

from collections.abc import Callable
from typing import Final

from bot.ports.leases import Hold, Leases, LeaseState

SILENT_AFTER: Final = 24.0
"""Seconds without a beat after which a role is taken over."""

TRUSTED_FOR: Final = 20.0
"""Seconds after its last beat for which a holder may act: it stops before others start."""

BEAT_EVERY: Final = 5.0
"""Seconds between a holder's beats."""

WATCH_EVERY: Final = 2.0
"""Seconds between looks of those who wait: with the silence that they wait out, less than 30."""

GROUPS: Final = "groups"
"""The role of who settles groups' days; that of who sends on a platform has its name."""


def way_in(platform: str) -> str:
    """The role of who fetches what comes in on a platform."""
    return f"{platform}:in"


class Lease:
    """One process's hold on one role; `monotonic` tells seconds."""

    def __init__(
        self, leases: Leases, role: str, owner: str, monotonic: Callable[[], float]
    ) -> None:
        self._leases = leases
        self._monotonic = monotonic
        self._seen: LeaseState | None = None
        self._seen_at = 0.0
        self._role = role
        self.owner = owner

    @property
    def role(self) -> str:
        """The name of the role."""
        return self._role

    @property
    def held(self) -> bool:
        """Whether this process may act in the role now."""
        mine = self._seen is not None and self._seen.owner == self.owner
        return mine and self._monotonic() - self._seen_at < TRUSTED_FOR

    @property
    def lost(self) -> bool:
        """Whether another process is known to hold the role.

        A holder that only cannot reach the store may not act, but need not give up what it has:
        if somebody takes over meanwhile, it learns so with its next beat.
        """
        return self._seen is not None and self._seen.owner != self.owner

    @property
    def fence(self) -> int:
        """The number that grows with each taking over; older holders' writes are refused."""
        return self._seen.fence if self._seen else 0

    @property
    def hold(self) -> Hold:
        """What is begun now is begun under this."""
        return Hold(self.owner, self.role, self.fence)

    async def beat(self) -> bool:
        """Renew the hold, or try to take the role; whether it is held."""
        now = self._monotonic()
        silent = self._seen if now - self._seen_at >= SILENT_AFTER else None
        found = await self._leases.beat(self.role, self.owner, silent)
        if found != self._seen:
            self._seen, self._seen_at = found, now
        return self.held

    async def keep(self) -> bool:
        """Every `WATCH_EVERY`: beat when it is time to, or watch the holder; whether it is held."""
        rested = self._monotonic() - self._seen_at
        if self.held and rested < BEAT_EVERY - WATCH_EVERY / 2:
            return True
        return await self.beat()

    async def release(self) -> None:
        """Let another process take the role at once: this one acts in it no more."""
        hold, mine = self.hold, self._seen is not None and not self.lost
        self._seen = None
        if mine:
            await self._leases.release(hold)

    async def seize(self) -> bool:
        """Take the role at once: whoever held it is known to be gone, for this process is alone."""
        self._seen_at = float("-inf")
        self._seen = await self._leases.beat(self.role, self.owner, None)
        return await self.beat()
