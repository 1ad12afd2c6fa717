"""When a group's days begin: for the first of the members who live them (promise 6.2)."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.domain.calendar import Timeline
from bot.domain.groups.history import Stay
from bot.domain.streak.pauses import days_of

_DAY = timedelta(days=1)


class Calendars:
    """The days of all members who ever were, those together who live by the same clock."""

    def __init__(self) -> None:
        self._stays: dict[Timeline, set[tuple[date, date | None]]] = {}

    def add(self, timeline: Timeline, stays: Iterable[Stay]) -> None:
        """Take in a member."""
        clock = replace(timeline, set_up_on=date.min)
        spans = {(each.joined_on, each.left_on) for each in stays}
        self._stays.setdefault(clock, set()).update(spans)

    def began(self, now: datetime) -> Iterator[tuple[date, datetime]]:
        """The days that have begun, in order, each with the instant."""
        spans = [span for stays in self._stays.values() for span in stays]
        first = min((joined for joined, _ in spans), default=date.max)
        last = max((clock.day(now) for clock in self._stays), default=date.min)
        for day in days_of(first, last):
            at = self._begins(day)
            if at is not None and at <= now:
                yield day, at

    def next(self, now: datetime) -> datetime | None:
        """When the next day begins."""
        todays = [clock.day(now) for clock in self._stays]
        days = days_of(min(todays), max(todays) + 2 * _DAY) if todays else ()
        begins = (self._begins(day) for day in days)
        return min((at for at in begins if at is not None and at > now), default=None)

    def _begins(self, day: date) -> datetime | None:
        lived = (clock for clock, spans in self._stays.items() if _holds(spans, day))
        return min((clock.begins(day) for clock in lived), default=None)


def _holds(spans: Iterable[tuple[date, date | None]], day: date) -> bool:
    return any(joined < day and (left is None or day <= left) for joined, left in spans)
