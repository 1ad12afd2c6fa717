"""Plain words in a private chat: it proposes, and nothing changes without a press (8.2)."""

import re
from collections.abc import Sequence
from typing import Final

from bot.chat.messages import Button, Message, message
from bot.chat.reading.amounts import read_minutes
from bot.chat.reading.clean import readable
from bot.chat.reading.intents import Meaning, meaning_of
from bot.chat.reading.vocabulary import Intent
from bot.chat.translate import marked
from bot.domain.streak.pauses import is_paused
from bot.errors import CoachError
from bot.features.kit import Action, Context, Expects, Feature, PlainSpeech, TextQuestion
from bot.features.setup.start import agreed
from bot.features.talk.pausing import pause_told
from bot.features.talk.replies import (
    HELP,
    NEWCOMER,
    NO,
    REPLIES,
    SET_UP,
    SHOWN,
    TODAY,
    UNCHANGED,
    SpokenReply,
)
from bot.features.talk.stop import offer_to_stop
from bot.features.talk.study import SAID, log_said, minutes_said, offer_to_log, other_day
from bot.features.talk.timer import timer
from bot.features.talk.timing import time_told
from bot.features.views import button, paragraph, position, row

_PAUSING: Final = frozenset(
    {
        Intent.PAUSE,
        Intent.SICK,
        Intent.SAD,
        Intent.HOLIDAY,
        Intent.BUSY,
        Intent.TIRED,
        Intent.OFFLINE,
    }
)
"""What may come with the length of a pause."""

_ROADMAPS: Final = "roadmaps"
"""The page that is of use before the set-up, too."""

_AMOUNT_WORDS: Final = 2
_BEGINS: Final = re.compile(r"[+-]?\d")


async def plain_words(context: Context, text: str) -> Message | None:
    """An answer to what a text seems to mean; None where nothing reads it."""
    meaning = meaning_of(text, context.say.language) or _amount(context, text)
    if meaning is None:
        return None
    if meaning.intent is Intent.STUDIED:
        return offer_to_log(context, meaning)
    if meaning.intent is Intent.STOP:
        set_up = context.learner.enrolment is not None
        return offer_to_stop(context, pause_told(context, text) if set_up else None)
    if context.learner.enrolment is None:
        return await _before_set_up(context, meaning)
    return _in_plan(context, meaning, text)


def _in_plan(context: Context, meaning: Meaning, text: str) -> Message:
    intent = meaning.intent
    if intent is Intent.TIMER:
        return timer(context, meaning.minutes)
    if intent is Intent.SHOW:
        return spoken(context, SpokenReply(marked("Here it is:"), (SHOWN[meaning.note],)))
    if intent is Intent.PROGRESS:
        return _progress(context)
    if intent is Intent.BACK and is_paused(context.learner.pauses, context.today):
        return _paused(context)
    if intent is Intent.BYE and (bye := _bye(context)):
        return bye
    told = None
    if intent in _PAUSING:
        told = pause_told(context, text)
    elif intent is Intent.TIME:
        told = time_told(context, text)
    return spoken(context, REPLIES[intent], told)


def _amount(context: Context, text: str) -> Meaning | None:
    """A number alone, where nothing asked for one. Raises CoachError for one that cannot be."""
    said = readable(text)
    try:
        return Meaning(Intent.STUDIED, read_minutes(said, context.say.language))
    except CoachError:
        if len(said.split()) <= _AMOUNT_WORDS and _BEGINS.match(said):
            raise
        return None


def spoken(context: Context, reply: SpokenReply, first: Button | None = None) -> Message:
    """A line with its buttons, in the learner's language; `first` is what was asked for itself."""
    say = context.say
    buttons = [button(context, say.line(label), action) for label, action in reply.buttons]
    if first is not None:
        buttons = [first, buttons[0], buttons[-1]]
    return message(paragraph(say(reply.line)), buttons=row(*buttons))


async def _before_set_up(context: Context, meaning: Meaning) -> Message:
    intent = meaning.intent
    if intent is Intent.CHANGE or meaning.note == _ROADMAPS:
        return spoken(context, SpokenReply(marked("Here it is:"), (SHOWN[_ROADMAPS], SET_UP)))
    if intent is Intent.YES:
        return await agreed(context)
    if intent in UNCHANGED:
        return spoken(context, SpokenReply(REPLIES[intent].line, (SET_UP, HELP)))
    return spoken(context, NEWCOMER)


def _bye(context: Context) -> Message | None:
    """A good night after a day that is logged; None where nothing is."""
    entries = context.learner.entries.on(context.today)
    if not entries:
        return None
    say, minutes = context.say, sum(each.minutes or 0 for each in entries)
    line = (
        say("See you! Today is in the log: {time}.", time=say.minutes(minutes))
        if minutes
        else say("See you! Today is in the log.")
    )
    progress = button(context, say.line("Progress"), "/progress")
    return message(paragraph(line), buttons=row(progress))


def _progress(context: Context) -> Message:
    say = context.say
    line = say(
        "You are in week {week} of {weeks}, with {time} logged so far.",
        week=position(context),
        weeks=context.roadmap.weeks,
        time=say.minutes(context.learner.minutes()),
    )
    return message(
        paragraph(line),
        buttons=row(
            button(context, say.line("Progress"), "/progress"),
            button(context, say.line("Week"), "/week"),
        ),
    )


def _paused(context: Context) -> Message:
    say = context.say
    return message(
        paragraph(say("Welcome back! You are paused just now. Shall I end the pause?")),
        buttons=row(
            button(context, say.line("End the pause"), "/resume"),
            button(context, say.line(NO[0]), NO[1]),
        ),
    )


async def leave_it(context: Context, _: Sequence[str]) -> Message:
    """[No], [Never mind]: nothing changes."""
    if (context.learner.question or "").partition(" ")[0] == SAID:
        context.ask(None)
    return spoken(context, REPLIES[Intent.NO])


async def about(context: Context, _: Sequence[str]) -> Message:
    """[What is this?]."""
    buttons = (SET_UP, HELP) if context.learner.enrolment is None else (TODAY, HELP)
    return spoken(context, SpokenReply(REPLIES[Intent.WHO].line, buttons))


async def _closed(context: Context, _: str) -> Message:
    """What was said waits for a press; text closes it before it comes here."""
    return await leave_it(context, ())


FEATURE = Feature(
    actions=(
        Action("leave-it", leave_it),
        Action("about", about),
        Action("log-said", log_said),
        Action("said-on", other_day),
    ),
    questions=(TextQuestion(SAID, _closed, Expects.PRESS),),
    speech=(PlainSpeech(minutes_said, first=True), PlainSpeech(plain_words)),
)
