"""Study that was told in plain words: offered to be logged, never logged by itself (8.2)."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, timedelta
from typing import Final

from bot.chat.labels import buttons_of
from bot.chat.messages import Emphasis, Message, message, strong
from bot.chat.reading.amounts import read_minutes
from bot.chat.reading.clean import readable
from bot.chat.reading.days import resolved
from bot.chat.reading.intents import Meaning, meaning_of
from bot.chat.reading.vocabulary import Intent
from bot.domain import policy
from bot.domain.history import Entry, EntryKind
from bot.domain.preferences import read_date
from bot.domain.reflection import open_checkin
from bot.errors import CoachError, shortened
from bot.features.kit import Context
from bot.features.study.done import DoneArguments, add_minutes, done
from bot.features.study.presses import ask_for_day
from bot.features.views import button, paragraph, row, word
from bot.features.weekly.opened import asked_at

SAID = "said"
_SAID_MOST: Final = 6
"""Words that may stand around a length where it was asked for: `not sure, maybe half an hour`."""


def offer_to_log(context: Context, meaning: Meaning) -> Message:
    """`I studied 2 hours`: a button to log it; what was said is kept until it is pressed."""
    say, day = context.say, _day(context, meaning)
    key = f"{context.now:%y%m%d%H%M%S}"
    context.ask(f"{SAID} {key} {meaning.minutes or '-'} {meaning.note}".rstrip())
    if meaning.asks_day:
        return _which_day(context, key)
    line = say("Well done! Shall I log it for {day}?", day=strong(say.day(day)))
    if meaning.note:
        line = say(
            "Well done! Shall I log it for {day}? “{note}”",
            day=strong(say.day(day)),
            note=shortened(meaning.note, 60),
        )
    log = (
        say.line("Log {time}", time=say.minutes(meaning.minutes))
        if meaning.minutes
        else say.line("Log it")
    )
    return message(
        paragraph(line),
        buttons=row(
            button(context, log, f"log-said {key} {day.isoformat()}", Emphasis.MAIN),
            button(context, say.line("Other day"), f"said-on {key}"),
            button(context, say.line("No"), "leave-it"),
        ),
    )


def _day(context: Context, meaning: Meaning) -> date:
    return resolved(meaning.when or "today", context.today, _yesterday(context))


def _yesterday(context: Context) -> date:
    return context.learner.timeline.yesterday(context.now) or context.today - timedelta(days=1)


async def other_day(context: Context, words: Sequence[str]) -> Message:
    """[Other day]: `said-on 260302180000`."""
    key = word(words)
    _said(context, key)
    return _which_day(context, key).model_copy(update={"edits": True})


def _which_day(context: Context, key: str) -> Message:
    days = [context.today - timedelta(days=back) for back in range(4)]
    return ask_for_day(
        context,
        context.say("Which day was it?"),
        days,
        lambda day: f"log-said {key} {day.isoformat()}",
    )


async def log_said(context: Context, words: Sequence[str]) -> Message:
    """[Log 2 h]: `log-said 260302180000 2026-03-02`."""
    minutes, note = _said(context, word(words))
    context.ask(None)
    day = read_date(word(words, 1))
    return await done(context, DoneArguments(minutes, day, note))


def _said(context: Context, key: str) -> tuple[int | None, str]:
    """What was said. Raises CoachError where it was logged, or something else was said since."""
    name, _, rest = (context.learner.question or "").partition(" ")
    kept, _, rest = rest.partition(" ")
    if name != SAID or kept != key:
        raise CoachError("That is settled already. To log study: /done 25")
    minutes, _, note = rest.partition(" ")
    return None if minutes == "-" else int(minutes), note


async def minutes_said(context: Context, text: str) -> Message | None:
    """A bare amount answers “How long was it?” (promise 8.2)."""
    entry = _without_minutes(context)
    if entry is None or await _asked_since(context, entry):
        return None
    minutes = _length_in(text, context.say.language)
    if minutes is None:
        return None
    answer = await add_minutes(context, [str(minutes), str(entry.id)])
    return answer.model_copy(update={"edits": False})


def _length_in(text: str, language: str) -> int | None:
    """An amount that is all of a text, or of a short one that tells nothing else: `an hour i guess`."""
    with suppress(CoachError):
        return read_minutes(readable(text).rstrip(".!?"), language)
    meaning = meaning_of(text.rstrip("?! "), language)
    if meaning is None:
        if len(text.split()) <= _SAID_MOST and any(map(str.isdigit, text)):
            raise CoachError("A number of minutes is enough, for example: 35")
        return None
    alone = meaning.when is None and not meaning.asks_day and len(text.split()) <= _SAID_MOST
    return meaning.minutes if meaning.intent is Intent.STUDIED and alone else None


def _without_minutes(context: Context) -> Entry | None:
    """The learner's last entry, where it still wants to know how long it was."""
    last = max(
        context.learner.entries.recent, key=lambda each: (each.made_at, each.id), default=None
    )
    if last is None or last.kind is not EntryKind.DONE or last.minutes is not None:
        return None
    return last if context.now - last.made_at <= policy.ANSWER_WITHIN else None


async def _asked_since(context: Context, entry: Entry) -> bool:
    """Whether the check-in asked after that log did; at one instant the newest message says so."""
    if not open_checkin(context.learner.checkins.recent) or asked_at(context) < entry.made_at:
        return False
    if asked_at(context) > entry.made_at or context.origin is None:
        return True
    for shown in await context.work.messages.offered(context.origin):
        asks = {each.action.partition(" ")[0] for each in buttons_of(shown.message)}
        if "minutes" in asks:
            return False
        if any(each.startswith("checkin-") for each in asks):
            return True
    return False
