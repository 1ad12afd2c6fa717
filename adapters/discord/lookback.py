"""What was written while nobody listened: read page by page, and never taken for read before.

A new session brings nothing of what happened before it. Real, monotonic time only (promise 1.5).
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from typing import Final

import discord

from adapters.common.backoff import Doubling, jittered
from adapters.common.errors import ErrorKind
from adapters.discord.ids import DiscordEventId
from adapters.discord.inbound import PLATFORM
from adapters.discord.outbox import DiscordOutbox
from adapters.discord.outcome import outcome
from bot.ports.inbox import Inbox
from bot.ports.key_value import KeyValue

log: Final = logging.getLogger(__name__)

PEOPLE_MOST: Final = 1000
PAGE: Final = 100
PAGES_MOST: Final = 50
"""People whose direct messages are read, the latest first; messages at once; pages of a person."""

AGAIN: Final = Doubling(1.0, 60.0)
"""Seconds until those who could not be read are read again."""

A_MINUTE_OF_IDS: Final = 60_000 << 22

_UNREAD: Final = f"{PLATFORM}:unread"
"""Since when direct messages may be unread, as an id of Discord's; empty where none are."""

_FINAL: Final = frozenset({ErrorKind.GONE, ErrorKind.RIGHTS, ErrorKind.MISSING, ErrorKind.TOKEN})


class LookBack:
    """Reads direct messages since the last that is known; `take` stores those of a page."""

    def __init__(
        self,
        inbox: Inbox,
        key_value: KeyValue,
        outbox: DiscordOutbox,
        take: Callable[[Sequence[discord.Message]], Coroutine[None, None, None]],
    ) -> None:
        self._inbox = inbox
        self._key_value = key_value
        self._outbox = outbox
        self._take = take
        self._noted = asyncio.Event()
        self._noted.set()
        self._reading: asyncio.Task[None] | None = None

    def began(self) -> None:
        """A new session has begun: what people wrote before it has to be read."""
        self._noted.clear()
        if self._reading is not None:
            self._reading.cancel()
        self._reading = asyncio.create_task(self._read())

    async def noted(self) -> None:
        """Wait until it is kept since when there is to be read: then more may be stored."""
        await self._noted.wait()

    def close(self) -> None:
        """Leave the rest for the next session."""
        self._noted.set()
        if self._reading is not None:
            self._reading.cancel()

    async def _read(self) -> None:
        after, people = await self._begun()
        self._noted.set()
        since = dict.fromkeys(people, after)
        failures = 0
        while since:
            for person in list(since):
                if await self._read_all_of(person, since):
                    del since[person]
            if since:
                log.warning("direct messages of %d people are read again later", len(since))
                await asyncio.sleep(jittered(AGAIN.after(failures)))
                failures += 1
        await self._until_kept("")

    async def _begun(self) -> tuple[int, list[str]]:
        """Since when there is to be read, and whose; asked until the store answers."""
        while True:
            try:
                unread = await self._key_value.get(_UNREAD)
                latest, people = await self._inbox.heard(PLATFORM, PEOPLE_MOST)
                after = _id_of(unread) or _id_of(latest) - A_MINUTE_OF_IDS
                if after <= 0:
                    return 0, []  # nobody was heard yet
                await self._key_value.set(_UNREAD, str(after))
            except Exception:
                log.exception("what was written meanwhile cannot be read yet")
                await asyncio.sleep(jittered(AGAIN.first))
            else:
                return after, people

    async def _until_kept(self, unread: str) -> None:
        while True:
            try:
                return await self._key_value.set(_UNREAD, unread)
            except Exception:
                log.exception("that all was read could not be noted; trying again")
                await asyncio.sleep(jittered(AGAIN.first))

    async def _read_all_of(self, person: str, since: dict[str, int]) -> bool:
        """Read on to the end; whether that was reached. What was read is not read again."""
        try:
            for _ in range(PAGES_MOST):
                page = await self._outbox.since(person, since[person], PAGE)
                if page:
                    await asyncio.shield(self._take(page))
                    since[person] = page[-1].id
                if len(page) < PAGE:
                    return True
        except Exception as error:  # noqa: BLE001 -- the library raises whatever a wrong answer makes it
            found = outcome(error)
            log.warning("direct messages cannot be read: %s", found.reason)
            return found.kind in _FINAL
        log.warning("somebody wrote more than is read at once")
        return False


def _id_of(event: str | None) -> int:
    """When an event was said, as an id of Discord's; 0 where that is not to be told."""
    with suppress(ValueError):
        return DiscordEventId.parse(event or "").id
    return 0
