"""`/week`: a week's topics to tick, its project and when it is done (promise 8)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.arguments import WEEK, option
from bot.commands import Action, Command, Feature, Turn
from bot.domain import policy
from bot.domain.choices import met
from bot.domain.history import EntryKind
from bot.domain.learner import stamped
from bot.domain.roadmap import Topic
from bot.errors import CoachError
from bot.features.forks import compare_button, fork_line, undecided
from bot.features.lanes import gate_blocks, length, pass_line, step_line
from bot.features.setup import set_up
from bot.features.shared import (
    column,
    known_week,
    paragraph,
    position,
    row,
    streak_line,
    topics_of,
    week_title,
)
from bot.messages import (
    Block,
    Button,
    Heading,
    Message,
    Text,
    Tick,
    Ticks,
    code,
    link,
    plain,
)
from bot.say import joined, marked


@dataclass(frozen=True)
class WeekArguments:
    """What `/week` takes."""

    week: int | None = option(WEEK, marked("the number of a week; yours without it"))


async def week(turn: Turn, given: WeekArguments) -> Message:
    """The week with its topics to tick."""
    number = position(turn) if given.week is None else given.week
    known_week(turn, number)
    return _page(turn, number)


async def tick(turn: Turn, words: Sequence[str]) -> Message:
    """Tick a topic, or open it again: `tick 3 dunder-methods`."""
    number, topic = int(words[0]), words[1]
    if topic not in {each.id for each in turn.roadmap.topics_of(number)}:
        raise CoachError("That topic has moved. Here is your week: /week")
    if turn.learner.enrolment is None:
        await set_up(turn)
    ticked = turn.learner.tick_of(turn.roadmap.id, topic)
    known = turn.learner.mark_of(turn.roadmap.id, met(topic))
    if ticked is None and known is not None:
        turn.learner = await turn.work.unmark(turn.learner, known, turn.now)
    elif ticked is None:
        entry = stamped(turn.learner, turn.now, EntryKind.TICK, topic=f"{turn.roadmap.id}/{topic}")
        turn.learner = await turn.work.log(turn.learner, entry)
    elif turn.now - ticked.made_at <= policy.UNDO_WITHIN:
        turn.learner = await turn.work.take_back(turn.learner, ticked, turn.now)
    else:
        turn.learner = await turn.work.untick(turn.learner, ticked, turn.now)
    return _page(turn, number).model_copy(update={"edits": True})


def _page(turn: Turn, number: int) -> Message:
    topics = topics_of(turn, number)
    ticked = turn.learner.ticked(turn.roadmap.id)
    all_ticked = all(each.id in ticked for each in topics)
    fork = undecided(turn) if number == position(turn) else None
    return Message(
        blocks=(
            Heading(text=week_title(turn, number)),
            *_ticks(turn, number, ticked),
            *_lines(turn, number, all_ticked=all_ticked),
            *((paragraph(fork_line(turn, fork)),) if fork else ()),
            *gate_blocks(turn, number),
        ),
        buttons=(
            *column(*(_tick_button(number, each, each.id in ticked) for each in topics)),
            *(row(compare_button(turn, fork)) if fork else ()),
        ),
    )


def _ticks(turn: Turn, number: int, ticked: frozenset[str]) -> Iterator[Block]:
    """The topics with their ticks; where lanes run side by side, lane by lane."""
    steps, shown = turn.roadmap.steps_of(number), topics_of(turn, number)
    lanes = turn.roadmap.ordering == "lanes"
    for nth, step in enumerate(steps):
        mine = [each for each in shown if each in step.topics]
        if lanes:
            yield paragraph(step_line(turn, step, main=nth == 0))
        if mine:
            yield Ticks(
                items=tuple(Tick(done=each.id in ticked, text=_topic(turn, each)) for each in mine)
            )


def _lines(turn: Turn, number: int, *, all_ticked: bool) -> list[Block]:
    say, step = turn.say, turn.roadmap.step_of(number)
    lines: list[Text] = [pass_line(turn, number)]
    if turn.roadmap.ordering != "lanes" and step.duration:
        lines.append(say("The whole step: {length}.", length=length(turn, step.duration)))
    if step.project:
        lines.append(say("Project: {project}", project=step.project.title))
    lines.append(say("Read: {resource}", resource=link(step.resource.title, step.resource.url)))
    lines.append(say("Done when: {done}", done=step.done_when))
    if turn.learner.enrolment is not None:
        lines += _own_lines(turn, number, all_ticked=all_ticked)
    return [paragraph(line) for line in lines if line]


def _own_lines(turn: Turn, number: int, *, all_ticked: bool) -> list[Text]:
    say = turn.say
    lines = [say("Planned until {day}.", day=turn.plan.due(number))]
    if all_ticked and number == turn.enrolment.week:
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


def _tick_button(number: int, topic: Topic, done: bool) -> Button:
    return Button(label=f"{'☑' if done else '☐'} {topic.title}", action=f"tick {number} {topic.id}")


FEATURE = Feature(
    commands=(
        Command("week", marked("a week with its topics to tick"), "/week 3", week, WeekArguments),
    ),
    actions=(Action("tick", tick),),
)
