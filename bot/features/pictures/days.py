"""A learner's days on a map: what each of them was, from the ledger (promises 2.2 and 14.2)."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from bot.chat.drawings import DayMap, DayMark, Legend
from bot.chat.translate import Say, marked
from bot.domain.streak.ledger import DayState, Ledger
from bot.features.kit import Context

WEEKS_MOST: Final = 54
"""A year and a week: what is older is in `/why`."""

MARKS: Final[Mapping[DayState, DayMark]] = {
    DayState.DONE: DayMark.DONE,
    DayState.REPAIRED: DayMark.REPAIRED,
    DayState.REST: DayMark.REST,
    DayState.FROZEN: DayMark.FROZEN,
    DayState.EXCUSED: DayMark.EXCUSED,
    DayState.PAUSED: DayMark.PAUSED,
    DayState.MISSED: DayMark.MISSED,
    DayState.PENDING: DayMark.TODAY,
}

LABELS: Final = {
    DayMark.DONE: marked("done"),
    DayMark.REPAIRED: marked("repaired"),
    DayMark.FROZEN: marked("frozen"),
    DayMark.MISSED: marked("missed"),
    DayMark.EXCUSED: marked("excused"),
    DayMark.PAUSED: marked("paused"),
    DayMark.REST: marked("rest"),
    DayMark.TODAY: marked("today"),
}
"""In the order of the legend."""

_WEEK: Final = timedelta(weeks=1)


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def day_map(context: Context, first: date) -> DayMap:
    """The days of the weeks from that of `first` to this one."""
    monday = max(monday_of(first), monday_of(context.today) - (WEEKS_MOST - 1) * _WEEK)
    return _map(context, monday, (monday_of(context.today) - monday).days // 7 + 1)


def week_map(context: Context, monday: date) -> DayMap:
    """The days of one week."""
    return _map(context, monday, 1)


def _map(context: Context, monday: date, weeks: int) -> DayMap:
    days = marks(context.ledger(), monday, 7 * weeks)
    done = days.count(DayMark.DONE) + days.count(DayMark.REPAIRED)
    say = context.say
    return DayMap(
        label=say.line("Study days"),
        value=say.line("{n} done", n=done),
        first=monday,
        days=days,
        months=_months(say, monday, weeks),
        weekdays=weekdays(say),
        legend=legend(say, days, LABELS),
    )


def marks(ledger: Ledger, first: date, count: int) -> str:
    """A mark for each of `count` days."""
    known = {each.day: MARKS[each.state] for each in (ledger.today, *ledger.days)}
    days = (first + timedelta(days=number) for number in range(count))
    return "".join(known.get(day, DayMark.NONE) for day in days)


def legend(say: Say, days: str, labels: Mapping[DayMark, str]) -> tuple[Legend, ...]:
    """What the marks mean that are among `days`, and how often they are; today speaks for itself."""
    return tuple(
        Legend(mark=mark, label=say.line(label), count=days.count(mark))
        for mark, label in labels.items()
        if mark in days
    )


def weekdays(say: Say) -> tuple[str, ...]:
    """Their short names, Monday first."""
    return tuple(map(say.weekday, range(7)))


def _months(say: Say, monday: date, weeks: int) -> tuple[tuple[int, str], ...]:
    """The weeks in which a month begins; the first week in any case."""
    begins = [(week, monday + week * _WEEK) for week in range(weeks)]
    first = ((week, day + timedelta(days=6)) for week, day in begins)
    return tuple((week, say.month(day)) for week, day in first if week == 0 or day.day <= 7)
