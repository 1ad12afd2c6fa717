"""When each roadmap week is due, and how a learner stands against that (promises 3.1 to 3.5)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import Final

from bot.domain import policy

DAYS_A_WEEK: Final = 7
SHARE: Final = Fraction(str(policy.REPACE_SHARE))


@dataclass(frozen=True, slots=True)
class Anchor:
    """Roadmap week `week` begins on learner-day `day` (promise 3.3)."""

    week: int
    day: date


class Timing(StrEnum):
    """Where a day lies in relation to a week's planned days (promise 3.3)."""

    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Standing:
    """`days`: unpaused days to the week's first day (early) or since its due date (late)."""

    kind: Timing
    days: int

    @property
    def late_by(self) -> int:
        """The same in one signed number of days: above 0 late, below 0 early."""
        return -self.days if self.kind is Timing.EARLY else self.days


class Offer(StrEnum):
    """The re-pacing to offer (promise 3.5)."""

    NONE = "none"
    LATER = "later"
    FASTER = "faster"


@dataclass(frozen=True, slots=True)
class Consequence:
    """The planned last day before and after a re-pacing, shown before it is accepted."""

    before: date
    after: date


def span(roadmap_weeks: int, calendar_weeks: int) -> Fraction:
    """Days that one roadmap week takes (promise 3.1).

    `calendar_weeks` is what the whole roadmap takes: the longer end where a range is printed.
    """
    return Fraction(DAYS_A_WEEK * calendar_weeks, roadmap_weeks)


@dataclass(frozen=True, slots=True)
class Plan:
    """Due dates of the roadmap weeks 1 to `weeks`, `span` days each, around `anchor`.

    A day's index `k` counts unpaused days from the anchor: 0 is the first one on or after it, -1
    the last one before it. Index `k` belongs to week `anchor.week + floor(k / span)`, so weeks
    before the anchor's (after `/back`) run backwards in the same way. `paused` holds every
    paused learner-day, past and to come; a paused day takes the index of the next unpaused one.
    """

    anchor: Anchor
    span: Fraction
    weeks: int
    paused: frozenset[date] = frozenset()

    def first_day(self, week: int) -> date:
        """The first day of a week. Under one day a week, a week may share its predecessor's."""
        ahead = week - self.anchor.week
        return min(self._day(math.ceil(ahead * self.span)), self.due(week))

    def due(self, week: int) -> date:
        """The last day of a week; never a paused one (promise 3.3)."""
        behind = week - self.anchor.week + 1
        return self._day(math.ceil(behind * self.span) - 1)

    def week_on(self, day: date) -> int:
        """The week the plan expects on `day`, from 1 to `weeks`."""
        week = self.anchor.week + math.floor(self._index(day) / self.span)
        return min(max(week, 1), self.weeks)

    def days_after(self, week: int, day: date) -> Sequence[date]:
        """The days after `day` up to the due date of a week; none once it is due."""
        left = (self.due(week) - day).days
        return [day + timedelta(days=number) for number in range(1, left + 1)]

    @property
    def finish(self) -> date:
        """The due date of the last week."""
        return self.due(self.weeks)

    def standing(self, week: int, today: date, checkin_weekday: int) -> Standing:
        """How a learner in `week` stands today (promise 3.3). Monday is weekday 0.

        On time lasts from the week's first day to the first check-in day on or after its due
        date. As long as every day since the due date is paused, nobody is late.
        """
        first, due = self.first_day(week), self.due(week)
        if today < first:
            return Standing(Timing.EARLY, self._unpaused(today, first))
        late = self._unpaused(due + timedelta(days=1), today + timedelta(days=1))
        if late == 0 or today <= _next(checkin_weekday, due):
            return Standing(Timing.ON_TIME, 0)
        return Standing(Timing.LATE, late)

    def _unpaused(self, first: date, end: date) -> int:
        """Unpaused days from `first` up to and without `end`; 0 where `end` is not after it."""
        skipped = sum(first <= day < end for day in self.paused)
        return max(0, (end - first).days - skipped)

    def _index(self, day: date) -> int:
        return self._unpaused(self.anchor.day, day) - self._unpaused(day, self.anchor.day)

    def _day(self, index: int) -> date:
        """The unpaused day with this index."""
        start, day = self.anchor.day, self.anchor.day + timedelta(days=index)
        if index >= 0:
            for paused in sorted(one for one in self.paused if one >= start):
                day += timedelta(days=paused <= day)
        else:
            for paused in sorted((one for one in self.paused if one < start), reverse=True):
                day -= timedelta(days=paused >= day)
        return day


def repace(plan: Plan, week: int, today: date, calendar_weeks: int | None = None) -> Plan:
    """The plan anchored anew: `week` begins today (promise 3.5).

    `calendar_weeks` is the new pace's length of the whole roadmap; without it the pace stays and
    only the dates move. Other than that the plan is the same.
    """
    pace = plan.span if calendar_weeks is None else span(plan.weeks, calendar_weeks)
    return replace(plan, anchor=Anchor(week, today), span=pace)


def consequence(old: Plan, new: Plan) -> Consequence:
    """What accepting `new` in the place of `old` does to the planned end (promise 3.5)."""
    return Consequence(old.finish, new.finish)


def offers(late_by: Sequence[int], span: Fraction) -> Offer:
    """What to offer after the check-ins whose standings these are, oldest first (promise 3.5).

    `late_by` holds signed days (`Standing.late_by`). More than a fifth of a roadmap week of
    `span` days, on the same side at the last two check-ins, leads to an offer.
    """
    latest, limit = late_by[-policy.REPACE_CHECKINS :], SHARE * span
    if len(latest) < policy.REPACE_CHECKINS:
        return Offer.NONE
    if min(latest) > limit:
        return Offer.LATER
    return Offer.FASTER if max(latest) < -limit else Offer.NONE


def _next(weekday: int, day: date) -> date:
    """The first day with this weekday on or after `day`."""
    return day + timedelta(days=(weekday - day.weekday()) % DAYS_A_WEEK)
