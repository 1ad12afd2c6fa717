"""`/done`: log study, for today or an earlier day (promises 2.1, 2.5 and 8)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from bot.chat.arguments import MINUTES, REST, WHEN, option
from bot.chat.events import MessagePointed
from bot.chat.messages import Block, Message, Text, code, message, soft, strong
from bot.chat.pointing import MenuEntry, MenuTarget
from bot.chat.reading.amounts import has_joined_amount, read_minutes
from bot.chat.reading.clean import readable
from bot.chat.reading.days import When, read_when, resolved
from bot.chat.reading.logged import study_in
from bot.chat.reading.tails import day_behind
from bot.chat.translate import marked
from bot.domain import policy
from bot.domain.calendar import wall_at
from bot.domain.history import Entry, EntryKind
from bot.domain.learner import stamped
from bot.domain.preferences import read_date
from bot.domain.streak.fold import counts
from bot.errors import CoachError, shortened
from bot.features.kit import Action, Command, Context, Feature, TextQuestion
from bot.features.setup.proposal import set_up
from bot.features.study.presses import (
    ask_for_day,
    ask_for_day_of_button,
    day_meant,
    late_line,
    not_twice,
    pressed_id,
)
from bot.features.study.reacting import with_sign
from bot.features.study.sums import sums_line
from bot.features.study.verdicts import ask as verdicts_on
from bot.features.views import (
    Rows,
    button,
    counting_line,
    edited,
    paragraph,
    row,
    streak_line,
    word,
)

NOTE_MOST: Final = 200
"""Characters of a message that are kept as what was done."""


@dataclass(frozen=True)
class DoneArguments:
    """What `/done` takes."""

    minutes: int | None = option(MINUTES, marked("minutes you studied, 1 to 720"))
    when: When | None = option(WHEN, marked("yesterday, or a date like 2026-03-02"))
    note: str = option(REST, marked("what you did"), "")


async def done(context: Context, given: DoneArguments) -> Message:
    """Log study; before set-up the proposal is accepted first."""
    accepted = context.learner.enrolment is None
    if accepted:
        await set_up(context)
    not_twice(context, pressed_id(context))
    if given.when == "yesterday" and _before_rollover(context):
        return _ask_after_midnight(context, given)
    if given.note and given.when is None:
        if has_joined_amount(given.note.split(), context.say.language):
            raise CoachError(
                "Those are two lengths in one. Log one after the other, like this: /done 20 reading"
            )
        if asked := _ask_behind(context, given):
            return asked
    if given.when or accepted:
        day: date | None = _day(context, given.when)
    else:
        day = day_meant(context)
    if day is None:
        logs = f"{given.minutes or '-'} {pressed_id(context)}"
        return ask_for_day_of_button(context, lambda each: f"done-on {each.isoformat()} {logs}")
    answer = await _log(context, day, given.minutes, given.note)
    return _with_plan_line(context, answer) if accepted else answer


def _before_rollover(context: Context) -> bool:
    wall = wall_at(context.now, context.learner.timeline.rule(context.now).zone)
    return wall.date() > context.today


def _day(context: Context, when: When | None) -> date:
    today = context.today
    if when is None:
        return today
    when = resolved(when, today, _yesterday(context))
    if when > today:
        raise CoachError("{day} is still to come; log it then, with /done", day=when.isoformat())
    oldest = today - timedelta(days=policy.OLDEST_ENTRY_DAYS)
    if when < oldest:
        raise CoachError(
            "{day} is more than {most} days ago; the oldest day I can log is {oldest}.",
            day=when.isoformat(),
            most=policy.OLDEST_ENTRY_DAYS,
            oldest=oldest.isoformat(),
        )
    return when


async def _log(
    context: Context, day: date, minutes: int | None, note: str, origin: str | None = None
) -> Message:
    entry = stamped(
        context.learner,
        context.now,
        EntryKind.DONE,
        day=day,
        minutes=minutes,
        note=note,
        message=origin or pressed_id(context),
    )
    entry = await context.log(entry)
    blocks, buttons = _logged(context, entry, late_line(context, day))
    return await with_sign(context, entry, message(*blocks, buttons=buttons))


async def log_message(context: Context, event: MessagePointed) -> Message:
    """[Log as study]: what a message tells, once, for the learner-day in which it was written.

    Raises CoachError for somebody else's.
    """
    if context.origin is None or event.author != context.origin.account:
        raise CoachError("Only a message of your own can be logged. To log study: /done 25")
    accepted = context.learner.enrolment is None
    if accepted:
        await set_up(context)
    not_twice(context, event.message)
    day = min(context.learner.today(event.written_at), context.today)
    told = study_in(event.text, context.say.language)
    if told.when is not None:
        day = resolved(told.when, day, context.learner.timeline.lived_before(day))
    note = shortened(told.note, NOTE_MOST) if told.note else ""
    answer = await _log(context, _day(context, day), told.minutes, note, event.message)
    return _with_plan_line(context, answer) if accepted else answer


def _with_plan_line(context: Context, answer: Message) -> Message:
    line = context.say(
        "Your plan is set up as I proposed it. Look it over: {settings}", settings=code("/settings")
    )
    return answer.model_copy(update={"blocks": (paragraph(line), *answer.blocks)})


def _logged(context: Context, entry: Entry, late: Text = ()) -> tuple[tuple[Block, ...], Rows]:
    """What was logged, what it comes to, and one question (promise 3.4b).

    `late` is said about a press that was logged for an earlier day.
    """
    say = context.say
    verdict = counts(context.learner.history, entry)
    lines: list[Text] = [_headline(context, entry), late, sums_line(context, entry)]
    question, verdicts = verdicts_on(context, entry.day)
    if verdict.hours_only:
        lines.append(counting_line(context, verdict, entry.day))
    elif streak := streak_line(context, context.ledger()):
        lines.append(streak)
    if entry.minutes is None:
        lines.append(say("How long was it? The day counts either way."))
    else:
        lines.append(question)
    blocks = tuple(paragraph(line) for line in lines if line)
    return blocks, (*_minutes_offered(context, entry), *verdicts)


def _headline(context: Context, entry: Entry) -> Text:
    say = context.say
    if entry.minutes is None:
        line = say("Logged for {day}.", day=strong(say.day(entry.day)))
    else:
        line = say(
            "Logged {time} for {day}.",
            time=strong(say.minutes(entry.minutes)),
            day=strong(say.day(entry.day)),
        )
    return (*line, soft(f" {say.quoted(shortened(entry.note, 60))}")) if entry.note else line


def _minutes_offered(context: Context, entry: Entry) -> Rows:
    if entry.minutes is not None:
        return ()
    return row(
        *(
            button(context, str(minutes), f"minutes {minutes} {entry.id}")
            for minutes in policy.MINUTES_OFFERED
        )
    )


async def add_minutes(context: Context, words: Sequence[str]) -> Message:
    """Complete an entry logged without minutes: `minutes 25 17`; it is done once."""
    minutes, entry_id = read_minutes(word(words)), word(words, 1)
    entry = context.learner.entries.find(entry_id)
    if entry is None:
        raise CoachError("That entry was taken back. To log study: /done 25")
    if entry.minutes is not None:
        raise CoachError(
            "This is logged already: {time} for {day}. To take it back: /undo",
            time=context.say.minutes(entry.minutes),
            day=entry.day,
        )
    await context.set_minutes(entry, minutes)
    entry = replace(entry, minutes=minutes)
    blocks, buttons = _logged(context, entry)
    return edited(*blocks, buttons=buttons)


def _ask_after_midnight(context: Context, given: DoneArguments) -> Message:
    line = context.say(
        "It is past midnight, and your {day} is not over yet. Which day do you mean?",
        day=context.say.day(context.today),
    )
    return _ask_which_day(context, given, line, _yesterday(context))


def _ask_behind(context: Context, given: DoneArguments) -> Message | None:
    """`/done 25 flask yesterday`: whether the day at the note's end is the day of the study."""
    found = day_behind(readable(given.note).split(), context.say.language)
    if found is None or found.when == "today":
        return None
    day = _yesterday(context) if found.when is None else _day(context, found.when)
    words = given.note.split()[: len(found.before.split())]
    line = context.say("Which day did you study?")
    return _ask_which_day(context, replace(given, note=" ".join(words)), line, day)


def _ask_which_day(context: Context, given: DoneArguments, line: Text, other: date) -> Message:
    """Today or an `other` day; what is to be logged is kept with the question."""
    context.ask(f"which-day {given.minutes or '-'} {given.note}".strip())
    days = [context.today, other]
    return ask_for_day(context, line, days, lambda day: f"which-day {day.isoformat()}")


def _yesterday(context: Context) -> date:
    return context.learner.timeline.yesterday(context.now) or context.today - timedelta(days=1)


async def which_day(context: Context, words: Sequence[str]) -> Message:
    """The day that "yesterday" meant: `which-day 2026-03-02`."""
    not_twice(context, pressed_id(context))
    name, _, rest = (context.learner.question or "").partition(" ")
    if name != "which-day":
        raise CoachError("That question is closed. To log study: /done 25 yesterday")
    minutes, _, note = rest.partition(" ")
    context.ask(None)
    day = _day(context, read_date(word(words)))
    return await _log(context, day, None if minutes == "-" else int(minutes), note)


async def done_on(context: Context, words: Sequence[str]) -> Message:
    """The day that the button of a message meant: `done-on 2026-03-02 10 r7`."""
    minutes, origin = word(words, 1), word(words, 2)
    not_twice(context, origin)
    day = _day(context, read_date(word(words)))
    return await _log(context, day, None if minutes == "-" else int(minutes), "", origin)


async def which_day_in_words(context: Context, text: str) -> Message:
    """The same, typed: `yesterday`, `monday`, `2026-03-02`."""
    when = read_when(readable(text).rstrip(".!"), context.say.language)
    return await which_day(context, [_day(context, when).isoformat()])


FEATURE = Feature(
    commands=(
        Command(
            "done",
            marked("log study"),
            marked("/done 25 read the docs"),
            done,
            DoneArguments,
            entry=MenuEntry(MenuTarget.MESSAGE, marked("Log as study"), log_message),
        ),
    ),
    actions=(
        Action("minutes", add_minutes),
        Action("which-day", which_day),
        Action("done-on", done_on),
    ),
    questions=(TextQuestion("which-day", which_day_in_words),),
)
