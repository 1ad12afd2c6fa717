"""Whether Telegram can be trusted to answer: probes after doubt, and a breaker (promise 9.2).

Real, monotonic time only (promise 1.5).
"""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from typing import Final

from adapters.common.backoff import FAILURES_MOST
from adapters.common.errors import ErrorKind
from adapters.telegram.backoff import Backoff
from adapters.telegram.outcome import outcome

log: Final = logging.getLogger(__name__)

Probe = Callable[[], Awaitable[object]]


class TelegramHealth:
    """Closed while `ready`. Any doubt stops all sending until a probe has succeeded.

    After an open breaker one message at a time is let through until one has arrived.
    """

    def __init__(
        self,
        probe: Probe,
        backoff: Backoff,
        changed: Callable[[], None],
        refused: Callable[[], None],
    ) -> None:
        self._probe = probe
        self._backoff = backoff
        self.changed = changed
        self._refused = refused
        self._doubted = asyncio.Event()
        self._doubts = 0
        self._failures = 0
        self._opened = 0

    @property
    def ready(self) -> bool:
        """Whether anything may be sent."""
        return not self._doubted.is_set()

    @property
    def careful(self) -> bool:
        """Whether only one message at a time may be sent: the breaker is half open."""
        return self._opened > 0

    def arrived(self) -> None:
        """A message got through."""
        self._failures = self._opened = 0

    def doubt(self) -> None:
        """Nobody answered: nothing more is sent until somebody does."""
        self._doubts += 1
        self._doubted.set()

    def refuse(self) -> None:
        """The token was refused."""
        self._refused()
        self.doubt()

    def ambiguous(self) -> None:
        """A message may have arrived, or not."""
        self._failures += 1
        straggler = self._opened > 0 and self._doubted.is_set()
        if not straggler and (self._failures >= FAILURES_MOST or self._opened):
            self._opened += 1
            log.warning("Telegram does not take messages; waiting")
        self.doubt()

    async def watch(self) -> None:
        """Probe whenever there is doubt; runs until it is cancelled."""
        while True:
            await self._doubted.wait()
            if self._opened:
                cool = min(self._backoff.cool_most, self._backoff.cool * 2 ** (self._opened - 1))
                await asyncio.sleep(cool * random.uniform(0.8, 1.2))  # noqa: S311 -- jitter
            seen = self._doubts
            await self._until_answered()
            if seen == self._doubts:  # what failed while the probe was under way is a new doubt
                self._doubted.clear()
                self.changed()

    async def _until_answered(self) -> None:
        wait = self._backoff.probe
        while True:
            try:
                await self._probe()
            except Exception as error:  # noqa: BLE001 -- the library raises whatever a wrong answer makes it
                found = outcome(error)
                if found.kind is ErrorKind.TOKEN:
                    self._refused()
                await asyncio.sleep(max(wait, found.seconds))
                wait = min(self._backoff.probe_most, wait * 2)
            else:
                return
