"""Whether Discord can be trusted to answer: a breaker, and a budget of refusals (promise 9.6).

Real, monotonic time only (promise 1.5).
"""

import logging
from collections import deque
from collections.abc import Callable
from time import monotonic
from typing import Final

from adapters.common.backoff import FAILURES_MOST, Doubling
from adapters.common.errors import ErrorKind, SendOutcome

log: Final = logging.getLogger(__name__)

COOL: Final = Doubling(5.0, 120.0)
"""Seconds for which the breaker stays open."""

REFUSALS_MOST: Final = 2000
REFUSALS_WITHIN: Final = 600.0
"""Refused requests in so many seconds; at 10,000 Discord shuts its gate to the whole address."""

_REFUSALS: Final = frozenset(
    {ErrorKind.FLOOD, ErrorKind.BANNED, ErrorKind.RIGHTS, ErrorKind.GONE, ErrorKind.TOKEN}
)


class DiscordHealth:
    """Closed while `ready`; after it was open, one message that arrives closes it."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._failures = 0
        self._opened = 0
        self._shut_until = 0.0
        self._refusals: deque[float] = deque(maxlen=REFUSALS_MOST)

    @property
    def ready(self) -> bool:
        """Whether anything may be sent that comes by itself."""
        return self._clock() >= self._shut_until

    def arrived(self) -> None:
        """A call got through."""
        self._failures = self._opened = 0

    def judged(self, found: SendOutcome) -> None:
        """A call failed."""
        if found.kind in _REFUSALS:
            self._refused()
        if found.kind is ErrorKind.BANNED:
            self._shut(found.seconds)
        elif found.kind in {ErrorKind.AMBIGUOUS, ErrorKind.NOT_SENT}:
            self._failures += 1
            if self._failures >= FAILURES_MOST and self.ready:
                self._shut(COOL.after(self._opened))
                self._opened += 1

    def _refused(self) -> None:
        now = self._clock()
        self._refusals.append(now)
        if len(self._refusals) == REFUSALS_MOST and now - self._refusals[0] < REFUSALS_WITHIN:
            self._shut(REFUSALS_WITHIN)

    def _shut(self, seconds: float) -> None:
        log.warning("Discord does not take messages; waiting %.0f s", seconds)
        self._shut_until = max(self._shut_until, self._clock() + seconds)
