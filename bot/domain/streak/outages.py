"""Learner-days on which Waymark was down too long towards their end (promise 2.8)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from bot.domain import policy
from bot.domain.calendar import Timeline
from bot.domain.delivery import Outage


def outage_days(timeline: Timeline, outages: Iterable[Outage]) -> frozenset[date]:
    """The days with more than two hours of outage in their last six."""
    down = tuple(outages)
    touched = {day for outage in down for day in _days(timeline, outage)}
    return frozenset(day for day in touched if _down_at_end(timeline, day, down))


def _days(timeline: Timeline, outage: Outage) -> Iterable[date]:
    first = max(timeline.day(outage.begins), timeline.set_up_on)
    last = timeline.day(outage.ends)
    return (first + timedelta(days=ahead) for ahead in range((last - first).days + 1))


def _down_at_end(timeline: Timeline, day: date, outages: Iterable[Outage]) -> bool:
    ends = timeline.ends(day)
    begins = max(timeline.begins(day), ends - policy.OUTAGE_WINDOW)
    total = sum((_overlap(each, begins, ends) for each in outages), timedelta())
    return total > policy.OUTAGE_MOST


def _overlap(outage: Outage, begins: datetime, ends: datetime) -> timedelta:
    return max(timedelta(), min(outage.ends, ends) - max(outage.begins, begins))
