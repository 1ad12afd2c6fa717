"""A focus timer that is over: logged as of then, told once, and named by who likes to (14.1)."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Final

from bot.chat.messages import Block, Message, Text, message, soft, strong
from bot.chat.reading.amounts import read_minutes
from bot.chat.reading.clean import readable
from bot.chat.reading.intents import meaning_of
from bot.chat.reading.vocabulary import Intent
from bot.domain import policy
from bot.domain.delivery import FOCUS_OVER, Delivery, MessageKind
from bot.domain.focus import Focus, logged_by_itself
from bot.domain.history import Entry, EntryKind
from bot.domain.learner import stamped
from bot.errors import CoachError, shortened
from bot.features.kit import Context, Feature, Nudging, TextQuestion
from bot.features.study.sums import sums_line
from bot.features.views import Rows, button, paragraph, row, streak_line

WHAT: Final = "focus-note"
"""The question what a timer was for: the entry's id, and what was asked before."""

_NAMES_IT: Final = frozenset({Intent.STUDIED, Intent.STUCK, Intent.PROUD})
"""What may be said of study; anything else that is surely meant goes before the question."""


def open_timer(context: Context) -> Focus | None:
    """The learner's timer, while it runs or is paused."""
    found = context.learner.focus
    return found if found is not None and found.is_open else None


async def catch_up(context: Context) -> None:
    """What time alone has done to the learner's timer, before anything else is looked at.

    One that has run out is logged as of then; a question about one of long ago is closed.
    """
    timer = open_timer(context)
    if timer is not None and timer.ends_at <= context.now:
        await _log_it(context, timer)
    name, entry_id, before = _asked(context)
    if name == WHAT:
        entry = _entry(context, entry_id)
        if entry is None or context.now - entry.made_at > policy.ANSWER_WITHIN:
            context.ask(before)


async def _log_it(context: Context, timer: Focus) -> None:
    until, minutes = timer.studied_until, timer.minutes_run(timer.ends_at)
    await context.set_timer(timer.end(until))
    if minutes:
        what = {"minutes": minutes, "note": timer.note}
        await context.log(stamped(context.learner, until, EntryKind.FOCUS, **what))


async def time_is_over(context: Context, delivery: Delivery) -> Message:
    """The notice that a timer is over: what it logged, and what it was (promise 14.1)."""
    entry, say = logged_by_itself(context.learner.entries, delivery.due_at), context.say
    if entry is None or entry.minutes is None:
        raise LookupError(delivery.key)
    minutes = strong(say.minutes(entry.minutes))
    if entry.made_at != delivery.due_at:
        head = say("Your timer stayed paused, so I closed it: {time}, logged.", time=minutes)
    elif entry.day != context.today:
        head = say("{time} of focus, logged for {day}.", time=minutes, day=entry.day)
    else:
        head = say("Time! {time} of focus, logged.", time=minutes)
    return message(*told(context, entry, head), buttons=way_on(context, context.learner.focus))


def told(context: Context, entry: Entry, head: Text) -> Iterator[Block]:
    """What was logged, what it comes to, and the question what it was unless that is known."""
    if entry.note:
        head = (*head, soft(f" {context.say.quoted(shortened(entry.note, 60))}"))
    lines = [head, sums_line(context, entry), streak_line(context, context.ledger())]
    if not entry.note:
        name, _, before = _asked(context)
        before = before if name == WHAT else context.learner.question
        context.ask(f"{WHAT} {entry.id} {before or ''}".strip())
        lines.append(context.say("What was it? A word or two, if you like."))
    return (paragraph(line) for line in lines if line)


def way_on(context: Context, timer: Focus | None) -> Rows:
    minutes = timer.minutes if timer else policy.FOCUS_MINUTES
    again = context.say.line("Another {time}", time=context.say.minutes(minutes))
    return row(
        button(context, again, f"/focus {minutes}"),
        button(context, context.say.line("Today"), "/today"),
    )


async def name_it(context: Context, text: str) -> Message:
    """What a timer was for, in the learner's words. Raises CoachError for what is no answer."""
    _, entry_id, before = _asked(context)
    entry = _entry(context, entry_id)
    if entry is None:
        raise CoachError("That entry was taken back. To log study: /done 25")
    if _is_no_name(context, text):
        raise CoachError("A word or two on what you studied, please; to log more: /done 25")
    await context.set_note(entry, " ".join(text.split()))
    context.ask(before)
    noted = context.say("Noted: “{note}”.", note=shortened(" ".join(text.split()), 60))
    return message(paragraph(noted), buttons=way_on(context, context.learner.focus))


def _is_no_name(context: Context, text: str) -> bool:
    """Whether a text is a length alone, or surely means something else."""
    with suppress(CoachError):
        read_minutes(readable(text), context.say.language)
        return True
    meaning = meaning_of(text, context.say.language)
    return meaning is not None and meaning.sure and meaning.intent not in _NAMES_IT


def _asked(context: Context) -> tuple[str, str, str | None]:
    """The open question, the entry it is about, and the question that was open before it."""
    name, _, rest = (context.learner.question or "").partition(" ")
    entry_id, _, before = rest.partition(" ")
    return name, entry_id, before or None


def _entry(context: Context, entry_id: str) -> Entry | None:
    return context.learner.entries.find(entry_id)


FEATURE = Feature(
    questions=(TextQuestion(WHAT, name_it),),
    nudges=(Nudging(MessageKind.NOTICE, time_is_over, FOCUS_OVER),),
)
