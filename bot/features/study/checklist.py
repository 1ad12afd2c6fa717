"""`/checklist`: the lists of the roadmap, to be ticked; some lines prove themselves (promise 8)."""

from collections.abc import Iterable, Sequence

from bot.chat.arguments import NoArguments
from bot.chat.messages import (
    Block,
    Button,
    Heading,
    Message,
    Text,
    Tick,
    Ticks,
    code,
    message,
    strong,
)
from bot.chat.translate import marked
from bot.domain.roadmap.choices import listed
from bot.domain.roadmap.model import Checklist, ChecklistItem, Roadmap
from bot.errors import CoachError
from bot.features.kit import Action, Command, Context, Feature
from bot.features.setup.choosing import figures
from bot.features.views import Rows, button, column, number, paragraph, row, word

COUNTED = "portfolio-projects"
"""The line that shipped projects prove."""


async def checklist(context: Context, _: NoArguments) -> Message:
    """Every list with its count, and a button a line."""
    lists = lists_of(context.roadmap)
    if not lists:
        line = context.say(
            "This roadmap has no checklist. Others have one: {all}", all=code("/roadmaps")
        )
        return message(
            paragraph(line), buttons=row(button(context, context.say.line("Roadmaps"), "/roadmaps"))
        )
    blocks: list[Block] = []
    buttons: list[Button] = []
    for place, each in enumerate(lists):
        blocks += _shown(context, each)
        buttons += _buttons(context, place, each)
    rows: Rows = column(*buttons) if context.learner.enrolment else ()
    return message(*blocks, buttons=rows)


def lists_of(roadmap: Roadmap) -> tuple[Checklist, ...]:
    """What a roadmap has to tick apart from its topics."""
    own = (roadmap.checklist,) if roadmap.checklist else ()
    return (*own, *roadmap.outcomes)


def _shown(context: Context, each: Checklist) -> tuple[Block, ...]:
    say = context.say
    ticks = [
        Tick(done=_done(context, each, item), text=_line(context, item)) for item in each.items
    ]
    heading = say(
        "{title}: {done} of {all}",
        title=each.title,
        done=sum(tick.done for tick in ticks),
        all=len(ticks),
    )
    return Heading(text=heading), Ticks(items=tuple(ticks))


def _line(context: Context, item: ChecklistItem) -> Text:
    say, line = context.say, context.say("{text}", text=item.text)
    if item.optional:
        line = say("{text} (optional)", text=line)
    if item.id != COUNTED or item.target is None:
        return line
    shipped = shipped_projects(context.learner.milestones, _roadmaps(context))
    if shipped >= item.target.min:
        return say(
            "{text} {count}: proved by your history",
            text=line,
            count=strong(shipped),
        )
    return say(
        "{text} Shipped so far: {count} of {wanted}",
        text=line,
        count=shipped,
        wanted=figures(item.target.min, item.target.max),
    )


def shipped_projects(milestones: Iterable[str], roadmaps: Iterable[Roadmap]) -> int:
    """How many projects were shipped: parts of one project count once (promise 4.3)."""
    families = {
        (roadmap.id, step.id): step.project.family
        for roadmap in roadmaps
        for phase in roadmap.phases
        for step in phase.steps
        if step.project
    }
    names = (name.split(":") for name in milestones if name.startswith("project:"))
    return len({(roadmap, families.get((roadmap, step), step)) for _, roadmap, step in names})


def _roadmaps(context: Context) -> list[Roadmap]:
    found = (
        context.roadmaps.content(each.roadmap, each.content) for each in context.learner.enrolments
    )
    return [each for each in found if each is not None]


def _proved(context: Context, item: ChecklistItem) -> bool:
    if item.id != COUNTED or item.target is None:
        return False
    return shipped_projects(context.learner.milestones, _roadmaps(context)) >= item.target.min


def _done(context: Context, each: Checklist, item: ChecklistItem) -> bool:
    on = context.learner.mark_of(context.roadmap.id, listed(each.id, item.id))
    return on is not None or _proved(context, item)


def _buttons(context: Context, place: int, each: Checklist) -> list[Button]:
    return [
        button(
            context,
            context.say.line(
                "{box} {text}",
                box="☑" if _done(context, each, item) else "☐",
                text=_short(item.text),
            ),
            f"mark {place} {item.id}",
        )
        for item in each.items
        if not _proved(context, item)
    ]


def _short(text: str, most: int = 48) -> str:
    bare = text.rstrip(".")
    return bare if len(bare) <= most else f"{bare[: most - 1].rstrip()}…"


async def mark(context: Context, words: Sequence[str]) -> Message:
    """Tick a line, or open it again: `mark 0 open-source`. No study day is credited."""
    lists, roadmap = lists_of(context.roadmap), context.enrolment.roadmap
    place, wanted = number(words), word(words, 1)
    if place >= len(lists) or wanted not in {item.id for item in lists[place].items}:
        raise CoachError("That line has moved. Here is the list: /checklist")
    item = listed(lists[place].id, wanted)
    known = context.learner.mark_of(roadmap, item)
    if known is None:
        await context.mark(roadmap, item)
    else:
        await context.unmark(known)
    page = await checklist(context, NoArguments())
    return page.model_copy(update={"edits": True})


FEATURE = Feature(
    commands=(
        Command("checklist", marked("the job-ready checklist, to tick"), "/checklist", checklist),
    ),
    actions=(Action("mark", mark),),
)
