"""Which row of the example week each study day takes (promise 3.4a)."""

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from bot.domain import policy
from bot.domain.day.tasks import Sitting
from bot.domain.preferences import WEEKDAYS
from bot.domain.roadmap.model import Roadmap, TemplateRow

_WEEKEND: Final = frozenset({5, 6})
_WANTED: Final = ("learn", "project", "practise", "review")
"""Of rows equally long, one with an activity that the days lack comes first, in this order."""


def rows_by_weekday(rows: Sequence[TemplateRow], days: Collection[int]) -> dict[int, TemplateRow]:
    """The row of each study day, 0 for Monday.

    A day takes the row that bears its name. Rows left over go to the days without one: the
    shortest to working days, the longest to the weekend; a long one never to a working day while
    there is a weekend day. What is then still without a row is a short review.
    """
    named = {WEEKDAYS.index(row.weekday): row for row in rows}
    taken = {day: named[day] for day in days if day in named}
    present = {row.activity for row in taken.values()}
    left = sorted(
        (row for row in rows if WEEKDAYS.index(row.weekday) not in days),
        key=lambda row: (row.minutes, row.activity in present, _WANTED.index(row.activity)),
    )
    free = sorted(day for day in days if day not in taken)
    working = [day for day in free if day not in _WEEKEND]
    allowed = left if _WEEKEND.isdisjoint(days) else [row for row in left if _is_short(row)]
    placed = dict(zip(working, allowed, strict=False))
    rest = [row for row in left if all(row is not each for each in placed.values())]
    weekend = (day for day in free if day in _WEEKEND)
    placed |= dict(zip(weekend, reversed(rest), strict=False))
    return taken | {day: placed.get(day) or _review(day) for day in free}


def _is_short(row: TemplateRow) -> bool:
    return row.minutes <= policy.WORKING_DAY_MOST


def _review(day: int) -> TemplateRow:
    return TemplateRow(
        weekday=WEEKDAYS[day],
        minutes=policy.REVIEW_MINUTES,
        activity="review",
        focus="A short look back",
        status="ours",
    )


def sitting_at(roadmap: Roadmap, pace: str) -> Sitting:
    """How long a day of learning is: the shortest of the example week, here and as printed."""
    return Sitting(_shortest(roadmap.template_rows(pace)), _shortest(roadmap.templates[0].rows))


def _shortest(rows: Iterable[TemplateRow]) -> int:
    learning = (row.minutes for row in rows if row.activity == "learn")
    return min(learning, default=policy.SITTING_MINUTES)
