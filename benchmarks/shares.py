"""Gives processes a fixed share of a core each, as machines of their own would have it.

A process is stopped when it has had its share of the time that went by, and goes on when there is
some of it again, as `cpulimit` does; a pause is some milliseconds, and any user can ask for it.
"""

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

LOOK_EVERY: Final = 0.002
AHEAD_MOST: Final = 0.05
"""Seconds between two looks, and of the time that went by that a process may catch up with."""


@dataclass
class Share:
    """What a process may have of a core, and the seconds of its longest pause."""

    process: int
    share: float
    longest: float = 0.0
    _left: float = 0.0
    _paused_at: float | None = None
    _at: float = field(default_factory=time.monotonic)
    _used: float = field(init=False)

    def __post_init__(self) -> None:
        self._used = _cpu_of(self.process)

    def look(self) -> None:
        """Stop it, or let it go on."""
        now, used = time.monotonic(), _cpu_of(self.process)
        earned = self._left + self.share * (now - self._at)
        self._left = min(earned, self.share * AHEAD_MOST) - (used - self._used)
        self._at, self._used = now, used
        if self._left > 0:
            self.resume()
        elif self._paused_at is None:
            self._paused_at = now
            os.kill(self.process, signal.SIGSTOP)

    def resume(self) -> None:
        """Let it go on."""
        if self._paused_at is not None:
            os.kill(self.process, signal.SIGCONT)
            self.longest = max(self.longest, time.monotonic() - self._paused_at)
            self._paused_at = None


@asynccontextmanager
async def sharing(processes: Sequence[int], share: float) -> AsyncIterator[list[Share]]:
    """Let each of the processes, by their ids, have a `share` of a core until the block ends."""
    shares = [Share(each, share) for each in processes]
    task = asyncio.create_task(_keep(shares))
    try:
        yield shares
    finally:
        task.cancel()
        await asyncio.wait({task})
        for each in shares:
            each.resume()


async def _keep(shares: Sequence[Share]) -> None:
    while True:
        for each in shares:
            each.look()
        await asyncio.sleep(LOOK_EVERY)


def _cpu_of(process: int) -> float:
    """Seconds of CPU that a process has had, by its clock of clock_getcpuclockid(3)."""
    return time.clock_gettime((~process << 3) | 2)
