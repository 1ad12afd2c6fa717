"""`/resources`: what to read, week by week, and the roadmap's own lists (promise 8)."""

from collections.abc import Iterator, Sequence

from bot.chat.arguments import NoArguments
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
from bot.features.kit import Action, Command, Feature, Turn
from bot.features.roadmaps.background import buttons_to
from bot.features.views import (
    Rows,
    button,
    column,
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


async def resources(turn: Turn, _: NoArguments) -> Message:
    """The resources of the learner's week."""
    return _week(turn, position(turn))


def _week(turn: Turn, week: int) -> Message:
    say, roadmap = turn.say, turn.roadmap
    items = [item for step in roadmap.steps_of(week) for item in _of_step(turn, step)]
    tip = roadmap.tips[(week - 1) % len(roadmap.tips)] if roadmap.tips else None
    blocks: list[Block] = [Heading(text=week_title(turn, week)), Bullets(items=tuple(items))]
    if tip:
        blocks.append(paragraph(say("Tip: {tip}", tip=tip.text)))
    return Message(blocks=tuple(blocks), buttons=_around(turn, week))


def _of_step(turn: Turn, step: Step) -> Iterator[Text]:
    first = step.resource
    yield turn.say("Read: {resource}", resource=link(first.title, first.url))
    for reading in step.readings:
        if reading.url != first.url:
            yield told(turn, reading)


def told(turn: Turn, reading: Reading) -> Text:
    """A reading with its address, what it costs, and whether its link is dead."""
    say = turn.say
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


def _around(turn: Turn, week: int) -> Rows:
    line, roadmap = turn.say.line, turn.roadmap
    beside = []
    if week > 1:
        beside.append(button(turn, line("Week {week}", week=week - 1), f"read {week - 1}"))
    if week < roadmap.weeks:
        beside.append(button(turn, line("Week {week}", week=week + 1), f"read {week + 1}"))
    more: list[Button] = []
    if roadmap.tools:
        more.append(button(turn, line("Tools on the way"), "read-tools"))
    if _lists(roadmap):
        more.append(button(turn, line("The whole list"), "read-list 0"))
    more += buttons_to(turn)
    return (*(row(*beside) if beside else ()), *column(*more))


async def of_week(turn: Turn, words: Sequence[str]) -> Message:
    """The resources of another week: `read 5`."""
    week = number(words)
    if not 1 <= week <= turn.roadmap.weeks:
        raise CoachError("There is no such week. What to read in yours: /resources")
    return _week(turn, week).model_copy(update={"edits": True})


def _lists(roadmap: Roadmap) -> tuple[Reading, ...]:
    """What the roadmap lists as a whole: its readings, those of its skills, other roadmaps."""
    lanes = (reading for lane in roadmap.lanes for reading in lane.readings)
    return (*roadmap.readings, *lanes, *roadmap.directory)


async def whole_list(turn: Turn, words: Sequence[str]) -> Message:
    """The roadmap's lists, a page at a time: `read-list 8`."""
    readings, say = _lists(turn.roadmap), turn.say
    first = number(words)
    shown = readings[first : first + PAGE]
    if not shown:
        raise CoachError("That list ends before. What to read this week: /resources")
    heading = say(
        "{title}: {first} to {last} of {all}",
        title=turn.roadmap.title,
        first=first + 1,
        last=first + len(shown),
        all=len(readings),
    )
    more = first + PAGE
    turning = [button(turn, say.line("More"), f"read-list {more}")] if more < len(readings) else []
    return Message(
        blocks=(Heading(text=heading), Bullets(items=tuple(told(turn, each) for each in shown))),
        buttons=row(*turning, button(turn, say.line("This week"), "/resources")),
        edits=True,
    )


async def tools(turn: Turn, _: Sequence[str]) -> Message:
    """The tools of the roadmap by category."""
    rows = tuple(
        Labelled(label=plain(group.category), value=plain(", ".join(group.tools)))
        for group in turn.roadmap.tools
    )
    return Message(
        blocks=(Heading(text=turn.say("Tools on the way")), Fields(rows=rows)),
        buttons=row(button(turn, turn.say.line("This week"), "/resources")),
        edits=True,
    )


FEATURE = Feature(
    commands=(Command("resources", marked("what to read this week"), "/resources", resources),),
    actions=(
        Action("read", of_week),
        Action("read-list", whole_list),
        Action("read-tools", tools),
    ),
)
