"""`/why`: the streak's ledger day by day, with the rule behind each day (promise 2.10)."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot.chat.arguments import WHEN, option
from bot.chat.messages import Bullets, Heading, Message, Text, code, message, plain, soft, strong
from bot.chat.reading.days import When, resolved
from bot.chat.translate import marked
from bot.domain.streak.ledger import DayState, LedgerDay, Why
from bot.errors import CoachError
from bot.features.kit import Command, Context, Feature
from bot.features.views import paragraph

DAYS_SHOWN: Final = 100

RULES: Final = {
    Why.DONE: (marked("you studied"), "2.1"),
    Why.DONE_LATE: (marked("logged the day after"), "2.5"),
    Why.DONE_EXTRA: (marked("you studied on a free day, which adds"), "2.2"),
    Why.PAUSED: (marked("in a pause"), "2.7"),
    Why.REST_BEFORE_PLAN: (marked("before your plan began"), "2.2"),
    Why.REST_FINISHED: (marked("your roadmap is finished"), "3.2"),
    Why.REST_WEEKDAY: (marked("not a study day"), "2.3"),
    Why.PENDING: (marked("today is still open"), "2.2"),
    Why.EXCUSED_MOVE: (marked("a move left less than 12 hours of it"), "1.3"),
    Why.EXCUSED_OUTAGE: (marked("I was out of reach"), "2.8"),
    Why.REPAIRED: (marked("made up for on the next study day"), "2.6"),
    Why.FROZEN: (marked("a freeze kept your streak"), "2.4"),
    Why.MISSED_NO_FREEZE: (marked("no study, and no freeze in hand"), "2.4"),
    Why.MISSED_GAP: (marked("the gap outlasted the freezes, which came back"), "2.4"),
    Why.MISSED_NO_STREAK: (marked("no study, and no streak to freeze"), "2.4"),
}
"""What made a day's state, in a few words, and the promise it comes from."""

STATES: Final = {
    DayState.DONE: marked("done"),
    DayState.PAUSED: marked("paused"),
    DayState.REST: marked("rest"),
    DayState.PENDING: marked("pending"),
    DayState.EXCUSED: marked("excused"),
    DayState.REPAIRED: marked("repaired"),
    DayState.FROZEN: marked("frozen"),
    DayState.MISSED: marked("missed"),
}


@dataclass(frozen=True)
class WhyArguments:
    """What `/why` takes."""

    day: When | None = option(WHEN, marked("one day: yesterday, or a date like 2026-03-02"))


async def why(context: Context, given: WhyArguments) -> Message:
    """The ledger, or one day of it."""
    ledger = context.ledger()
    if not ledger.days:
        raise CoachError(
            "Nothing is logged yet, so there is nothing to explain. Start small: /done 10"
        )
    if given.day is not None:
        return message(paragraph(_line(context, _found(context, ledger.days, given.day))))
    shown = ledger.days[-DAYS_SHOWN:]
    older = len(ledger.days) - len(shown)
    lines = (
        [
            context.say.plural(
                "{n} older day is not shown: {example}",
                "{n} older days are not shown: {example}",
                older,
                example=code(f"/why {ledger.days[0].day}"),
            )
        ]
        if older
        else []
    )
    return message(
        Heading(text=context.say("Your days, and why they count as they do")),
        *map(paragraph, lines),
        Bullets(items=tuple(_line(context, each) for each in shown)),
    )


def _found(context: Context, days: tuple[LedgerDay, ...], when: When) -> LedgerDay:
    yesterday = context.learner.timeline.yesterday(context.now) or context.today - timedelta(days=1)
    day = resolved(when, context.today, yesterday)
    found = next((each for each in days if each.day == day), None)
    if found is None:
        raise CoachError(
            "Your ledger goes from {first} to {last}; for example: /why {last}",
            first=days[0].day.isoformat(),
            last=days[-1].day.isoformat(),
        )
    return found


def _line(context: Context, each: LedgerDay) -> Text:
    say = context.say
    rule, promise = RULES[each.why]
    return (
        *say(
            "{day} {weekday}: {state} · streak {streak} · freezes {freezes} · {why}",
            day=each.day.isoformat(),
            weekday=say.weekday(each.day.weekday()),
            state=strong(say.line(STATES[each.state])),
            streak=each.streak,
            freezes=each.freezes,
            why=say(rule),
        ),
        *plain(" "),
        soft(say.line("(rule {number})", number=promise)),
    )


FEATURE = Feature(
    commands=(
        Command("why", marked("why the streak is what it is"), "/why yesterday", why, WhyArguments),
    )
)
