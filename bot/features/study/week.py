"""`/week`: a week's topics to tick, its project and when it is done (promise 8)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from zlib import crc32

from bot.chat.arguments import WEEK, option
from bot.chat.messages import Block, Button, Heading, Message, Text, Tick, Ticks, code, link, plain
from bot.chat.translate import joined, marked
from bot.domain import policy
from bot.domain.day.week import Piece, pieces_of
from bot.domain.history import EntryKind
from bot.domain.learner import stamped
from bot.domain.roadmap.choices import met
from bot.domain.roadmap.model import Roadmap, Topic
from bot.domain.streak.fold import counts
from bot.errors import StaleButtonError, shortened
from bot.features.kit import OUT_OF_DATE, Action, Command, Context, Feature
from bot.features.plan.forks import compare_button, fork_line, undecided
from bot.features.setup.proposal import set_up
from bot.features.study.evenings import may_go_on
from bot.features.study.lanes import gate_blocks, length, pass_line, step_line
from bot.features.study.presses import ask_for_day_of_button, day_meant, late_line, pressed_day
from bot.features.views import (
    column,
    counting_line,
    known_week,
    number,
    paragraph,
    position,
    row,
    streak_line,
    topics_of,
    week_title,
    word,
)

KEY_MOST: Final = 28
"""How much of the key of a topic or slice a button has room for."""


@dataclass(frozen=True)
class WeekArguments:
    """What `/week` takes."""

    week: int | None = option(WEEK, marked("the number of a week; yours without it"))


@dataclass(frozen=True)
class Tickable:
    """A topic or a slice of a project."""

    id: str
    title: str


async def week(context: Context, given: WeekArguments) -> Message:
    """The week with its topics to tick."""
    wanted = position(context) if given.week is None else given.week
    known_week(context, wanted)
    return _page(context, wanted)


async def tick(context: Context, words: Sequence[str]) -> Message:
    """Tick a topic, which logs it: `tick 3 dunder-methods`.

    A third word says how many days before the message's day it was: `tick 3 dunder-methods 1`.
    """
    accepted = context.learner.enrolment is None
    week, topic = _named(context, words)
    if accepted:
        await set_up(context)
    if topic.id in context.learner.ticked(context.roadmap.id):
        line = context.say("This is logged already: “{topic}” is ticked.", topic=topic.title)
        return _edited(context, week, line)
    day = context.today if accepted else day_meant(context)
    if len(words) > 2:
        day = _days_before(context, number(words, 2))
    if day is None:
        return _ask_for_day(context, week, topic)
    wanted = f"{context.roadmap.id}/{topic.id}"
    entry = stamped(context.learner, context.now, EntryKind.TICK, day=day, topic=wanted)
    await context.log(entry)
    verdict = counts(context.learner.history, context.learner.entries[-1])
    return _edited(context, week, late_line(context, day), counting_line(context, verdict, day))


def _days_before(context: Context, ago: int) -> date:
    """A day counted back from that of the message that asked. Raises StaleButtonError."""
    shown = pressed_day(context)
    if shown is None:
        raise StaleButtonError(OUT_OF_DATE)
    return shown - timedelta(days=ago)


def _ask_for_day(context: Context, week: int, topic: Tickable) -> Message:
    return ask_for_day_of_button(
        context, lambda day: f"tick {week} {button_id(topic.id)} {(context.today - day).days}"
    )


async def untick(context: Context, words: Sequence[str]) -> Message:
    """Open a ticked topic again: `untick 3 dunder-methods`."""
    week, topic = _named(context, words)
    ticked = context.learner.tick_of(context.roadmap.id, topic.id)
    known = context.learner.mark_of(context.roadmap.id, met(topic.id))
    if known is not None:
        await context.unmark(known)
    if ticked is not None and context.now - ticked.made_at <= policy.UNDO_WITHIN:
        await context.take_back(ticked)
    elif ticked is not None:
        await context.untick(ticked)
    return _edited(context, week)


def _named(context: Context, words: Sequence[str]) -> tuple[int, Tickable]:
    """The week and what a button names there. Raises StaleButtonError where they are gone."""
    week, wanted = number(words), word(words, 1)
    if 1 <= week <= context.roadmap.weeks:
        for topic in context.roadmap.topics_of(week):
            if wanted in {topic.id, button_id(topic.id)}:
                return week, Tickable(topic.id, topic.title)
        for each in slices_of(context.roadmap, week):
            if wanted in {each.key, button_id(each.key)}:
                return week, Tickable(each.key, each.slice.text)
    raise StaleButtonError(marked("That topic has moved. Here is your week: /week"))


def _edited(context: Context, week: int, *lines: Text) -> Message:
    """The week's page in the place of the one that was pressed, with lines about the press."""
    page = _page(context, week)
    told = tuple(paragraph(line) for line in lines if line)
    return page.model_copy(update={"edits": True, "blocks": (*page.blocks, *told)})


def _page(context: Context, week: int) -> Message:
    topics = [Tickable(each.id, each.title) for each in topics_of(context, week)]
    built = [Tickable(each.key, each.slice.text) for each in slices_of(context.roadmap, week)]
    tickables = [*topics, *built]
    ticked = context.learner.ticked(context.roadmap.id)
    all_ticked = all(each.id in ticked for each in tickables)
    fork = undecided(context) if week == position(context) else None
    return Message(
        blocks=(
            Heading(text=week_title(context, week)),
            *_ticks(context, week, ticked),
            *_lines(context, week, all_ticked=all_ticked),
            *((paragraph(fork_line(context, fork)),) if fork else ()),
            *gate_blocks(context, week),
        ),
        buttons=(
            *column(*(_tick_button(week, each, each.id in ticked) for each in tickables)),
            *(row(compare_button(context, fork)) if fork else ()),
        ),
    )


def _ticks(context: Context, week: int, ticked: frozenset[str]) -> Iterator[Block]:
    """The topics with their ticks; where lanes run side by side, lane by lane."""
    steps, shown = context.roadmap.steps_of(week), topics_of(context, week)
    lanes = context.roadmap.ordering == "lanes"
    for nth, step in enumerate(steps):
        mine = [(each.id, _topic(context, each)) for each in shown if each in step.topics]
        mine += [
            (each.key, _piece(context, each)) for due, each in pieces_of(step, week) if due == week
        ]
        if lanes:
            yield paragraph(step_line(context, step, main=nth == 0))
        if mine:
            yield Ticks(items=tuple(Tick(done=key in ticked, text=text) for key, text in mine))


def _lines(context: Context, week: int, *, all_ticked: bool) -> list[Block]:
    say, step = context.say, context.roadmap.step_of(week)
    lines: list[Text] = [pass_line(context, week)]
    if context.roadmap.ordering != "lanes" and step.duration:
        lines.append(say("The whole step: {length}.", length=length(context, step.duration)))
    if step.project:
        lines.append(say("Project: {project}", project=step.project.title))
    lines.append(say("Read: {resource}", resource=link(step.resource.title, step.resource.url)))
    lines.append(say("Done when: {done}", done=step.done_when))
    if context.learner.enrolment is not None:
        lines += _own_lines(context, week, all_ticked=all_ticked)
    return [paragraph(line) for line in lines if line]


def _own_lines(context: Context, week: int, *, all_ticked: bool) -> list[Text]:
    say = context.say
    lines = [say("Planned until {day}.", day=context.plan.due(week))]
    if all_ticked and week == context.enrolment.week and may_go_on(context):
        lines.append(say("All ticked. On to the next week: {next}", next=code("/next")))
    lines.append(streak_line(context, context.ledger()))
    return lines


def _topic(context: Context, topic: Topic) -> Text:
    parts = [plain(context.say.minutes(topic.minutes))]
    if whole := length(context, topic.duration):
        parts.append(context.say("{length} in all", length=whole))
    if topic.optional:
        parts.append(context.say("optional"))
    return context.say("{topic} ({facts})", topic=topic.title, facts=joined(parts, ", "))


def _piece(context: Context, piece: Piece) -> Text:
    time = context.say.minutes(piece.slice.minutes)
    return context.say("Build: {piece} ({time})", piece=piece.slice.text, time=time)


def slices_of(roadmap: Roadmap, week: int) -> list[Piece]:
    """The slices of the week's projects, in the order of its lanes."""
    steps = roadmap.steps_of(week)
    return [each for step in steps for due, each in pieces_of(step, week) if due == week]


def _tick_button(week: int, topic: Tickable, done: bool) -> Button:
    box, does = ("☑", "untick") if done else ("☐", "tick")
    return Button(
        label=f"{box} {shortened(topic.title, 60)}", action=f"{does} {week} {button_id(topic.id)}"
    )


def button_id(key: str) -> str:
    """The id of a topic or slice as a button carries it: a long one by its beginning and a sum.

    A button's action has at most 40 characters, of which `untick 520 ` takes eleven.
    """
    if len(key) <= KEY_MOST:
        return key
    return f"{key[: KEY_MOST - 9]}~{crc32(key.encode()):08x}"


FEATURE = Feature(
    commands=(
        Command("week", marked("a week with its topics to tick"), "/week 3", week, WeekArguments),
    ),
    actions=(Action("tick", tick), Action("untick", untick)),
)
