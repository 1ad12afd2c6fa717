"""The open check-in: when it asked last, and whether it is being answered (promises 4.3 and 5.2)."""

from datetime import datetime
from typing import Final

from bot.domain.delivery import MessageKind
from bot.domain.reflection import Checkin, open_checkin
from bot.errors import CoachError
from bot.features.kit import Context

CHECKIN: Final = "checkin"
"""The open check-in's question, with the instant at which it was asked again."""

ASIDE: Final = "checkin-aside"
"""The same, once the week is settled: other words are not its answer."""


def waiting(context: Context) -> Checkin:
    """The open check-in. Raises CoachError where there is none."""
    checkin = open_checkin(context.learner.checkins.recent)
    if checkin is None:
        raise CoachError("That check-in is closed. A new one: /checkin. Past ones: /journal")
    return checkin


def asked_at(context: Context) -> datetime:
    """When the open check-in asked last: at first, after an answer, in its reminder, or again."""
    checkin = waiting(context)
    again = asked_again(context)
    kinds = {MessageKind.CHECKIN, MessageKind.CHECKIN_REMINDER}
    instants = [checkin.opened_at, *(each.made_at for each in checkin.answers)]
    nudges = context.learner.nudges.after(checkin.opened_at)
    instants += [each.at for each in nudges if each.kind in kinds and each.went_out]
    return max([*instants, again] if again else instants)


def is_under_way(context: Context) -> bool:
    """Whether a check-in is being answered: milestones would push its question away (4.3)."""
    found = open_checkin(context.learner.checkins.recent)
    aside = context.open_question == ASIDE
    return found is not None and found.is_under_way(context.now, asked_again(context)) and not aside


def asked_again(context: Context) -> datetime | None:
    """When the learner last picked the open check-in up again, if that is what is open."""
    name, _, instant = (context.learner.question or "").partition(" ")
    return datetime.fromisoformat(instant) if name == CHECKIN and instant else None
