"""What a day and a week come to: the minutes logged, and the days done (promise 3.4b)."""

from datetime import date, timedelta
from typing import Final

from bot.chat.messages import Text, strong
from bot.chat.translate import joined, marked
from bot.domain.history import Entry
from bot.domain.streak.ledger import DayState, weekdays_on
from bot.features.kit import Context

_DONE: Final = frozenset({DayState.DONE, DayState.REPAIRED})

PRAISE: Final = (
    marked("Nice."),
    marked("Good work."),
    marked("Steady work."),
    marked("Well done."),
    marked("Good going."),
    marked("One more behind you."),
)
"""By turns, one for each day, so that no two evenings sound the same."""


def sums_line(context: Context, entry: Entry) -> Text:
    """`Nice. That is 4 of 6 days this week.`; the day's minutes where they are more than these.

    Of a day before this week it says nothing of the week.
    """
    say, day, days = context.say, entry.day, _days_of_the_week(context)
    today = day == context.today
    minutes = sum(each.minutes or 0 for each in context.learner.entries.on(day))
    only_this = minutes == (entry.minutes or 0)
    time = strong(say.minutes(minutes))
    if day < _monday(context):
        return () if only_this else say("That makes {time} on {day}.", day=say.day(day), time=time)
    if not days_done(context):
        return ()
    if only_this:
        week = say("That is {days} this week.", days=days)
        return joined([say(_praise(context)), week], " ") if today else week
    if today:
        return say("That makes {time} today, and {days} this week.", time=time, days=days)
    return say(
        "That makes {time} on {day}, and {days} this week.",
        day=say.day(day),
        time=time,
        days=days,
    )


def _praise(context: Context) -> str:
    return PRAISE[(context.learner.entries.days - 1) % len(PRAISE)]


def _days_of_the_week(context: Context) -> Text:
    done, wanted = days_done(context), len(weekdays_on(context.learner.history, context.today))
    if done == wanted:
        return context.say("all {wanted} days", wanted=wanted)
    if done < wanted:
        return context.say("{done} of {wanted} days", done=done, wanted=wanted)
    return context.say.plural("{n} day", "{n} days", done)


def days_done(context: Context) -> int:
    """How many days since Monday are done."""
    return sum(each.state in _DONE for each in context.ledger().since(_monday(context)))


def _monday(context: Context) -> date:
    return context.today - timedelta(days=context.today.weekday())
