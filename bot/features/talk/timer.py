"""A timer in plain words: offered, or shown where one runs; nothing begins by itself (8.2)."""

from bot.chat.messages import Message, message
from bot.domain import policy
from bot.features.kit import Context
from bot.features.study.focus import timer_page
from bot.features.views import button, paragraph, row


def timer(context: Context, minutes: int | None) -> Message:
    """`start a timer for 40 minutes`: a button that does."""
    if (page := timer_page(context)) is not None:
        return page
    say = context.say
    fits = minutes is not None and policy.FOCUS_LEAST <= minutes <= policy.FOCUS_MOST
    lengths = (minutes,) if fits and minutes else policy.MINUTES_OFFERED
    line = say("A focus timer? I write when it is over, and log it myself.")
    if minutes is not None and not fits:
        line = say(
            "A timer runs from {least} to {most} minutes. How long shall it be?",
            least=policy.FOCUS_LEAST,
            most=policy.FOCUS_MOST,
        )
    starts = (
        button(context, say.line("Start {time}", time=say.minutes(each)), f"/focus {each}")
        for each in lengths
    )
    return message(
        paragraph(line), buttons=row(*starts, button(context, say.line("No"), "leave-it"))
    )
