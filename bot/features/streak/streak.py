"""`/streak`: the streak, the longest one, freezes and strength (promise 2.10)."""

from bot.chat.arguments import NoArguments
from bot.chat.messages import Fields, Heading, Labelled, Message, Text, code, message, plain
from bot.chat.translate import marked
from bot.domain.streak.ledger import DayState, Ledger
from bot.features.kit import Command, Context, Feature
from bot.features.views import freezes, paragraph, study_days


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
    rows = (
        (say("Longest"), study_days(say, ledger.longest)),
        (
            say("Freezes"),
            say("{freezes}, each saves one missed study day", freezes=freezes(say, ledger.freezes)),
        ),
        (say("Strength"), plain(f"{ledger.strength:.0%}")),
    )
    return message(
        Heading(text=say("{days} in a row", days=study_days(say, ledger.streak))),
        Fields(rows=tuple(Labelled(label=label, value=value) for label, value in rows)),
        paragraph(_today(context, ledger)),
        paragraph(say("Day by day: {why}", why=code("/why"))),
    )


def _today(context: Context, ledger: Ledger) -> Text:
    say = context.say
    if ledger.today.state is DayState.DONE:
        return say("Today is done.")
    if ledger.today.state is DayState.PENDING:
        return say(
            "Today is open: {line} makes it count, ten minutes are enough.", line=code("/done 10")
        )
    return say("Nothing is due today.")


FEATURE = Feature(commands=(Command("streak", marked("your streak"), "/streak", streak),))
