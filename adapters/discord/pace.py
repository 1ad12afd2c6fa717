"""A pace a little below Discord's limit for a bot; those of a channel are the library's (9.6).

Real, monotonic time only (promise 1.5).
"""

import asyncio
from collections.abc import Callable
from time import monotonic
from typing import Final

BURST: Final = 5
"""Messages that may follow at once on a pause."""


class Pace:
    """So many messages a second. Replies do not wait, but what waits makes room for them."""

    def __init__(self, a_second: float, clock: Callable[[], float] = monotonic) -> None:
        self._every = 1 / a_second
        self._clock = clock
        self._free_at = 0.0

    def spend(self) -> float:
        """A message is sent; the seconds that one which can wait should wait."""
        now = self._clock()
        self._free_at = max(now - BURST * self._every, self._free_at) + self._every
        return max(0.0, self._free_at - now)

    async def wait(self) -> None:
        """Wait for the turn of a message that comes by itself."""
        await asyncio.sleep(self.spend())
