"""A pace a little below Discord's limit for a bot; those of a channel are the library's (9.6).

Real, monotonic time only (promise 1.5).
"""

import asyncio
from collections.abc import Callable
from time import monotonic
from typing import Final

BURST: Final = 5
"""Messages that may follow at once on a pause."""


class SendPace:
    """So many messages a second, in the order in which they ask.

    What comes by itself asks for a handful at a time, so that a reply never waits for long.
    """

    def __init__(self, a_second: float, clock: Callable[[], float] = monotonic) -> None:
        self._every = 1 / a_second
        self._clock = clock
        self._free_at = 0.0

    def spend(self) -> float:
        """A message takes its place; the seconds until its slot."""
        now = self._clock()
        slot = max(now - BURST * self._every, self._free_at)
        self._free_at = slot + self._every
        return max(0.0, slot - now)

    async def wait(self) -> None:
        """Wait for a slot."""
        await asyncio.sleep(self.spend())
