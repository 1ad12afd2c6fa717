"""The port for mending what a clock that was wrong for a while left behind (promise 1.5)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.delivery import MessageKind


@dataclass(frozen=True, slots=True)
class Planned:
    """A nudge of a learner that lies ahead."""

    due_at: datetime
    learner_id: int
    kind: MessageKind


class ClockRepair(Protocol):
    """What was planned too far ahead, and what is dated in the future."""

    async def planned_beyond(
        self, horizons: Mapping[MessageKind, datetime], after: Planned | None, limit: int
    ) -> Sequence[Planned]:
        """Up to `limit` nudges that are due later than the horizon of their kind, in order.

        `horizons` maps kinds to instants; others are left alone. With `after`, the last of a set,
        the next set follows.
        """

    async def look_at_groups(self, beyond: datetime, now: datetime) -> None:
        """Have groups looked at at `now` that would be looked at only after `beyond`."""

    async def set_right(self, now: datetime) -> None:
        """Date everything that is dated after `now` at `now`: the clock was ahead when it was done."""
