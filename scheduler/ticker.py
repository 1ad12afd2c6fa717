"""One tick: plan what is due, send it. In virtual time, tick after tick up to an instant."""

from datetime import datetime, timedelta
from typing import Final

from bot.ports import Clock, Mailroom, VirtualClock
from scheduler.planner import plan
from scheduler.sender import Sender

STUCK: Final = timedelta(seconds=1)


class Ticker:
    """Plans and sends on one clock."""

    def __init__(self, mailroom: Mailroom, sender: Sender, clock: Clock) -> None:
        self._mailroom = mailroom
        self._sender = sender
        self._clock = clock

    async def recover(self) -> None:
        """After a start: take up what a crash cut off (promise 9.2)."""
        await self._mailroom.recover(self._sender.platforms, self._clock.now())

    async def tick(self) -> None:
        """Plan and send all that is due now."""
        await plan(self._mailroom, self._clock.now())
        await self._sender.tend()
        await self._sender.send_due()

    async def advance(self, clock: VirtualClock, until: datetime) -> None:
        """Move a virtual clock forward and deliver, in order, everything due in between."""
        due = await self._mailroom.next_instant(self._sender.platforms)
        while due is not None and due <= until:
            clock.move_to(due)
            await self.tick()
            following = await self._mailroom.next_instant(self._sender.platforms)
            if following == due:
                clock.move_to(due + STUCK)  # a retry due at once must not hold virtual time
            due = following
        clock.move_to(until)
