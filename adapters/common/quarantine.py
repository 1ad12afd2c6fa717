"""What came in and can never be read: kept for the host, never brought again (promise 10)."""

import json
import logging
import re
from typing import Final

from adapters.common.core import Core
from bot.ports.inbox import Unread

log: Final = logging.getLogger(__name__)

_ID: Final = re.compile(r"(?:[A-Z_]{1,32} )?[\w:-]{1,32}", re.ASCII)
"""What may be shown of what came in: it may be anything, where an id should stand."""


class Quarantine:
    """Keeps what a platform brought and nobody can read."""

    def __init__(self, core: Core, platform: str) -> None:
        self._inbox = core.store.inbox
        self._clock = core.clock
        self._platform = platform

    async def keep(self, id_: str, what: object, error: Exception) -> None:
        """Set something aside with its reason; its text never reaches the log.

        Raises what is in `bot.errors.TROUBLE`.
        """
        reason = type(error).__name__
        known = id_ if _ID.fullmatch(id_) else "something without an id"
        log.warning("%s: %s cannot be read and is set aside: %s", self._platform, known, reason)
        body = json.dumps(what, default=str)
        unread = Unread(self._platform, id_, f"{reason}: {error}", body)
        await self._inbox.quarantine(unread, self._clock.now())
