"""How many replies may be in the air: as few as the pace needs, for a crash may double them.

Promise 9.2. Real, monotonic time only (promise 1.5).
"""

import math
from typing import Final

EVERY: Final = 1 / 25
"""Seconds between two messages at full pace."""

STUCK_AFTER: Final = 0.25
"""Seconds after which a call is an exception, which holds up nobody else."""

WEIGHT: Final = 0.2
"""How much the latest call counts in the usual time that a call takes."""


class InFlight:
    """The calls under way, and how long one usually takes."""

    def __init__(self) -> None:
        self._began: dict[int, float] = {}
        self._usual = 0.0

    def begins(self, key: int, now: float) -> None:
        """A call begins."""
        self._began[key] = now

    def ends(self, key: int, now: float) -> None:
        """A call has ended."""
        took = min(now - self._began.pop(key), 1.0)
        self._usual += WEIGHT * (took - self._usual)

    def has_room(self, now: float) -> bool:
        """Whether one more is needed to keep the pace."""
        usual = max(STUCK_AFTER, 2 * self._usual)
        fresh = sum(now - began < usual for began in self._began.values())
        return fresh < max(1, math.ceil(self._usual / EVERY))
