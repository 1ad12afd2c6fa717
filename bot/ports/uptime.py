"""What is kept about the clock itself: when somebody was up, and what a wrong clock left behind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.delivery import MessageKind


@dataclass(frozen=True, slots=True)
class Sighting:
    """A process was seen up, under an id that changes where there was a gap.

    `was_ahead` says that the clock had been ahead of the truth before, and is right again: the
    instant lies where nobody was up by what was noted since.
    """

    uptime_id: int
    was_ahead: bool


@dataclass(frozen=True, slots=True)
class Planned:
    """A nudge of a learner that lies ahead."""

    due_at: datetime
    learner_id: int
    kind: MessageKind


class Timekeeping(Protocol):
    """Where that is kept."""

    async def begin_uptime(self, now: datetime) -> Sighting:
        """A process came up: ledgers know from now on when nobody was (promise 2.8)."""

    async def seen(self, uptime_id: int, now: datetime, gap: float) -> Sighting:
        """The process is still up; more than `gap` seconds since it was seen are an outage."""

    async def planned_beyond(
        self, horizons: Mapping[MessageKind, datetime], after: Planned | None, limit: int
    ) -> Sequence[Planned]:
        """Nudges due later than the horizon of their kind, in order, those `after` one of them."""

    async def look_at_groups(self, beyond: datetime, now: datetime) -> None:
        """Groups that would be looked at only after `beyond` are looked at now."""

    async def set_right(self, now: datetime) -> None:
        """What bears an instant that is yet to come was done by a clock that was ahead: now."""
