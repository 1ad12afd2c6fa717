"""What is asked to mend what a clock that was wrong for a while left behind (promise 1.5)."""

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
    """What was planned too far ahead, and what bears an instant to come."""

    async def planned_beyond(
        self, horizons: Mapping[MessageKind, datetime], after: Planned | None, limit: int
    ) -> Sequence[Planned]:
        """Nudges due later than the horizon of their kind, in order, those `after` one of them."""

    async def look_at_groups(self, beyond: datetime, now: datetime) -> None:
        """Groups that would be looked at only after `beyond` are looked at now."""

    async def set_right(self, now: datetime) -> None:
        """What bears an instant that is yet to come was done by a clock that was ahead: now."""
