"""`/week`: a week's topics to tick, its project and when it is done (promise 8)."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.arguments import WEEK, option
from bot.commands import Action, Command, Feature, Turn
from bot.domain import policy
from bot.domain.history import EntryKind
from bot.domain.learner import stamped
from bot.domain.roadmap import Topic
from bot.errors import CoachError
from bot.features.setup import set_up
from bot.features.shared import (
    column,
    known_week,
    paragraph,
    position,
    streak_line,
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
)
from bot.say import marked


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
    if ticked is None:
        entry = stamped(turn.learner, turn.now, EntryKind.TICK, topic=f"{turn.roadmap.id}/{topic}")
        turn.learner = await turn.work.log(turn.learner, entry)
    elif turn.now - ticked.made_at <= policy.UNDO_WITHIN:
        turn.learner = await turn.work.take_back(turn.learner, ticked, turn.now)
    else:
        turn.learner = await turn.work.untick(turn.learner, ticked, turn.now)
    return _page(turn, number).model_copy(update={"edits": True})


def _page(turn: Turn, number: int) -> Message:
    topics = turn.roadmap.topics_of(number)
    ticked = turn.learner.ticked(turn.roadmap.id)
    ticks = Ticks(
        items=tuple(Tick(done=each.id in ticked, text=_topic(turn, each)) for each in topics)
    )
    lines = _lines(turn, number, all_ticked=all(each.done for each in ticks.items))
    return Message(
        blocks=(Heading(text=week_title(turn, number)), ticks, *lines),
        buttons=column(*(_tick_button(number, each, each.id in ticked) for each in topics)),
    )


def _lines(turn: Turn, number: int, *, all_ticked: bool) -> list[Block]:
    say, step = turn.say, turn.roadmap.step_of(number)
    lines: list[Text] = []
    if step.project:
        lines.append(say("Project: {project}", project=step.project.title))
    lines.append(say("Read: {resource}", resource=link(step.resource.title, step.resource.url)))
    lines.append(say("Done when: {done}", done=step.done_when))
    enrolment = turn.learner.enrolment
    if enrolment is None:
        return [paragraph(line) for line in lines]
    lines.append(say("Planned until {day}.", day=turn.plan.due(number)))
    if all_ticked and number == enrolment.week:
        lines.append(say("All ticked. When the project is ready too: {next}", next=code("/next")))
    if streak := streak_line(turn, turn.ledger()):
        lines.append(streak)
    return [paragraph(line) for line in lines]


def _topic(turn: Turn, topic: Topic) -> Text:
    line = (
        marked("{topic} ({minutes}, optional)") if topic.optional else marked("{topic} ({minutes})")
    )
    return turn.say(line, topic=topic.title, minutes=turn.say.minutes(topic.minutes))


def _tick_button(number: int, topic: Topic, done: bool) -> Button:
    return Button(label=f"{'☑' if done else '☐'} {topic.title}", action=f"tick {number} {topic.id}")


FEATURE = Feature(
    commands=(
        Command("week", marked("a week with its topics to tick"), "/week 3", week, WeekArguments),
    ),
    actions=(Action("tick", tick),),
)
