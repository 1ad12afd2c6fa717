"""The words of the ledger: what it is made from, and what it says of each day (promise 2.2)."""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from hashlib import sha256
from operator import attrgetter

from bot.domain import policy
from bot.domain.calendar import Timeline
from bot.domain.checkpoint import EndedRun
from bot.domain.entries import EntryLog
from bot.domain.history import Pause, StudyDays


class DayState(StrEnum):
    """What a learner-day is; the first that applies, in this order (promise 2.2)."""

    DONE = "done"
    PAUSED = "paused"
    REST = "rest"
    PENDING = "pending"
    EXCUSED = "excused"
    REPAIRED = "repaired"
    FROZEN = "frozen"
    MISSED = "missed"


class Why(StrEnum):
    """The rule that made a day's state. `/why` has one line for each."""

    DONE = "done"
    """A qualifying entry made on the day (promise 2.1)."""
    DONE_LATE = "done_late"
    """Only entries made on the day after (promise 2.5)."""
    DONE_EXTRA = "done_extra"
    """Work on a rest or paused day adds (promise 2.2)."""
    PAUSED = "paused"
    """In a pause (promise 2.7)."""
    REST_BEFORE_PLAN = "rest_before_plan"
    """Before the plan's start (promise 2.2)."""
    REST_FINISHED = "rest_finished"
    """After a finished roadmap (promise 3.2)."""
    REST_WEEKDAY = "rest_weekday"
    """Not one of the learner's study days (promise 2.3)."""
    PENDING = "pending"
    """Today, until its end (promise 2.2)."""
    EXCUSED_MOVE = "excused_move"
    """A move left less than 12 hours of it (promise 1.3)."""
    EXCUSED_OUTAGE = "excused_outage"
    """Waymark was down (promise 2.8)."""
    REPAIRED = "repaired"
    """Two entries on the next study day made up for it (promise 2.6)."""
    FROZEN = "frozen"
    """It used a freeze (promise 2.4)."""
    MISSED_NO_FREEZE = "missed_no_freeze"
    """No freeze was left (promise 2.4)."""
    MISSED_GAP = "missed_gap"
    """Its gap outlasted the freezes, so the one it had used came back (promise 2.4)."""
    MISSED_NO_STREAK = "missed_no_streak"
    """There was no streak to save; freezes are kept (promise 2.4)."""

    state: DayState
    """The state that this rule makes: the first word of its code."""

    def __init__(self, code: str) -> None:
        self.state = DayState(code.partition("_")[0])


@dataclass(frozen=True, slots=True)
class LedgerDay:
    """One learner-day, with the streak and the freezes after it and the minutes logged for it."""

    day: date
    why: Why
    streak: int
    freezes: int
    minutes: int

    @property
    def state(self) -> DayState:
        """The state of the day."""
        return self.why.state


@dataclass(frozen=True)
class Ledger:
    """A learner's streak at an instant (promises 2.2 and 2.10).

    `days` run from the first done day to today; none before there is one. `lately` are those that
    were folded now, at least the last five weeks. `today` is there even without any. `repairable`
    is the missed day that two entries today would repair (promise 2.6). `ended` is the last run
    that ended.
    """

    lately: tuple[LedgerDay, ...]
    today: LedgerDay
    longest: int
    strength: float
    repairable: date | None = None
    ended: EndedRun | None = None
    whole: Callable[[], tuple[LedgerDay, ...]] | None = field(default=None, compare=False)

    @cached_property
    def days(self) -> tuple[LedgerDay, ...]:
        """All days; where they are more than `lately`, they are folded from the start."""
        return self.lately if self.whole is None else self.whole()

    def since(self, day: date) -> Iterator[LedgerDay]:
        """The days from one on."""
        late = self.lately and self.lately[0].day <= day
        return (each for each in (self.lately if late else self.days) if each.day >= day)

    @property
    def streak(self) -> int:
        """Done and repaired days since the last missed one."""
        return self.today.streak

    @property
    def freezes(self) -> int:
        """Freezes held."""
        return self.today.freezes


@dataclass(frozen=True, slots=True)
class History:
    """All that the ledger is made from; the order in which it is given is no matter (2.9).

    `entries` are those not taken back. `resting` are spans after a finished roadmap, both ends
    included, the last perhaps open (promise 3.2). `outages` are the days of promise 2.8.
    """

    entries: EntryLog
    study_days: tuple[StudyDays, ...]
    pauses: tuple[Pause, ...]
    timeline: Timeline
    set_up_on: date
    plan_from: date
    resting: tuple[tuple[date, date | None], ...] = ()
    outages: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        by_since = sorted(self.study_days, key=attrgetter("since"))
        object.__setattr__(self, "study_days", tuple(by_since))

    def with_entries(self, entries: EntryLog) -> "History":
        """The same with other entries."""
        return replace(self, entries=entries)

    def facts(self, upto: date) -> str:
        """A print of all but the entries that the ledger of the days up to one is made from."""
        known = (
            self.set_up_on,
            self.plan_from,
            [(each.since, sorted(each.weekdays)) for each in self.study_days if each.since <= upto],
            sorted((x.first, min(x.last, upto)) for x in self.pauses if x.first <= upto),
            [(first, min(last or upto, upto)) for first, last in self.resting if first <= upto],
            sorted(day for day in self.outages if day <= upto),
            self.timeline.stretches(upto),
        )
        return sha256(repr(known).encode()).hexdigest()


def weekdays_on(history: History, day: date) -> frozenset[int]:
    """The weekdays that are study days, as set for a day (promise 2.3)."""
    changes = history.study_days
    if not changes:
        return policy.STUDY_DAYS_DEFAULT
    index = bisect_right(changes, day, key=attrgetter("since")) - 1
    return changes[max(index, 0)].weekdays


def why_rest(history: History, day: date) -> Why | None:
    """Why a day is a rest day, if it is one: nothing is expected of it (promise 2.2)."""
    if day < history.plan_from:
        return Why.REST_BEFORE_PLAN
    if any(first <= day and (last is None or day <= last) for first, last in history.resting):
        return Why.REST_FINISHED
    return None if day.weekday() in weekdays_on(history, day) else Why.REST_WEEKDAY


def is_study_day(history: History, day: date) -> bool:
    """Whether a day is one on which the learner means to study, paused or not."""
    return why_rest(history, day) is None
