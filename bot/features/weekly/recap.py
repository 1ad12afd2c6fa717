"""A finished check-in's recap: the week in four lines and a picture, to be shown to a friend (14.2).

Nothing private is in it: no note, no answer, and no streak where the learner hides it.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from bot.chat.drawings import DayMark, Drawing, Figure, Figures
from bot.chat.messages import Heading, Message, Text, message, strong
from bot.chat.translate import marked, unstyled
from bot.domain.history import Entry, EntryKind
from bot.domain.reflection import Checkin
from bot.domain.roadmap.pages import has_own_link
from bot.domain.streak.ledger import weekdays_on
from bot.features.kit import Context
from bot.features.pictures.days import marks, monday_of, week_map
from bot.features.pictures.progress import drawing_of
from bot.features.pictures.words import picture
from bot.features.views import paragraph, week_title

LINES: Final = 4
NEW_WEEK: Final = 2
"""A check-in on one of so many first days of a week looks back on the one before."""

_DONE: Final = frozenset({DayMark.DONE, DayMark.REPAIRED})


def recap(context: Context, checkin: Checkin) -> Message | None:
    """The week of a check-in; None where there is nothing to show."""
    monday = _monday(checkin.opened_on)
    days = marks(context.ledger(), monday, 7)
    done = sum(DayMark(each) in _DONE for each in days)
    if not done:
        return None
    entries = _entries_of(context, monday)
    lines = [_days_line(context, monday, done, entries), *_further(context, entries)]
    return message(
        Heading(text=week_title(context, checkin.week)),
        *map(paragraph, lines[: LINES - 1]),
        picture(context.say, "week", _drawing(context, checkin.week, monday, entries)).model_copy(
            update={"words": ()}
        ),
    )


def _monday(opened_on: date) -> date:
    back = 7 if opened_on.weekday() < NEW_WEEK else 0
    return monday_of(opened_on) - timedelta(days=back)


def _entries_of(context: Context, monday: date) -> list[Entry]:
    sunday = monday + timedelta(days=6)
    return [each for each in context.learner.entries.since(monday) if monday <= each.day <= sunday]


def _days_line(context: Context, monday: date, done: int, entries: list[Entry]) -> Text:
    """`5 of 6 study days, 7 h 20 min`."""
    say = context.say
    days = _of_study_days(context, monday, done)
    minutes = sum(each.minutes or 0 for each in entries)
    if not minutes:
        return say("Studied on {days}.", days=strong(days))
    return say("Studied on {days}, {time}.", days=strong(days), time=strong(say.minutes(minutes)))


def _of_study_days(context: Context, monday: date, done: int) -> str:
    say = context.say
    wanted = len(weekdays_on(context.learner.history, monday + timedelta(days=6)))
    if done <= wanted:
        return say.line("{done} of {wanted} days", done=done, wanted=wanted)
    return unstyled(say.plural("{n} day", "{n} days", done))


def _further(context: Context, entries: list[Entry]) -> Iterator[Text]:
    """What else there is to tell, the most telling first."""
    say, ledger, roadmap = context.say, context.ledger(), context.roadmap
    if any(has_own_link(each.note, roadmap.pages) for each in entries):
        yield say("Something to show was built.")
    topics = sum(each.kind is EntryKind.TICK and not each.unticked for each in entries)
    if topics:
        yield say.plural("{n} topic finished.", "{n} topics finished.", topics)
    if context.learner.preferences.streak and ledger.streak > 1:
        yield say.plural("{n} study day in a row.", "{n} study days in a row.", ledger.streak)
    behind = min(context.enrolment.week - 1, roadmap.weeks)
    weeks = (
        marked("{done} of {weeks} weeks done, {roadmap}.")
        if behind
        else marked("The first of {weeks} weeks, {roadmap}.")
    )
    yield say(weeks, done=behind, weeks=roadmap.weeks, roadmap=roadmap.title)
    yield say("On the way since {day}.", day=say.day_and_year(context.enrolment.started_on))


def _drawing(context: Context, week: int, monday: date, entries: list[Entry]) -> Drawing:
    say, ledger = context.say, context.ledger()
    panel = week_map(context, monday)
    done = sum(DayMark(each) in _DONE for each in panel.days)
    items = [
        Figure(value=str(done), label=unstyled(say.plural("day of study", "days of study", done)))
    ]
    if minutes := sum(each.minutes or 0 for each in entries):
        items.append(Figure(value=say.minutes(minutes), label=say.line("logged")))
    if context.learner.preferences.streak and ledger.streak > 1:
        items.append(Figure(value=str(ledger.streak), label=say.line("in a row")))
    title = say.line("Week {week} of {weeks}", week=week, weeks=context.roadmap.weeks)
    return drawing_of(context, title, Figures(items=tuple(items)), panel)
