"""What a day and a week come to: the minutes logged, and the days done (promise 3.4b)."""

from datetime import timedelta
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
    """`Nice. That is 4 of 6 days this week.`; the day's minutes where they are more than these."""
    say, day, days = context.say, entry.day, _days_of_the_week(context)
    today = day == context.today
    minutes = sum(each.minutes or 0 for each in context.learner.entries.on(day))
    if not days_done(context):
        return ()
    if minutes == (entry.minutes or 0) and today:
        return joined([say(_praise(context)), say("That is {days} this week.", days=days)], " ")
    if minutes == (entry.minutes or 0):
        return say("This week: {days}.", days=days)
    time = strong(say.minutes(minutes))
    if today:
        return say("Today {time}, this week {days}.", time=time, days=days)
    return say("On {day} {time}, this week {days}.", day=say.day(day), time=time, days=days)


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
    monday = context.today - timedelta(days=context.today.weekday())
    return sum(each.state in _DONE for each in context.ledger().since(monday))
