"""Sending without a clockwork: what waits for one's own chats in a file that another serves."""

from collections.abc import Callable, Sequence
from typing import Final
from uuid import uuid4

from bot.coach.coach import Coach
from bot.ports.adapter import Adapter
from bot.ports.clock import Clock
from bot.ports.deliveries import Deliveries
from bot.ports.leases import Hold
from scheduler.attempts import Attempts
from scheduler.trouble import stays_small

AT_ONCE: Final = 50
"""How many messages are looked for at a time."""


class Guest:
    """Delivers what waits for its own chats. It plans nothing, settles nothing, and does nothing
    for others: that is the work of whoever owns the file's clockwork (promise 9.5).
    """

    def __init__(
        self,
        coach: Coach,
        deliveries: Deliveries,
        clock: Clock,
        adapter: Adapter,
        chats: Callable[[], Sequence[str]],
    ) -> None:
        self._deliveries = deliveries
        self._clock = clock
        self._platform = adapter.platform
        self._chats = chats
        self._hold = Hold(uuid4().hex)
        self._attempts = Attempts(coach, deliveries, clock, {adapter.platform: adapter})

    async def deliver(self) -> None:
        """Send what is due now in the chats of the moment. Raises StoreError."""
        now = self._clock.now()
        waiting = await self._deliveries.waiting_in(self._platform, self._chats(), now, AT_ONCE)
        for delivery_id in waiting:
            with stays_small("delivery %s is left to the owner", delivery_id):
                await self._attempts.make(delivery_id, self._hold)
