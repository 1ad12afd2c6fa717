"""How long is waited before something that failed is tried again.

Real, monotonic time only (promise 1.5).
"""

import random
from dataclasses import dataclass
from typing import Final

REPLY_KEPT: Final = 900.0
"""Seconds after which a reply that was not sent is no answer any more (promise 9.4)."""

SLOTS_AT_ONCE: Final = 6
"""Messages that come by themselves under way at once: they want the store before they are sent."""

FAILURES_MOST: Final = 5
"""Ambiguous results in a row after which a platform is left alone for a while."""


@dataclass(frozen=True, slots=True)
class Doubling:
    """Seconds: the first wait, doubled after each failure, up to the most."""

    first: float
    most: float

    def after(self, failures: int) -> float:
        """The wait when it failed so often before."""
        return min(self.most, self.first * 2.0 ** min(failures, 32))


def jittered(seconds: float) -> float:
    """A wait of about so long, so that not all come again at once."""
    return random.uniform(seconds / 2, seconds)  # noqa: S311 -- jitter
