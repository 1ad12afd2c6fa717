"""What is stored about a group's members: facts with the instants that bound them (promise 6.3).

A group day is settled as of an instant, perhaps long after it. So nothing may be lost that was
known then: what was taken back, ended or replaced is here too, with the instant at which it was.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Generic, TypeVar

from bot.domain.calendar import Timeline
from bot.domain.checkpoint import LedgerCheckpoint
from bot.domain.history import Entry, Pause, StudyDays

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Known(Generic[T_co]):
    """A fact, known from `since` on, and until it was taken back or replaced at `until`."""

    fact: T_co
    since: datetime
    until: datetime | None = None

    def at(self, instant: datetime) -> bool:
        """Whether it is known at an instant."""
        return self.since <= instant and (self.until is None or instant < self.until)


@dataclass(frozen=True, slots=True)
class Stay:
    """A member's time in the group; `joined_on` and `left_on` are the member's own learner-days.

    Both count from the next day: the first group day is the one after `joined_on`, the last is
    `left_on` itself (promise 6.3).
    """

    joined_at: datetime
    joined_on: date
    left_at: datetime | None = None
    left_on: date | None = None

    def holds(self, day: date) -> bool:
        """Whether a group day lies in it."""
        return self.joined_on < day and (self.left_on is None or day <= self.left_on)

    def promised(self, day: date, at: datetime) -> bool:
        """Whether a group day lies in it as far as is known at an instant."""
        left = self.left_at is not None and self.left_at <= at
        return self.joined_at <= at and self.joined_on < day and (not left or self.holds(day))


@dataclass(frozen=True, slots=True)
class MemberHistory:
    """All that a member's part in group days is made from, in any order (promise 6.3).

    `entries` hold those that were taken back too. Of `pauses` and `resting` (see
    `bot.domain.streak.ledger.History`) each version is one fact: `pause_versions` makes them. An outage
    is known from the instant at which it had lasted long enough (promise 2.8). `study_days` are
    known from the instant of the change. A merge or an import adds facts with their own, earlier
    instants: settle what is due before it is stored.

    With `since` the entries are those made after its day, and days up to it are not asked about.
    """

    id: int
    timeline: Timeline
    plan_from: date
    stays: tuple[Stay, ...]
    entries: tuple[Known[Entry], ...] = ()
    study_days: tuple[Known[StudyDays], ...] = ()
    pauses: tuple[Known[Pause], ...] = ()
    resting: tuple[Known[tuple[date, date | None]], ...] = ()
    outages: tuple[Known[date], ...] = ()
    since: LedgerCheckpoint | None = None


def known(facts: Iterable[Known[T]], at: datetime) -> Iterator[T]:
    """The facts that are known at an instant."""
    return (each.fact for each in facts if each.at(at))


def pause_versions(
    pause: Pause, cuts: Iterable[tuple[datetime, date]] = ()
) -> tuple[Known[Pause], ...]:
    """A pause as it was asked for, and as each cut (when, and its last day then) left it."""
    versions = [Known(replace(pause, last=pause.asked_last), pause.asked_at)]
    for at, last in sorted(cuts):
        versions[-1] = replace(versions[-1], until=at)
        versions.append(Known(replace(pause, last=last), at))
    return tuple(versions)
