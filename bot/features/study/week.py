"""`/week`: a week's topics to tick, its project and when it is done (promise 8)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.chat.arguments import WEEK, option
from bot.chat.messages import Block, Button, Heading, Message, Text, Tick, Ticks, code, link, plain
from bot.chat.translate import joined, marked
from bot.domain import policy
from bot.domain.history import EntryKind
from bot.domain.learner import stamped
from bot.domain.roadmap.choices import met
from bot.domain.roadmap.model import Topic
from bot.domain.streak.fold import counts
from bot.errors import StaleButtonError
from bot.features.kit import OUT_OF_DATE, Action, Command, Feature, Turn
from bot.features.plan.forks import compare_button, fork_line, undecided
from bot.features.setup.proposal import set_up
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


@dataclass(frozen=True)
class WeekArguments:
    """What `/week` takes."""

    week: int | None = option(WEEK, marked("the number of a week; yours without it"))


async def week(turn: Turn, given: WeekArguments) -> Message:
    """The week with its topics to tick."""
    wanted = position(turn) if given.week is None else given.week
    known_week(turn, wanted)
    return _page(turn, wanted)


async def tick(turn: Turn, words: Sequence[str]) -> Message:
    """Tick a topic, which logs it: `tick 3 dunder-methods`.

    A third word says how many days before the message's day it was: `tick 3 dunder-methods 1`.
    """
    accepted = turn.learner.enrolment is None
    week, topic = _named(turn, words)
    if accepted:
        await set_up(turn)
    if topic.id in turn.learner.ticked(turn.roadmap.id):
        line = turn.say("This is logged already: “{topic}” is ticked.", topic=topic.title)
        return _edited(turn, week, line)
    day = turn.today if accepted else day_meant(turn)
    if len(words) > 2:
        day = _days_before(turn, number(words, 2))
    if day is None:
        return _ask_for_day(turn, week, topic)
    wanted = f"{turn.roadmap.id}/{topic.id}"
    entry = stamped(turn.learner, turn.now, EntryKind.TICK, day=day, topic=wanted)
    turn.learner = await turn.work.log(turn.learner, entry)
    verdict = counts(turn.learner.history, turn.learner.entries[-1])
    return _edited(turn, week, late_line(turn, day), counting_line(turn, verdict, day))


def _days_before(turn: Turn, ago: int) -> date:
    """A day counted back from that of the message that asked. Raises StaleButtonError."""
    shown = pressed_day(turn)
    if shown is None:
        raise StaleButtonError(OUT_OF_DATE)
    return shown - timedelta(days=ago)


def _ask_for_day(turn: Turn, week: int, topic: Topic) -> Message:
    return ask_for_day_of_button(
        turn, lambda day: f"tick {week} {topic.id} {(turn.today - day).days}"
    )


async def untick(turn: Turn, words: Sequence[str]) -> Message:
    """Open a ticked topic again: `untick 3 dunder-methods`."""
    week, topic = _named(turn, words)
    ticked = turn.learner.tick_of(turn.roadmap.id, topic.id)
    known = turn.learner.mark_of(turn.roadmap.id, met(topic.id))
    if known is not None:
        turn.learner = await turn.work.unmark(turn.learner, known, turn.now)
    if ticked is not None and turn.now - ticked.made_at <= policy.UNDO_WITHIN:
        turn.learner = await turn.work.take_back(turn.learner, ticked, turn.now)
    elif ticked is not None:
        turn.learner = await turn.work.untick(turn.learner, ticked, turn.now)
    return _edited(turn, week)


def _named(turn: Turn, words: Sequence[str]) -> tuple[int, Topic]:
    """The week and topic that a button names. Raises StaleButtonError where they are gone."""
    week, wanted = number(words), word(words, 1)
    topics = turn.roadmap.topics_of(week) if 1 <= week <= turn.roadmap.weeks else ()
    for topic in topics:
        if topic.id == wanted:
            return week, topic
    raise StaleButtonError(marked("That topic has moved. Here is your week: /week"))


def _edited(turn: Turn, week: int, *lines: Text) -> Message:
    """The week's page in the place of the one that was pressed, with lines about the press."""
    page = _page(turn, week)
    told = tuple(paragraph(line) for line in lines if line)
    return page.model_copy(update={"edits": True, "blocks": (*page.blocks, *told)})


def _page(turn: Turn, week: int) -> Message:
    topics = topics_of(turn, week)
    ticked = turn.learner.ticked(turn.roadmap.id)
    all_ticked = all(each.id in ticked for each in topics)
    fork = undecided(turn) if week == position(turn) else None
    return Message(
        blocks=(
            Heading(text=week_title(turn, week)),
            *_ticks(turn, week, ticked),
            *_lines(turn, week, all_ticked=all_ticked),
            *((paragraph(fork_line(turn, fork)),) if fork else ()),
            *gate_blocks(turn, week),
        ),
        buttons=(
            *column(*(_tick_button(week, each, each.id in ticked) for each in topics)),
            *(row(compare_button(turn, fork)) if fork else ()),
        ),
    )


def _ticks(turn: Turn, week: int, ticked: frozenset[str]) -> Iterator[Block]:
    """The topics with their ticks; where lanes run side by side, lane by lane."""
    steps, shown = turn.roadmap.steps_of(week), topics_of(turn, week)
    lanes = turn.roadmap.ordering == "lanes"
    for nth, step in enumerate(steps):
        mine = [each for each in shown if each in step.topics]
        if lanes:
            yield paragraph(step_line(turn, step, main=nth == 0))
        if mine:
            yield Ticks(
                items=tuple(Tick(done=each.id in ticked, text=_topic(turn, each)) for each in mine)
            )


def _lines(turn: Turn, week: int, *, all_ticked: bool) -> list[Block]:
    say, step = turn.say, turn.roadmap.step_of(week)
    lines: list[Text] = [pass_line(turn, week)]
    if turn.roadmap.ordering != "lanes" and step.duration:
        lines.append(say("The whole step: {length}.", length=length(turn, step.duration)))
    if step.project:
        lines.append(say("Project: {project}", project=step.project.title))
    lines.append(say("Read: {resource}", resource=link(step.resource.title, step.resource.url)))
    lines.append(say("Done when: {done}", done=step.done_when))
    if turn.learner.enrolment is not None:
        lines += _own_lines(turn, week, all_ticked=all_ticked)
    return [paragraph(line) for line in lines if line]


def _own_lines(turn: Turn, week: int, *, all_ticked: bool) -> list[Text]:
    say = turn.say
    lines = [say("Planned until {day}.", day=turn.plan.due(week))]
    if all_ticked and week == turn.enrolment.week:
        lines.append(say("All ticked. When the project is ready too: {next}", next=code("/next")))
    lines.append(streak_line(turn, turn.ledger()))
    return lines


def _topic(turn: Turn, topic: Topic) -> Text:
    parts = [plain(turn.say.minutes(topic.minutes))]
    if whole := length(turn, topic.duration):
        parts.append(turn.say("{length} in all", length=whole))
    if topic.optional:
        parts.append(turn.say("optional"))
    return turn.say("{topic} ({facts})", topic=topic.title, facts=joined(parts, ", "))


def _tick_button(week: int, topic: Topic, done: bool) -> Button:
    box, does = ("☑", "untick") if done else ("☐", "tick")
    return Button(label=f"{box} {topic.title}", action=f"{does} {week} {topic.id}")


FEATURE = Feature(
    commands=(
        Command("week", marked("a week with its topics to tick"), "/week 3", week, WeekArguments),
    ),
    actions=(Action("tick", tick), Action("untick", untick)),
)
