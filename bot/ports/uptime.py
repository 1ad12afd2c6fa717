"""The port for when `waymark run` was up: what lies between is an outage (promise 2.8)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.delivery import Outage


@dataclass(frozen=True, slots=True)
class Sighting:
    """A process was seen up, under an id that changes where there was a gap.

    `was_ahead` says that the clock had been ahead of the truth before, and is right again: the
    instant lies where nobody was up by what was noted since.
    """

    uptime_id: int
    was_ahead: bool


class Uptime(Protocol):
    """When processes were up."""

    async def begin(self, now: datetime) -> Sighting:
        """Note that a process came up at `now`. Ledgers know all outages until then (promise 2.8)."""

    async def seen(self, uptime_id: int, now: datetime, gap: float) -> Sighting:
        """Note that a process is still up; more than `gap` seconds since it was seen are an outage.

        After an outage it is seen under a new id, which the next call is to be given.
        """

    async def outages(self, now: datetime) -> tuple[Outage, ...]:
        """The times until `now` in which no process was up, but for restarts; oldest first."""
