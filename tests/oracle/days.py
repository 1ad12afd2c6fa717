"""Learner-days told the slow way: a walk through time by quarters of an hour (promises 1.1, 1.3).

Every clock in the world changes at a quarter of an hour, and every rollover is at a full one, so
nothing can begin between two steps. It knows nothing of `bot.domain.calendar` but its records.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.calendar import Rule, RuleChange

STEP = timedelta(minutes=15)
STEPS_IN_12_HOURS = 48
DAY = timedelta(days=1)
LONGEST_LOOK_BACK = timedelta(hours=30)


def shown(rule: Rule, instant: datetime) -> date:
    """The calendar date of local wall time minus rollover; it may run backwards."""
    wall = instant.astimezone(ZoneInfo(rule.zone)).replace(tzinfo=None)
    return (wall - timedelta(hours=rule.rollover)).date()


def reached(rule: Rule, instant: datetime) -> date:
    """The latest date that was ever shown until `instant`: it never runs backwards."""
    before = instant - LONGEST_LOOK_BACK
    return max(shown(rule, before + STEP * n) for n in range(LONGEST_LOOK_BACK // STEP + 1))


class Days:
    """The learner-day of each step from some days before the set-up until `until`."""

    def __init__(self, first: RuleChange, changes: Sequence[RuleChange], until: datetime) -> None:
        self.set_up = first.made_at
        quarters = (first.made_at - datetime(2000, 1, 1, tzinfo=UTC)) // STEP
        self.start = datetime(2000, 1, 1, tzinfo=UTC) + STEP * quarters - 3 * DAY
        self.days: list[date] = []
        waiting = sorted(changes, key=lambda change: change.made_at)
        rule, today = first.rule, reached(first.rule, self.start)
        now = self.start
        while now <= until + 3 * DAY:
            if shown(rule, now) > today:
                while waiting and waiting[0].made_at < now:
                    rule = waiting.pop(0).rule
                today = max(today, reached(rule, now))
            self.days.append(today)
            now += STEP
        self.length = Counter(self.days)
        self.lived = sorted(self.length)

    def day(self, instant: datetime) -> date:
        return self.days[(instant - self.start) // STEP]

    def lived_before(self, day: date) -> date:
        return max(other for other in self.lived if other < day)

    def begins(self, day: date) -> datetime:
        return self.start + STEP * bisect_left(self.days, day)

    def short(self, until: datetime) -> list[date]:
        """Days over by `until` that lasted less than twelve hours, skipped ones among them."""
        found, day = [], self.lived[1]
        while self.begins(day + DAY) <= until:
            if self.length[day] < STEPS_IN_12_HOURS:
                found.append(day)
            day += DAY
        return found
