"""Freezes held after a done day, counted gap by gap (promise 2.4).

This is `bot.domain.streak.fold.ledger` with everything left out that a group does not ask; it takes a
fraction of the time, and a test holds it against the ledger.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby
from typing import Protocol

from bot.domain import policy
from bot.domain.checkpoint import LedgerCheckpoint


class Repairs(Protocol):
    """What the freezes ask about repairs (promise 2.6)."""

    def is_made_up(self, day: date, last: date) -> bool:
        """Whether the study day after a day, up to `last`, has the entries that repair it."""


def freezes_after(
    done: Sequence[date],
    asking: Sequence[date],
    repairs: Repairs,
    since: LedgerCheckpoint | None = None,
) -> int:
    """The freezes held after the last of the done days.

    `asking` are the days without study that asked for it, from the first done day to the last;
    both are in order. With a checkpoint both are those after its day.
    """
    walk = _Walk(repairs, done[-1] if done else date.min)
    if since is not None:
        walk.streak, walk.freezes, walk.repaired = since.streak, since.freezes, since.repaired
    credited = 0
    for before, gap in groupby(asking, key=partial(bisect_left, done)):
        walk.credit(before - credited)
        walk.leave_out(list(gap))
        credited = before
    walk.credit(len(done) - credited)
    return walk.freezes


@dataclass(slots=True)
class _Walk:
    repairs: Repairs
    last: date
    streak: int = 0
    freezes: int = policy.FREEZES_AT_START
    repaired: date | None = None

    def credit(self, days: int) -> None:
        """Done or repaired days in a row."""
        every = policy.FREEZE_EARNED_EVERY
        earned = (self.streak + days) // every - self.streak // every
        self.streak += days
        self.freezes = min(self.freezes + earned, policy.FREEZES_HELD_MOST)

    def leave_out(self, gap: list[date]) -> None:
        """The days that asked for study between two done ones."""
        if len(gap) <= self.freezes:
            self.freezes -= len(gap)
        elif len(gap) == 1 and self._is_repaired(gap[0]):
            self.repaired = gap[0]
            self.credit(1)
        else:
            self.streak = 0

    def _is_repaired(self, day: date) -> bool:
        if self.repaired and (day - self.repaired).days < policy.REPAIR_EVERY_DAYS:
            return False
        return self.repairs.is_made_up(day, self.last)
