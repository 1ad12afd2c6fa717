"""Long polling: what came in is stored before the offset moves on (promise 9.1)."""

import asyncio
import logging
from typing import Any, Final

from telegram import Bot
from telegram.error import Conflict, TelegramError

from adapters.common.core import LeaseView
from adapters.common.errors import ErrorKind
from adapters.telegram.backoff import Backoff
from adapters.telegram.inbound import ALLOWED_UPDATES
from adapters.telegram.inbox import TelegramInbox
from adapters.telegram.outcome import outcome
from adapters.telegram.request import ANSWER_WITHIN
from bot.errors import TROUBLE

log: Final = logging.getLogger(__name__)

POLL_FOR: Final = 30
"""Seconds that a poll waits for an update."""

REPLY_FIRST: Final = 0.002
"""Seconds before the next poll, so that a reply which is ready is on its way before."""

STORE_AGAIN_MOST: Final = 2.0
"""Seconds until what could not be stored is fetched again."""

LOOK_AGAIN: Final = 0.5
"""Seconds between looks whether this process may poll."""


class Poller:
    """Fetches updates while this process holds the role for it."""

    def __init__(self, bot: Bot, inbox: TelegramInbox, lease: LeaseView, backoff: Backoff) -> None:
        self._bot = bot
        self._inbox = inbox
        self._lease = lease
        self._backoff = backoff
        self._offset: int | None = None
        self._failures = 0
        self.trouble = ""

    async def run(self) -> None:
        """Poll until cancelled, or until the token is refused."""
        while True:
            await self._inbox.handling.room()
            if not self._lease.held:
                await asyncio.sleep(LOOK_AGAIN)
                continue
            try:
                await self._poll()
            except TelegramError as error:
                if not await self._may_go_on(error):
                    return
            except TROUBLE:
                log.exception("what came in could not be stored; it will be fetched again")
                await asyncio.sleep(min(STORE_AGAIN_MOST, self._backoff.store))
            except Exception as error:  # noqa: BLE001 -- the library raises whatever a wrong answer makes it
                await self._may_go_on(error)
            else:
                self._failures = 0
                self.trouble = ""

    async def _poll(self) -> None:
        wait = 0 if self._failures else POLL_FOR  # that it works again is to be known at once
        # `get_updates` reads all updates or none, and logs what it could not read.
        updates: Any = await self._bot._post(  # noqa: SLF001
            "getUpdates",
            {
                "offset": self._offset,
                "timeout": wait,
                "allowed_updates": list(ALLOWED_UPDATES),
            },
            read_timeout=wait + ANSWER_WITHIN,
        )
        numbers = [_number(each) for each in updates]
        if numbers:
            await self._inbox.take([each for each in updates if isinstance(each, dict)])
            self._offset = max(numbers, default=-1) + 1 or self._offset
            await asyncio.sleep(REPLY_FIRST)

    async def _may_go_on(self, error: Exception) -> bool:
        """Wait after an error; False when there is nothing to wait for."""
        found = outcome(error)
        if found.kind is ErrorKind.TOKEN:
            return False
        other = "another process polls with this token" if isinstance(error, Conflict) else ""
        if not self._failures:
            log.warning("polling failed, trying again: %s", other or found.reason)
        self.trouble = f"polling fails: {other or found.reason}"
        await self._pause(found.seconds)
        return True

    async def _pause(self, least: float) -> None:
        first, most = self._backoff.again, self._backoff.again_most
        wait = min(most, first * 2 ** min(self._failures, 10))
        self._failures += 1
        await asyncio.sleep(max(wait, least))


def _number(update: object) -> int:
    """The number of an update; -1 where it has none."""
    number = update.get("update_id") if isinstance(update, dict) else None
    return number if type(number) is int else -1
