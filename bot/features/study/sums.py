"""What a day and a week come to: the minutes logged, and the days done (promise 3.4b)."""

from datetime import date, timedelta

from bot.chat.messages import Text, strong
from bot.domain.streak.ledger import DayState, weekdays_on
from bot.features.kit import Context

_DONE = frozenset({DayState.DONE, DayState.REPAIRED})


def sums_line(context: Context, day: date) -> Text:
    """`Today 1 h 15 min, this week 4 of 6 days.`; another day is called by its name."""
    say = context.say
    minutes = sum(each.minutes or 0 for each in context.learner.entries if each.day == day)
    done, wanted = days_done(context), len(weekdays_on(context.learner.history, context.today))
    if done <= wanted:
        week = say("this week {done} of {wanted} days", done=done, wanted=wanted)
    else:
        week = say.plural("this week {n} day", "this week {n} days", done)
    if not minutes:
        return say("So far {week}.", week=week)
    time = strong(say.minutes(minutes))
    if day == context.today:
        return say("Today {time}, {week}.", time=time, week=week)
    return say("On {day} {time}, {week}.", day=say.day(day), time=time, week=week)


def days_done(context: Context) -> int:
    """How many days since Monday are done."""
    monday = context.today - timedelta(days=context.today.weekday())
    days = (each for each in context.ledger().days if each.day >= monday)
    return sum(each.state in _DONE for each in days)
