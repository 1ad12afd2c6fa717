"""The group streak: a pure fold over the settled days, in the order of days (promise 6.4)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from operator import attrgetter

from bot.domain import policy


class SettlementOutcome(StrEnum):
    """How a group day was settled. A failure may yet be saved by a freeze (promise 6.2)."""

    SUCCESS = "success"
    FAILURE = "failure"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class Settlement:
    """A settled day with its counts at that instant: stored once, never changed (promise 6.3)."""

    day: date
    outcome: SettlementOutcome
    at: datetime
    done: int
    expected: int
    needed: int

    @property
    def saved_by_one(self) -> bool:
        """Whether it failed by as many as one freeze makes up for (promise 6.4)."""
        short = self.needed - self.done
        return self.outcome is SettlementOutcome.FAILURE and short == policy.GROUP_FREEZE_COVERS


class GroupState(StrEnum):
    """What a settled day is in the group streak."""

    SUCCESS = "success"
    FAILURE = "failure"
    NEUTRAL = "neutral"
    FROZEN = "frozen"


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A settled day, with the group streak and the freezes held after it."""

    day: date
    state: GroupState
    streak: int
    freezes: int


@dataclass(frozen=True, slots=True)
class GroupStreak:
    """The group streak as the settled days make it; those not settled are left out."""

    streak: int
    longest: int
    freezes: int
    days: tuple[GroupRow, ...]


@dataclass(frozen=True, slots=True)
class StreakPoint:
    """How the group streak stood after a day, where all days up to it are settled."""

    day: date
    streak: int
    longest: int
    freezes: int


def streak(settled: Iterable[Settlement], since: StreakPoint | None = None) -> GroupStreak:
    """Folds the settled days, in whatever order they are given (promises 6.3 and 6.4).

    A day's failure or rescue is certain once all days before it are settled; its outcome is
    certain at once. With `since` they are those after its day: the fold goes on from there.
    """
    fold = _Fold(since.streak, since.freezes) if since else _Fold()
    for each in sorted(settled, key=attrgetter("day")):
        state = fold.take(each)
        fold.rows.append(GroupRow(each.day, state, fold.streak, fold.freezes))
    longest = max((row.streak for row in fold.rows), default=0)
    longest = max(longest, since.longest) if since else longest
    return GroupStreak(fold.streak, longest, fold.freezes, tuple(fold.rows))


@dataclass(slots=True)
class _Fold:
    streak: int = 0
    freezes: int = policy.GROUP_FREEZES_AT_START
    rows: list[GroupRow] = field(default_factory=list)

    def take(self, settled: Settlement) -> GroupState:
        if settled.saved_by_one and self.freezes > 0:
            self.freezes -= 1
            return GroupState.FROZEN
        if settled.outcome is SettlementOutcome.SUCCESS:
            self._succeed()
        elif settled.outcome is SettlementOutcome.FAILURE:
            self.streak = 0
        return GroupState(settled.outcome.value)

    def _succeed(self) -> None:
        self.streak += 1
        earned = self.streak % policy.GROUP_FREEZE_EARNED_EVERY == 0
        self.freezes = min(self.freezes + earned, policy.GROUP_FREEZES_HELD_MOST)
