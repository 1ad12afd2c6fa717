"""A button that logs: once for each person and message, for the message's day (promise 2.1)."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import Final

from bot.chat.messages import Message, Text, code, message
from bot.domain import policy
from bot.domain.history import Entry
from bot.errors import CoachError
from bot.features.kit import Context
from bot.features.views import button, column, paragraph

_DAYS_APART: Final = timedelta(days=3)
"""How far the learner-days of one instant lie apart at most, by zone and rollover."""


def pressed_id(context: Context) -> str | None:
    """Our id of the message whose button was pressed; None where something was typed."""
    return context.pressed.id if context.pressed else None


def not_twice(context: Context, message_id: str | None) -> None:
    """Raise CoachError where a button of this message logged for the learner already."""
    if message_id is None:
        return
    for entry in _since_shown(context, message_id):
        if entry.message == message_id:
            raise CoachError(
                "This is logged already, for {day}. To take it back: /undo", day=entry.day
            )


def _since_shown(context: Context, message_id: str) -> Iterable[Entry]:
    """What was logged since a message is there, as far as that is known.

    Who is linked since may have logged it by another zone and rollover.
    """
    shown, learner = context.pressed, context.learner
    if shown is None or shown.id != message_id or shown.made_at is None:
        return learner.entries
    return learner.entries.since(learner.today(shown.made_at) - _DAYS_APART)


def day_meant(context: Context) -> date | None:
    """The learner-day that is logged for: the one of the message whose button was pressed.

    What was typed is for today. None where the learner has to say: the message is neither of today
    nor of the day lived before, or that day was before the set-up.
    """
    if context.pressed is None:
        return context.today
    day = pressed_day(context)
    if day is None:
        return None
    if day >= context.today:
        return context.today
    lately = day == context.learner.timeline.yesterday(context.now)
    return day if lately and day >= context.learner.history.set_up_on else None


def pressed_day(context: Context) -> date | None:
    """The learner-day of the message whose button was pressed; None where that is not known."""
    shown = context.pressed
    if shown is None:
        return None
    if shown.day is not None or shown.made_at is None:
        return shown.day
    return context.learner.today(shown.made_at)


def late_line(context: Context, day: date) -> Text:
    """That a press was logged late, as its message is of an earlier day; else empty."""
    if day == context.today or day != pressed_day(context):
        return ()
    return context.say(
        "That button is from {day}, so this is logged late, for that day. For today: {done}",
        day=day,
        done=code("/done"),
    )


def ask_for_day(
    context: Context, line: Text, days: Sequence[date], action: Callable[[date], str]
) -> Message:
    """A question with a button for each of some days."""
    choices = (button(context, context.say.day(day), action(day)) for day in days)
    return message(paragraph(line), buttons=column(*choices))


def ask_for_day_of_button(context: Context, action: Callable[[date], str]) -> Message:
    """Which day is meant by a button that was shown on another day."""
    line = context.say("That button is from another day. Which day did you study?")
    return ask_for_day(context, line, _offered(context), action)


def _offered(context: Context) -> list[date]:
    """Today, the day before, and that of the message as long as it can be logged."""
    today = context.today
    days = {today, context.learner.timeline.yesterday(context.now), pressed_day(context)}
    oldest = today - timedelta(days=policy.OLDEST_ENTRY_DAYS)
    return sorted((day for day in days if day and oldest <= day <= today), reverse=True)
