"""Notes about what has arrived."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Final

from bot.ports.messages import Messages

log: Final = logging.getLogger(__name__)

REMEMBERED: Final = 4096
RECORD_AGAIN: Final = 1.0


async def _at_once() -> None:
    """Nothing goes before a record."""


class Recorder:
    """Records what has arrived, all that came together in one transaction.

    What goes before that is waited for by `after`. If the database fails, the recording is tried
    again, never the sending (promise 9.1).
    """

    def __init__(
        self,
        messages: Messages,
        now: Callable[[], datetime],
        flushed: Callable[[], None],
        after: Callable[[], Awaitable[object]] = _at_once,
    ) -> None:
        self._messages = messages
        self._now = now
        self._on_flushed = flushed
        self._after = after
        self._pending: dict[str, str] = {}
        self._wanted = asyncio.Event()
        self._empty = asyncio.Event()
        self._empty.set()
        self._shown: OrderedDict[str, str] = OrderedDict()

    @property
    def up_to_date(self) -> bool:
        """Whether all that has arrived is recorded: a crash would double nothing of it."""
        return self._empty.is_set()

    def arrived(self, ours: str, theirs: str) -> None:
        """A message of ours has arrived."""
        log.info("%s has arrived", ours)
        self.remember(ours, theirs)
        self._pending[ours] = theirs
        self._wanted.set()
        self._empty.clear()

    def remember(self, ours: str, theirs: str) -> None:
        """Know the platform's id of a message without a look into the database."""
        self._shown[ours] = theirs
        self._shown.move_to_end(ours)
        if len(self._shown) > REMEMBERED:
            self._shown.popitem(last=False)

    def known(self, ours: str) -> str | None:
        """The platform's id of a message of ours, as far as that is remembered."""
        return self._shown.get(ours)

    async def theirs(self, ours: str) -> str | None:
        """The platform's id of a message of ours."""
        found = self.known(ours) or await self._messages.provider_id(ours)
        if found is not None:
            self.remember(ours, found)
        return found

    async def run(self) -> None:
        """Record until cancelled."""
        while True:
            await self._wanted.wait()
            await self._after()
            self._wanted.clear()
            batch, self._pending = self._pending, {}
            try:
                await self._messages.arrived(batch, self._now())
            except Exception:
                log.exception("what has arrived could not be recorded; trying again")
                self._pending = {**batch, **self._pending}
                self._wanted.set()
                await asyncio.sleep(RECORD_AGAIN)
            if not self._pending:
                self._empty.set()
                self._on_flushed()

    async def flushed(self) -> None:
        """Wait until all is recorded."""
        await self._empty.wait()
