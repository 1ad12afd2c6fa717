"""`/week`: a week's topics to tick, its project and when it is done (promise 8)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.chat.arguments import WEEK, option
from bot.chat.messages import Block, Button, Heading, Message, Text, Tick, Ticks, link, plain
from bot.chat.translate import joined, marked
from bot.domain.day.week import Piece, pieces_of
from bot.domain.roadmap.model import ProjectPart, Roadmap, Step, Topic
from bot.errors import shortened
from bot.features.kit import Action, Command, Context, Feature
from bot.features.plan.forks import compare_button, fork_line, undecided
from bot.features.study.evenings import is_asked, may_go_on
from bot.features.study.gates import gate_blocks, gate_button
from bot.features.study.lanes import length, pass_line, step_line
from bot.features.study.menus import menu_button
from bot.features.study.project import project_button
from bot.features.study.proofs import proof_line
from bot.features.study.ticking import Tickable, TickingPage
from bot.features.study.today import next_button, week_done_buttons
from bot.features.views import (
    column,
    known_week,
    paragraph,
    position,
    row,
    topics_of,
    week_title,
)


@dataclass(frozen=True)
class WeekArguments:
    """What `/week` takes."""

    week: int | None = option(WEEK, marked("the number of a week; yours without it"))


async def week(context: Context, given: WeekArguments) -> Message:
    """The week with its topics to tick."""
    wanted = position(context) if given.week is None else given.week
    known_week(context, wanted)
    return _page(context, wanted)


def _again(context: Context, week: int, _: Tickable) -> Message:
    return _page(context, week)


def _page(context: Context, week: int) -> Message:
    topics = [Tickable(each.id, each.title) for each in topics_of(context, week)]
    built = [Tickable(each.key, each.slice.text) for each in slices_of(context.roadmap, week)]
    tickables = [*topics, *built]
    ticked = context.learner.ticked(context.roadmap.id)
    asked = _is_here(context, week) and is_asked(context)
    fork = undecided(context) if week == position(context) else None
    return Message(
        blocks=(
            Heading(text=week_title(context, week)),
            *_steps(context, week, ticked),
            *_lines(context, week, asked=asked),
            *((paragraph(fork_line(context, fork)),) if fork else ()),
            *gate_blocks(context, week),
        ),
        buttons=(
            *column(*(_tick_button(week, each, each.key in ticked) for each in tickables)),
            *row(*_onward(context, week)),
            *(week_done_buttons(context) if asked else ()),
        ),
        card=True,
    )


def _steps(context: Context, week: int, ticked: frozenset[str]) -> Iterator[Block]:
    """Each step of the week: its topics with their ticks, and what is built beside them."""
    shown, lanes = topics_of(context, week), context.roadmap.ordering == "lanes"
    for nth, step in enumerate(context.roadmap.steps_of(week)):
        if lanes:
            yield paragraph(step_line(context, step, main=nth == 0))
        items = tuple(
            Tick(done=each.id in ticked, text=_topic(context, each, menu=step.pick is not None))
            for each in shown
            if each in step.topics
        )
        if items:
            yield Ticks(items=items)
        if step.project and (nth == 0 or _due(step, week)):
            yield paragraph(_project(context, step.project, _due(step, week), ticked))


def _project(
    context: Context, part: ProjectPart, pieces: Sequence[Piece], ticked: frozenset[str]
) -> Text:
    """A project, and how many of the week's pieces stand; they are told one by one in its brief."""
    if not pieces:
        return context.say("Project: {project}", project=part.title)
    return context.say.plural(
        "Project: {project} ({done} of {n} piece)",
        "Project: {project} ({done} of {n} pieces)",
        len(pieces),
        project=part.title,
        done=sum(each.key in ticked for each in pieces),
    )


def _lines(context: Context, week: int, *, asked: bool) -> list[Block]:
    say, step = context.say, context.roadmap.step_of(week)
    lines: list[Text] = [pass_line(context, week)]
    if context.roadmap.ordering != "lanes" and step.duration:
        lines.append(say("The whole step: {length}.", length=length(context, step.duration)))
    lines.append(say("Read: {resource}", resource=link(step.resource.title, step.resource.url)))
    if asked:
        lines.append(say("Is the week done? {done}", done=step.done_when))
    else:
        lines.append(say("Done when: {done}", done=step.done_when))
    lines.append(proof_line(context, week))
    if context.learner.enrolment is not None:
        lines.append(say("Planned until {day}.", day=context.plan.due(week)))
    return [paragraph(line) for line in lines if line]


def _onward(context: Context, week: int) -> Iterator[Button]:
    """What leads on from a week's page."""
    yield from project_button(context, week)
    yield from menu_button(context, week)
    yield from gate_button(context, week)
    if not _is_here(context, week):
        return
    if fork := undecided(context):
        yield compare_button(context, fork)
    if may_go_on(context):
        yield next_button(context)


def _is_here(context: Context, week: int) -> bool:
    """Whether a week is the one that the learner is in."""
    return context.learner.enrolment is not None and week == context.enrolment.week


def _days(context: Context, topic: Topic) -> Text:
    """How long it takes in all: as the source has it, else on how many days; one goes unsaid."""
    days, printed = topic.days or 1, topic.duration
    if printed and (printed.min, printed.max, printed.unit) != (1, 1, "day"):
        return length(context, printed)
    return context.say.plural("{n} day", "{n} days", days) if days > 1 else ()


def _topic(context: Context, topic: Topic, *, menu: bool) -> Text:
    parts = [plain(context.say.minutes(topic.minutes))]
    if whole := _days(context, topic):
        parts.append(context.say("{length} in all", length=whole))
    if topic.optional and not menu:
        parts.append(context.say("optional"))
    return context.say("{topic} ({facts})", topic=topic.title, facts=joined(parts, ", "))


def slices_of(roadmap: Roadmap, week: int) -> list[Piece]:
    """The slices of the week's projects, in the order of its lanes."""
    return [each for step in roadmap.steps_of(week) for each in _due(step, week)]


def _due(step: Step, week: int) -> list[Piece]:
    return [each for due, each in pieces_of(step, week) if due == week]


def _tick_button(week: int, topic: Tickable, done: bool) -> Button:
    box, does = ("☑", "untick") if done else ("☐", "tick")
    return Button(label=f"{box} {shortened(topic.title, 60)}", action=f"{does} {week} {topic.id}")


PAGE = TickingPage("tick", _again)

FEATURE = Feature(
    commands=(
        Command("week", marked("a week with its topics to tick"), "/week 3", week, WeekArguments),
    ),
    actions=(Action("tick", PAGE.tick), Action("untick", PAGE.untick)),
)
