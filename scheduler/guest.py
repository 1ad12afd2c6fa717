"""Sending without a clockwork: what waits for one's own chats in a file that another serves."""

import logging
from collections.abc import Callable, Sequence
from typing import Final

from bot.coach import Coach
from bot.ports import Adapter, Clock, Mailroom

log: Final = logging.getLogger(__name__)

AT_ONCE: Final = 50
"""How many messages are looked for at a time."""


class Guest:
    """Delivers what waits for its own chats. It plans nothing, settles nothing, and does nothing
    for others: that is the work of whoever owns the file's clockwork (promise 9.5).
    """

    def __init__(
        self,
        coach: Coach,
        mailroom: Mailroom,
        clock: Clock,
        adapter: Adapter,
        chats: Callable[[], Sequence[str]],
    ) -> None:
        self._coach = coach
        self._mailroom = mailroom
        self._clock = clock
        self._adapter = adapter
        self._chats = chats

    async def deliver(self) -> None:
        """Send what is due now in the chats of the moment."""
        platform, now = self._adapter.platform, self._clock.now()
        for delivery_id in await self._mailroom.waiting_in(platform, self._chats(), now, AT_ONCE):
            try:
                outgoing = await self._coach.prepare(delivery_id)
            except Exception:
                log.exception("delivery %s cannot be made; it is left to the owner", delivery_id)
                continue
            if outgoing is not None:
                await self._adapter.send(outgoing)
                await self._coach.sent([outgoing])
