"""A button that logs: once for each person and message, for the message's day (promise 2.1)."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from bot.chat.messages import Message, Text, code, message
from bot.domain import policy
from bot.errors import CoachError
from bot.features.kit import Turn
from bot.features.views import button, column, paragraph


def pressed_id(turn: Turn) -> str | None:
    """Our id of the message whose button was pressed; None where something was typed."""
    return turn.pressed.id if turn.pressed else None


def not_twice(turn: Turn, message_id: str | None) -> None:
    """Raise CoachError where a button of this message logged for the learner already."""
    if message_id is None:
        return
    for entry in turn.learner.entries:
        if entry.message == message_id:
            raise CoachError(
                "This is logged already, for {day}. To take it back: /undo", day=entry.day
            )


def day_meant(turn: Turn) -> date | None:
    """The learner-day that is logged for: the one of the message whose button was pressed.

    What was typed is for today. None where the learner has to say: the message is neither of today
    nor of the day lived before, or that day was before the set-up.
    """
    if turn.pressed is None:
        return turn.today
    day = pressed_day(turn)
    if day is None:
        return None
    if day >= turn.today:
        return turn.today
    lately = day == turn.learner.timeline.yesterday(turn.now)
    return day if lately and day >= turn.learner.history.set_up_on else None


def pressed_day(turn: Turn) -> date | None:
    """The learner-day of the message whose button was pressed; None where that is not known."""
    shown = turn.pressed
    if shown is None:
        return None
    if shown.day is not None or shown.made_at is None:
        return shown.day
    return turn.learner.today(shown.made_at)


def late_line(turn: Turn, day: date) -> Text:
    """That a press was logged late, as its message is of an earlier day; else empty."""
    if day == turn.today or day != pressed_day(turn):
        return ()
    return turn.say(
        "That button is from {day}, so this is logged late, for that day. For today: {done}",
        day=day,
        done=code("/done"),
    )


def ask_for_day(
    turn: Turn, line: Text, days: Sequence[date], action: Callable[[date], str]
) -> Message:
    """A question with a button for each of some days."""
    choices = (button(turn, turn.say.day(day), action(day)) for day in days)
    return message(paragraph(line), buttons=column(*choices))


def ask_for_day_of_button(turn: Turn, action: Callable[[date], str]) -> Message:
    """Which day is meant by a button that was shown on another day."""
    line = turn.say("That button is from another day. Which day did you study?")
    return ask_for_day(turn, line, _offered(turn), action)


def _offered(turn: Turn) -> list[date]:
    """Today, the day before, and that of the message as long as it can be logged."""
    today = turn.today
    days = {today, turn.learner.timeline.yesterday(turn.now), pressed_day(turn)}
    oldest = today - timedelta(days=policy.OLDEST_ENTRY_DAYS)
    return sorted((day for day in days if day and oldest <= day <= today), reverse=True)
