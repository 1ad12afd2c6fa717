"""Whether somebody waits for an answer: what comes by itself lets it go first (promise 9.6).

Real, monotonic time only (promise 1.5).
"""

import asyncio
from contextlib import suppress
from typing import Final

PROMPTS_WAIT: Final = 5.0
RECORDS_WAIT: Final = 0.5
"""Seconds for which answers go first at most: before what comes by itself, which has minutes, and
before the records of what has arrived, which are then made together."""


class Calm:
    """Counts what was said and is not answered yet."""

    def __init__(self) -> None:
        self._awaited = 0
        self._closed = False
        self._is_there = asyncio.Event()
        self._is_there.set()

    def waits(self, change: int) -> None:
        """So many more, or fewer, wait for an answer."""
        self._awaited += change
        if self._awaited > 0 and not self._closed:
            self._is_there.clear()
        else:
            self._is_there.set()

    async def let_prompt(self) -> None:
        """A message that comes by itself may go."""
        await self.come(PROMPTS_WAIT)

    async def let_record(self) -> None:
        """What has arrived may be recorded."""
        await self.come(RECORDS_WAIT)

    async def come(self, within: float) -> None:
        """Wait until nobody waits for an answer, for so many seconds at most."""
        with suppress(TimeoutError):
            async with asyncio.timeout(within):
                await self._is_there.wait()

    def close(self) -> None:
        """Nobody is let go first any more."""
        self._closed = True
        self._is_there.set()
