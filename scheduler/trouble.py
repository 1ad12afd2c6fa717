"""Trouble with the host is waited out; trouble with one of many stays that one's (promise 9.1).

Real, monotonic time only (promise 1.5).
"""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Final, TypeVar

from bot.errors import StoreError

Result = TypeVar("Result")

log: Final = logging.getLogger(__name__)

AGAIN_FIRST: Final = 0.5
AGAIN_MOST: Final = 4.0
"""Seconds until the database is tried again: doubled each time, up to the most, with jitter."""


class Trouble:
    """What is known of the host's trouble: told once when it comes, and once when it is over."""

    def __init__(self) -> None:
        self._wait = 0.0
        self._until = 0.0

    @property
    def lasts(self) -> bool:
        """Whether the host is to be left alone just now."""
        return self._wait > 0 and asyncio.get_running_loop().time() < self._until

    def came(self, error: StoreError) -> None:
        """Something could not be stored or read."""
        if self.lasts:
            return
        if not self._wait:
            log.warning("waiting for the database: %s", error)
        self._wait = min(AGAIN_MOST, self._wait * 2 or AGAIN_FIRST)
        self._until = asyncio.get_running_loop().time() + _jittered(self._wait)

    def over(self) -> None:
        """Something was stored."""
        if self._wait:
            log.info("the database takes what is stored again")
        self._wait = 0.0


@contextmanager
def stays_small(message: str, *which: object) -> Iterator[None]:
    """What goes wrong within, with one of many, is logged. Raises StoreError, which is no one's."""
    try:
        yield
    except StoreError:
        raise
    except Exception:
        log.exception(message, *which)


async def waited_out(
    act: Callable[[], Awaitable[Result]],
    what: str,
    heard: Callable[[StoreError | None], None] = lambda trouble: None,
) -> Result:
    """What `act` comes to, as soon as the host lets it; only cancelling ends the waiting.

    `heard` is told of each trouble, and with None of the end.
    """
    wait = 0.0
    while True:
        try:
            found = await act()
        except StoreError as error:
            heard(error)
            if not wait:
                log.warning("%s waits for the database: %s", what, error)
        else:
            heard(None)
            return found
        wait = min(AGAIN_MOST, wait * 2 or AGAIN_FIRST)
        await asyncio.sleep(_jittered(wait))


def _jittered(seconds: float) -> float:
    return seconds * random.uniform(0.75, 1.25)  # noqa: S311 -- jitter
