"""Keeps a platform's trouble its own: it rests, is begun anew, and all else goes on (promise 10).

Real, monotonic time only (promise 1.5).
"""

import asyncio
import logging
import random
from collections.abc import Callable, Collection
from contextlib import AbstractAsyncContextManager, suppress
from time import monotonic
from typing import Final, Protocol

from bot.chat.messages import Outgoing
from bot.errors import HostError, TokenRefusedError, named
from bot.ports.adapter import PacedAdapter

log: Final = logging.getLogger(__name__)

REST_FIRST: Final = 1.0
REST_MOST: Final = 300.0
"""Seconds that a platform rests after trouble: doubled each time, up to the most, with jitter."""

STEADY_AFTER: Final = 60.0
"""Seconds of service after which the next rest is a first one again."""


class Platform(PacedAdapter, Protocol):
    """A network platform that runs until it is told to stop."""

    @property
    def trouble(self) -> str:
        """What keeps it from serving, in a few words; empty where nothing does."""

    async def connect(self) -> None:
        """See whether the token is taken. Raises TokenRefusedError."""

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until told to stop. Raises TokenRefusedError, and whatever goes wrong."""

    async def close(self) -> None:
        """Close what is open."""


class Supervised:
    """A platform and what becomes of it; each new beginning is made by `make`.

    What a broken one held is in the store, so that nothing of it has to be kept.
    """

    def __init__(self, make: Callable[[], Platform]) -> None:
        self._make = make
        self._current = make()
        self._connecting: asyncio.Task[None] | None = None
        self._rests_for = ""

    @property
    def platform(self) -> str:
        """The platform's name."""
        return self._current.platform

    @property
    def may_double(self) -> bool:
        """Whether a message that is sent again may come twice."""
        return self._current.may_double

    @property
    def trouble(self) -> str:
        """What keeps it from serving, in a few words; empty where nothing does."""
        return self._rests_for or self._current.trouble

    @property
    def ready(self) -> bool:
        """Whether anything may be sent now."""
        return not self._rests_for and self._current.ready

    @property
    def resting(self) -> Collection[str]:
        """Chats that may not be written to now."""
        return self._current.resting

    def slot(self, chat: str) -> AbstractAsyncContextManager[None]:
        """The slot of a message that comes by itself."""
        return self._current.slot(chat)

    async def send(self, outgoing: Outgoing) -> str | None:
        """Send a message that comes by itself. Raises DeliveryError."""
        return await self._current.send(outgoing)

    def connect(self) -> "asyncio.Task[None]":
        """Begin to see whether the token is taken. Only TokenRefusedError comes of it."""
        self._connecting = asyncio.create_task(self._connect())
        return self._connecting

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until told to stop, whatever happens.

        Raises TokenRefusedError where the token was refused before anything else.
        """
        if not await self._connected(stop):
            return
        rest = REST_FIRST
        while not stop.is_set():
            began = monotonic()
            try:
                await self._current.run(stop)
                if not stop.is_set():
                    raise RuntimeError("it has ended by itself")
            except TokenRefusedError as error:
                self._rests_for = str(error)
                log.error("%s is called no more: %s", self.platform, error)
                await stop.wait()
            except Exception as error:  # noqa: BLE001 -- trouble of any kind is the platform's own
                rest = REST_FIRST if monotonic() - began >= STEADY_AFTER else rest
                await self._rest(error, rest, stop)
                if not isinstance(error, HostError):  # what is the host's trouble may end any time
                    rest = min(REST_MOST, 2 * rest)

    async def close(self) -> None:
        """Close what is open: nothing was served."""
        if self._connecting is not None:
            self._connecting.cancel()
            await asyncio.wait({self._connecting})
        await self._current.close()

    async def _connected(self, stop: asyncio.Event) -> bool:
        """Wait for the answer to `connect`; False when told to stop before. Raises what it does."""
        try:
            if self._connecting is not None:
                await _either(self._connecting, stop)
        except TokenRefusedError:
            await self._current.close()
            raise
        if stop.is_set():
            await self._current.close()
        return not stop.is_set()

    async def _connect(self) -> None:
        try:
            await self._current.connect()
        except TokenRefusedError:
            raise
        except Exception as error:  # noqa: BLE001 -- it is tried again when serving begins
            log.warning("%s cannot be reached, trying again: %s", self.platform, named(error))

    async def _rest(self, error: Exception, seconds: float, stop: asyncio.Event) -> None:
        wait = random.uniform(seconds / 2, seconds)  # noqa: S311 -- jitter
        self._rests_for = f"it rests after trouble: {named(error)}"
        log.warning("%s rests for %.1f s: %s", self.platform, wait, named(error))
        log.debug("%s broke here", self.platform, exc_info=error)
        with suppress(TimeoutError):
            async with asyncio.timeout(wait):
                await stop.wait()
        self._current = self._make()
        self._rests_for = ""


async def _either(task: "asyncio.Task[None]", stop: asyncio.Event) -> None:
    """Wait for `task`, or give it up when told to stop."""
    waiting = asyncio.create_task(stop.wait())
    await asyncio.wait({task, waiting}, return_when=asyncio.FIRST_COMPLETED)
    for each in (task, waiting):
        each.cancel()
    await asyncio.wait({task, waiting})
    if not task.cancelled():
        task.result()
