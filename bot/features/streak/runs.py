"""What a message says besides: a run ended, was won back, somebody is here again (promise 2.6)."""

from dataclasses import replace
from datetime import date
from typing import Final

from bot.chat.messages import Message, Paragraph, Text, strong
from bot.chat.translate import joined, unstyled
from bot.domain import policy
from bot.domain.checkpoint import EndedRun
from bot.domain.learner import Learner
from bot.domain.streak.fold import ledger
from bot.domain.streak.ledger import DayState, Ledger
from bot.features.kit import Context
from bot.features.views import paragraph, position, repair_line, study_days

_LATELY: Final = 8
"""How many of the latest days a repair may lie in."""


def with_news(context: Context, message: Message, before: Learner | None = None) -> Message:
    """A message to a learner in private, with what is to be said once.

    `before` is the learner before the event that is answered; none where nobody asked.
    """
    if context.learner.enrolment is None:
        return message
    lines = [_welcome(context), _won_back(context, before), _ended(context, message)]
    if not any(lines):
        return message
    news = tuple(paragraph(line) for line in lines if line)
    return message.model_copy(update={"blocks": (*news, *message.blocks)})


def _welcome(context: Context) -> Text:
    """For whoever is here again after weeks without a word, and without a pause that said so."""
    learner, latest = context.learner, context.learner.acted_at
    if context.origin is None or latest is None or context.finished:
        return ()
    away_from = learner.today(latest)
    paused = any(each.last >= away_from for each in learner.pauses)
    if paused or context.now - latest < policy.RETURN_AFTER:
        return ()
    minutes, week = learner.minutes(), position(context)
    if not minutes:
        return context.say("Good to see you again. Week {week} has kept your place.", week=week)
    return context.say(
        "Good to see you again. Week {week} has kept your place, and the {time} you logged are still yours.",
        week=week,
        time=context.say.minutes(minutes),
    )


def _won_back(context: Context, before: Learner | None) -> Text:
    """The repair that this event completed."""
    shown = context.learner.preferences.streak
    if before is None or context.learner is before or not before.enrolments or not shown:
        return ()
    now = context.ledger()
    repaired = _repaired(now)
    new = repaired - _repaired(ledger(before.history, context.now)) if repaired else set()
    if not new:
        return ()
    return context.say(
        "You did it: {day} is won back, and your streak is {days} again.",
        day=strong(context.say.day(max(new))),
        days=strong(unstyled(study_days(context.say, now.streak))),
    )


def _repaired(found: Ledger) -> set[date]:
    return {each.day for each in found.lately[-_LATELY:] if each.state is DayState.REPAIRED}


def _ended(context: Context, message: Message) -> Text:
    """The last run that ended, unless the learner was told; a repair's words tell it, too."""
    learner, found = context.learner, context.ledger().ended
    told = learner.run_told
    if found is None or not learner.preferences.streak or (told and found.day <= told):
        return ()
    context.learner = replace(learner, run_told=found.day)
    if repair := repair_line(context, context.ledger()):
        said = any(isinstance(each, Paragraph) and each.text == repair for each in message.blocks)
        return () if said else repair
    return _line(context, found)


def _line(context: Context, found: EndedRun) -> Text:
    say = context.say
    ended = say.plural(
        "Your run of {n} day ended on {day}.",
        "Your run of {n} days ended on {day}.",
        found.days,
        day=say.day(found.day),
    )
    if found.winnable:
        way_on = say("Two sittings of ten minutes on your next study day win it back.")
    elif context.ledger().streak:
        way_on = say("A new run has begun.")
    else:
        way_on = say("A new run begins with ten minutes.")
    parts = [ended, _freezes_back(context, found.freezes_back), way_on]
    return joined([each for each in parts if each], " ")


def _freezes_back(context: Context, count: int) -> Text:
    if not count:
        return ()
    return context.say.plural(
        "The freeze it used is back with you.", "The {n} freezes it used are back with you.", count
    )
