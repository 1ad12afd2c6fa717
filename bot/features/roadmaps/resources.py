"""`/resources`: what to read, week by week, and the roadmap's own lists (promise 8)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.chat.arguments import WEEK, option
from bot.chat.messages import (
    Block,
    Bullets,
    Button,
    Fields,
    Heading,
    Labelled,
    Message,
    Text,
    link,
    plain,
)
from bot.chat.translate import marked
from bot.domain.roadmap.model import Reading, Roadmap, Step
from bot.errors import CoachError
from bot.features.kit import Action, Command, Context, Feature
from bot.features.roadmaps.background import buttons_to
from bot.features.views import (
    Rows,
    button,
    column,
    known_week,
    number,
    paragraph,
    position,
    row,
    week_title,
    with_dots,
)

PAGE = 8
COSTS = {"free": marked("free"), "paid": marked("paid"), "free/paid": marked("free or paid")}
LINKS = {"gone": marked("this link is dead"), "doubtful": marked("this link may be dead")}


@dataclass(frozen=True)
class ResourcesArguments:
    """What `/resources` takes."""

    week: int | None = option(WEEK, marked("the number of a week; yours without it"))


async def resources(context: Context, given: ResourcesArguments) -> Message:
    """The resources of a week."""
    wanted = position(context) if given.week is None else given.week
    known_week(context, wanted)
    return _week(context, wanted)


def _week(context: Context, week: int) -> Message:
    say, roadmap = context.say, context.roadmap
    items = [item for step in roadmap.steps_of(week) for item in _of_step(context, step)]
    tip = roadmap.tips[(week - 1) % len(roadmap.tips)] if roadmap.tips else None
    blocks: list[Block] = [Heading(text=week_title(context, week)), Bullets(items=tuple(items))]
    if tip:
        blocks.append(paragraph(say("Tip: {tip}", tip=tip.text)))
    return Message(blocks=tuple(blocks), buttons=_around(context, week))


def _of_step(context: Context, step: Step) -> Iterator[Text]:
    first = step.resource
    yield context.say("Read: {resource}", resource=link(first.title, first.url))
    for reading in step.readings:
        if reading.url != first.url:
            yield told(context, reading)


def told(context: Context, reading: Reading) -> Text:
    """A reading with its address, what it costs, and whether its link is dead."""
    say = context.say
    title: Text = plain(reading.title)
    if reading.url and reading.link != "gone":
        title = (link(reading.title, reading.url),)
    elif reading.printed_address and not reading.url:
        title = say("{title}, {address}", title=reading.title, address=reading.printed_address)
    facts = [
        title,
        plain(reading.by) if reading.by and reading.by not in reading.title else (),
        say(COSTS[reading.cost]) if reading.cost else (),
        say("optional") if reading.optional else (),
        say(LINKS[reading.link]) if reading.link in LINKS else (),
        plain(reading.text) if reading.text and reading.link == "gone" else (),
    ]
    return with_dots(*facts)


def _around(context: Context, week: int) -> Rows:
    line, roadmap = context.say.line, context.roadmap
    beside = []
    if week > 1:
        beside.append(button(context, line("Week {week}", week=week - 1), f"read {week - 1}"))
    if week < roadmap.weeks:
        beside.append(button(context, line("Week {week}", week=week + 1), f"read {week + 1}"))
    more: list[Button] = []
    if roadmap.tools:
        more.append(button(context, line("Tools on the way"), "read-tools"))
    if _lists(roadmap):
        more.append(button(context, line("The whole list"), "read-list 0"))
    more += buttons_to(context)
    return (*(row(*beside) if beside else ()), *column(*more))


async def of_week(context: Context, words: Sequence[str]) -> Message:
    """The resources of another week: `read 5`."""
    week = number(words)
    if not 1 <= week <= context.roadmap.weeks:
        raise CoachError("There is no such week. What to read in yours: /resources")
    return _week(context, week).model_copy(update={"edits": True})


def _lists(roadmap: Roadmap) -> tuple[Reading, ...]:
    """What the roadmap lists as a whole: its readings, those of its skills, other roadmaps."""
    lanes = (reading for lane in roadmap.lanes for reading in lane.readings)
    return (*roadmap.readings, *lanes, *roadmap.directory)


async def whole_list(context: Context, words: Sequence[str]) -> Message:
    """The roadmap's lists, a page at a time: `read-list 8`."""
    readings, say = _lists(context.roadmap), context.say
    first = number(words)
    shown = readings[first : first + PAGE]
    if not shown:
        raise CoachError("That list ends before. What to read this week: /resources")
    heading = say(
        "{title}: {first} to {last} of {all}",
        title=context.roadmap.title,
        first=first + 1,
        last=first + len(shown),
        all=len(readings),
    )
    more = first + PAGE
    turning = (
        [button(context, say.line("More"), f"read-list {more}")] if more < len(readings) else []
    )
    return Message(
        blocks=(Heading(text=heading), Bullets(items=tuple(told(context, each) for each in shown))),
        buttons=row(*turning, button(context, say.line("This week"), "/resources")),
        edits=True,
    )


async def tools(context: Context, _: Sequence[str]) -> Message:
    """The tools of the roadmap by category."""
    rows = tuple(
        Labelled(label=plain(group.category), value=plain(", ".join(group.tools)))
        for group in context.roadmap.tools
    )
    return Message(
        blocks=(Heading(text=context.say("Tools on the way")), Fields(rows=rows)),
        buttons=row(button(context, context.say.line("This week"), "/resources")),
        edits=True,
    )


FEATURE = Feature(
    commands=(
        Command(
            "resources",
            marked("what to read this week"),
            "/resources 2",
            resources,
            ResourcesArguments,
        ),
    ),
    actions=(
        Action("read", of_week),
        Action("read-list", whole_list),
        Action("read-tools", tools),
    ),
)
