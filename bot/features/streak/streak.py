"""`/streak`: the streak, the longest one, freezes and strength (promise 2.10)."""

from datetime import timedelta
from typing import Final

from bot.chat.arguments import NoArguments
from bot.chat.messages import Fields, Heading, Labelled, Message, Text, code, message
from bot.chat.translate import marked
from bot.domain.streak.ledger import DayState, Ledger
from bot.features.kit import Command, Context, Feature
from bot.features.views import button, paragraph, repair_line, row, study_days

_HABIT_AFTER: Final = timedelta(days=21)
"""Before the fourth week the strength says little, and looks like failing."""

_STEADY_FROM: Final = 0.8


async def streak(context: Context, _: NoArguments) -> Message:
    """How the streak stands."""
    say = context.say
    if not context.learner.preferences.streak:
        return message(
            paragraph(
                say(
                    "Your streak is hidden; your days count all the same. To see it: {line}",
                    line=code("/settings streak=on"),
                )
            )
        )
    ledger = context.ledger()
    rows = [
        (say("Longest"), study_days(say, ledger.longest)),
        (say("Freezes"), _freezes(context, ledger)),
        *_habit(context, ledger),
    ]
    return message(
        Heading(text=_standing(context, ledger)),
        Fields(rows=tuple(Labelled(label=label, value=value) for label, value in rows)),
        paragraph(_today(context, ledger)),
        buttons=row(button(context, say.line("Day by day"), "/why")),
    )


def _standing(context: Context, ledger: Ledger) -> Text:
    if not ledger.streak and not ledger.longest:
        return context.say("Your first day is waiting.")
    return context.say("{days} in a row", days=study_days(context.say, ledger.streak))


def _freezes(context: Context, ledger: Ledger) -> Text:
    say = context.say
    if not ledger.freezes:
        return say("none in hand; seven study days in a row earn one")
    return say.plural(
        "{n} in hand; it forgives one missed day",
        "{n} in hand; each forgives one missed day",
        ledger.freezes,
    )


def _habit(context: Context, ledger: Ledger) -> list[tuple[Text, Text]]:
    """The strength, once there is enough to tell it from (promise 2.10)."""
    if not ledger.days or (context.today - ledger.days[0].day) < _HABIT_AFTER:
        return []
    say, share = context.say, f"{ledger.strength:.0%}"
    if ledger.strength >= _STEADY_FROM:
        return [(say("Habit"), say("steady ({share}); a missed day costs little", share=share))]
    return [(say("Habit"), say("building ({share}); a missed day costs little", share=share))]


def _today(context: Context, ledger: Ledger) -> Text:
    say = context.say
    if repair := repair_line(context, ledger):
        return repair
    match ledger.today.state:
        case DayState.DONE:
            return say("Today is done.")
        case DayState.PENDING:
            return say("Today is still open; ten minutes are enough: {line}", line=code("/done 10"))
        case DayState.PAUSED:
            return say("You are in a pause, and so is your streak.")
        case DayState.REST:
            return say("Today is free. Your streak rests, too.")
        case _:
            return say("Today asks nothing of you.")


FEATURE = Feature(commands=(Command("streak", marked("your streak"), "/streak", streak),))
