"""Events that fail by their own fault: tried again for a while, then set aside (bounded)."""

import logging
from contextlib import suppress
from datetime import timedelta
from typing import Final

from adapters.common.core import Core
from adapters.common.lanes import QueuedEvent
from bot.errors import TROUBLE

log: Final = logging.getLogger(__name__)

TRIES_MOST: Final = 5
"""How often an event may fail by its own fault: then it is set aside."""


class Faults:
    """Counts failures with the event, for whoever takes it up after a crash."""

    def __init__(self, core: Core) -> None:
        self._inbox = core.store.inbox
        self._clock = core.clock

    async def is_set_aside(self, task: QueuedEvent, error: Exception) -> bool:
        """Count a failure; whether it was the last."""
        log.error("event %s failed", task.event.id, exc_info=error)
        task.tries += 1
        if task.tries < TRIES_MOST:
            return False
        try:
            await self._inbox.set_aside(task.event, _reason(error), self._clock.now())
        except Exception:
            log.exception("event %s could not be set aside", task.event.id)
            return False
        log.error("event %s is set aside", task.event.id)
        return True

    async def note(self, task: QueuedEvent, why: Exception | str) -> None:
        """Note the next try with the event."""
        reason = why if isinstance(why, str) else _reason(why)
        until = self._clock.now() + timedelta(seconds=task.again_after)
        with suppress(*TROUBLE):
            await self._inbox.postpone(task.event, task.tries, until, reason)


def _reason(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
