"""A group's month as a picture, shown on the first day of the next by a button (promise 14.2)."""

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from bot.chat.drawings import DayMark, Drawing, Figure, Figures, Look, MonthMap
from bot.chat.messages import Heading, Message, message, plain
from bot.chat.translate import Say, marked
from bot.domain.groups.streak import GroupRow, GroupState, GroupStreak, streak
from bot.errors import CoachError, StaleButtonError
from bot.features.groups.board import MONTH
from bot.features.groups.here import group_here
from bot.features.kit import OUT_OF_DATE, Action, Context, Feature
from bot.features.pictures.days import legend, weekdays
from bot.features.pictures.words import picture
from bot.features.views import word

MARKS: Final[Mapping[GroupState, DayMark]] = {
    GroupState.SUCCESS: DayMark.DONE,
    GroupState.FROZEN: DayMark.FROZEN,
    GroupState.FAILURE: DayMark.MISSED,
    GroupState.NEUTRAL: DayMark.REST,
}

LABELS: Final = {
    DayMark.DONE: marked("made together"),
    DayMark.FROZEN: marked("kept by a freeze"),
    DayMark.MISSED: marked("fell short"),
    DayMark.REST: marked("quiet"),
}


async def month(context: Context, words: Sequence[str]) -> Message:
    """A month of this chat's group: `group-month 2026-03`."""
    here, first = await group_here(context), _first_of(word(words))
    known = await context.work.groups.settled(here, first)
    shared = streak(known.days, known.since)
    days = [row for row in shared.days if _is_in(row.day, first)]
    if not days:
        raise CoachError("Nothing is settled in that month yet. The board: /group")
    kudos = await context.work.groups.kudos(here, first, _last_of(first))
    look = Look(context.learner.preferences.look)
    drawing = month_drawing(context.say, look, here.name, shared, first, kudos)
    return message(
        Heading(text=plain(context.say.month_and_year(first))),
        picture(context.say, "month", drawing),
    )


def month_drawing(  # noqa: PLR0913, PLR0917 -- what a month is made from
    say: Say, look: Look, name: str, streak: GroupStreak, first: date, kudos: int
) -> Drawing:
    """The month that begins with `first`, by the days that are settled."""
    rows = [row for row in streak.days if _is_in(row.day, first)]
    shared = sum(row.state is GroupState.SUCCESS for row in rows)
    days = _marks(rows, first)
    items = [
        Figure(value=str(rows[-1].streak), label=say.line("group streak")),
        Figure(value=str(streak.longest), label=say.line("longest")),
    ]
    if kudos:
        items.append(Figure(value=str(kudos), label=say.line("kudos")))
    calendar = MonthMap(
        label=say.line("Days together"),
        value=say.line("{shared} of {days}", shared=shared, days=len(rows)),
        offset=first.weekday(),
        days=days,
        weekdays=weekdays(say),
        legend=legend(say, days, LABELS),
    )
    return Drawing(
        look=look,
        title=name,
        subtitle=say.month_and_year(first),
        unnamed=say.line("Our group"),
        panels=(calendar, Figures(items=tuple(items))),
    )


def _marks(rows: Iterable[GroupRow], first: date) -> str:
    known = {row.day: MARKS[row.state] for row in rows}
    count = monthrange(first.year, first.month)[1]
    days = (first + timedelta(days=number) for number in range(count))
    return "".join(known.get(day, DayMark.NONE) for day in days)


def _first_of(text: str) -> date:
    """The first day of a month. Raises StaleButtonError where it is none."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        raise StaleButtonError(OUT_OF_DATE) from None


def _last_of(first: date) -> date:
    return first.replace(day=monthrange(first.year, first.month)[1])


def _is_in(day: date, first: date) -> bool:
    return (day.year, day.month) == (first.year, first.month)


FEATURE = Feature(actions=(Action(MONTH, month),))
