"""`/focus`: a timer that logs itself, with its buttons (promise 14.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.chat.arguments import FOCUS_MINUTES, REST, option
from bot.chat.messages import Emphasis, Heading, Message, Span, Text, code, soft, strong
from bot.chat.translate import marked
from bot.domain import policy
from bot.domain.focus import Focus
from bot.domain.history import Entry, EntryKind
from bot.domain.learner import stamped
from bot.errors import CoachError, shortened
from bot.features.kit import Action, Command, Context, Feature
from bot.features.study.presses import pressed_id
from bot.features.study.run_out import open_timer, told, way_on
from bot.features.views import button, edited, paragraph, row, word


@dataclass(frozen=True)
class FocusArguments:
    """What `/focus` takes."""

    minutes: int | None = option(FOCUS_MINUTES, marked("minutes the timer runs, 5 to 180"))
    note: str = option(REST, marked("what you study"), "")


async def focus(context: Context, given: FocusArguments) -> Message:
    """Begin a timer; while one is open it is shown instead."""
    context.require_set_up()
    if given.note and given.minutes is None:
        raise CoachError("First the minutes, then what you study; for example: /focus 25 flask")
    minutes = policy.FOCUS_MINUTES if given.minutes is None else given.minutes
    if not policy.FOCUS_LEAST <= minutes <= policy.FOCUS_MOST:
        raise CoachError(
            "A timer runs from {least} to {most} minutes; for example: /focus 25",
            least=policy.FOCUS_LEAST,
            most=policy.FOCUS_MOST,
        )
    if (running := open_timer(context)) is not None:
        return _page(context, running, context.say("You have a timer already, one at a time."))
    platform = context.origin.platform if context.origin else ""
    new = Focus(context.now, minutes, context.now, platform, given.note)
    await context.set_timer(new)
    return _page(context, new, context.say("I'll write when it is over, and log it myself."))


def timer_page(context: Context) -> Message | None:
    """The timer that is open, with its buttons."""
    found = open_timer(context)
    return None if found is None else _page(context, found, ())


def _page(context: Context, timer: Focus, line: Text) -> Message:
    say, ran = context.say, timer.minutes_run(context.now)
    if timer.paused:
        head = say(
            "Paused: {ran} of {minutes}",
            ran=say.minutes(ran),
            minutes=say.minutes(timer.minutes),
        )
        line = line or say(
            "It waits until {time}; then I log what you did.", time=_clock(context, timer.ends_at)
        )
        toggle = button(context, say.line("Go on"), _action("on", timer))
    else:
        head = say(
            "Focus until {time} · {left} to go",
            time=_clock(context, timer.ends_at),
            left=say.minutes(timer.minutes - ran),
        )
        toggle = button(context, say.line("Pause"), _action("pause", timer))
    if timer.note:
        head = (*head, soft(f" {say.quoted(shortened(timer.note, 60))}"))
    buttons = row(
        button(context, say.line("Done early"), _action("done", timer), Emphasis.MAIN),
        toggle,
        button(context, say.line("Cancel"), _action("cancel", timer)),
    )
    return Message(
        blocks=(Heading(text=head), *map(paragraph, filter(None, [line]))), buttons=buttons
    )


def _clock(context: Context, at: datetime) -> Span:
    return context.say.clock(at, context.learner.timeline.rule(at).zone)


def _action(name: str, timer: Focus) -> str:
    return f"focus-{name} {_key(timer)}"


def _key(timer: Focus) -> str:
    return f"{timer.started_at:%y%m%d%H%M%S%f}"


async def done_early(context: Context, words: Sequence[str]) -> Message:
    """[Done early]: what it ran is logged."""
    timer, say = _of(context, word(words)), context.say
    minutes = timer.minutes_run(context.now)
    await context.set_timer(timer.end(context.now))
    if not minutes:
        line = say("That was less than a minute, so nothing is logged.")
        return edited(paragraph(line), buttons=way_on(context, timer))
    entry = await context.log(
        stamped(
            context.learner,
            context.now,
            EntryKind.FOCUS,
            minutes=minutes,
            note=timer.note,
            message=pressed_id(context),
        )
    )
    head = say("{time} of focus, logged.", time=strong(say.minutes(minutes)))
    return edited(*told(context, entry, head), buttons=way_on(context, timer))


async def pause(context: Context, words: Sequence[str]) -> Message:
    """[Pause]."""
    timer = _of(context, word(words))
    return await _changed(context, timer if timer.paused else timer.pause(context.now))


async def go_on(context: Context, words: Sequence[str]) -> Message:
    """[Go on]: what was left begins now."""
    timer = _of(context, word(words))
    return await _changed(context, timer.go_on(context.now) if timer.paused else timer)


async def _changed(context: Context, timer: Focus) -> Message:
    await context.set_timer(timer)
    return _page(context, timer, ()).model_copy(update={"edits": True})


async def cancel(context: Context, words: Sequence[str]) -> Message:
    """[Cancel]: nothing is logged."""
    timer, say = _of(context, word(words)), context.say
    await context.set_timer(timer.end(context.now))
    lines = [say("Cancelled, and nothing is logged.")]
    if minutes := timer.minutes_run(context.now):
        lines.append(say("Studied all the same? {line}", line=code(f"/done {minutes}")))
    return edited(*map(paragraph, lines), buttons=way_on(context, timer))


def _of(context: Context, key: str) -> Focus:
    """The open timer that a button belongs to. Raises CoachError where it is over."""
    timer = context.learner.focus
    if timer is not None and timer.is_open and _key(timer) == key:
        return timer
    entry = _logged(context, timer) if timer is not None and _key(timer) == key else None
    if entry is not None and entry.minutes is not None:
        raise CoachError(
            "This is logged already: {time} for {day}. To take it back: /undo",
            time=context.say.minutes(entry.minutes),
            day=entry.day,
        )
    raise CoachError("That timer is over. Another one: /focus 25")


def _logged(context: Context, timer: Focus) -> Entry | None:
    """What a timer that is over logged."""
    entries = (each for each in context.learner.entries if each.kind is EntryKind.FOCUS)
    return next((each for each in entries if each.made_at == timer.ended_at), None)


FEATURE = Feature(
    commands=(
        Command(
            "focus",
            marked("a focus timer that logs itself"),
            "/focus 25",
            focus,
            FocusArguments,
        ),
    ),
    actions=(
        Action("focus-done", done_early),
        Action("focus-pause", pause),
        Action("focus-on", go_on),
        Action("focus-cancel", cancel),
    ),
)
