"""From one roadmap to another: the consequence, the switch, and what was met before (3.2, 3.7)."""

from collections.abc import Sequence

from bot.chat.messages import Block, Bullets, Emphasis, Message, plain, strong
from bot.domain.roadmap.choices import met
from bot.domain.roadmap.concepts import already_met
from bot.domain.roadmap.model import Pace, Roadmap, Topic
from bot.errors import CoachError, shortened
from bot.features.kit import Action, Context, Feature
from bot.features.setup.entrance import entry_button, entry_taken, learnt, met_line
from bot.features.setup.proposal import begin, propose
from bot.features.setup.start import ASKED, proposal
from bot.features.views import Rows, button, paragraph, row, word
from bot.features.weekly.reflecting import settle_week

TOPICS_SHOWN = 8


async def take(context: Context, words: Sequence[str]) -> Message:
    """[Take this one]: into the proposal before set-up, else first what would follow."""
    roadmap = _known(context, word(words))
    if context.learner.enrolment is None:
        pace = _pace(roadmap, context.learner.preferences.pace)
        await propose(context, roadmap=roadmap.id, pace=pace.id)
        context.ask(ASKED)
        return proposal(context, edits=True)
    if context.enrolment.roadmap == roadmap.id and not context.finished:
        raise CoachError("You are on this roadmap already. What to do today: /today")
    return _consequence(context, context.spoken(roadmap))


def _consequence(context: Context, roadmap: Roadmap) -> Message:
    say, pace = context.say, _pace(roadmap, context.enrolment.pacing.pace)
    lines = [
        say(
            "Switch to {title}? You would begin in week 1 of {weeks} today, at the pace “{pace}”.",
            title=strong(roadmap.title),
            weeks=roadmap.weeks,
            pace=pace.title,
        ),
        met_line(context, roadmap),
        say("Your streak goes on. Your hours, ticks and journal stay."),
        say("Coming back later? Your ticks will be there, and you start at week 1 again."),
    ]
    return Message(
        blocks=tuple(paragraph(line) for line in lines if line),
        buttons=row(
            button(context, say.line("Yes, switch"), f"moveto {roadmap.id}", Emphasis.MAIN),
            button(context, say.line("Stay here"), "/today"),
        )
        + row(*(() if entry_taken(context, roadmap.id) else entry_button(context, roadmap))),
        edits=True,
    )


async def switch(context: Context, words: Sequence[str]) -> Message:
    """[Yes, switch]: a new beginning, with all history kept: `moveto islands`."""
    roadmap = _known(context, word(words))
    if context.enrolment.roadmap == roadmap.id and not context.finished:
        raise CoachError("You are on this roadmap already. What to do today: /today")
    await begin(context, roadmap, context.today, _pace(roadmap, context.enrolment.pacing.pace).id)
    await settle_week(context)
    context.ask(None)
    say = context.say
    head = paragraph(say("You are on {title} now, in week 1.", title=strong(context.roadmap.title)))
    known = learnt_before(context)
    offered, buttons = _offer(context, known) if known else ((), _start(context))
    return Message(blocks=(head, *offered), buttons=buttons, edits=True)


def learnt_before(context: Context) -> tuple[Topic, ...]:
    """The open topics of this roadmap that were learnt in earlier ones, by their concepts.

    None where it is entered with these concepts: its topics go on from them.
    """
    roadmap = context.roadmap
    if roadmap.entry is not None:
        return ()
    ticked = context.learner.ticked(roadmap.id)
    known = already_met(roadmap.concepts, learnt(context, besides=roadmap.id))
    walked = (topic for step in roadmap.steps for topic in step.topics)
    return tuple(topic for topic in walked if topic.id in known and topic.id not in ticked)


def _offer(context: Context, known: Sequence[Topic]) -> tuple[tuple[Block, ...], Rows]:
    say = context.say
    shown = known if len(known) <= TOPICS_SHOWN else known[: TOPICS_SHOWN - 1]
    items = [plain(topic.title) for topic in shown]
    if rest := len(known) - len(shown):
        items.append(say.plural("and {n} more", "and {n} more", rest))
    blocks = (
        paragraph(say("You have met this before, on an earlier roadmap. Shall I tick it here?")),
        Bullets(items=tuple(items)),
    )
    buttons = row(
        button(context, say.line("Tick them"), "met-yes"),
        button(context, say.line("Not now"), "met-no"),
    )
    return blocks, buttons


async def tick_known(context: Context, _: Sequence[str]) -> Message:
    """[Tick them]: they count as ticked, and credit no study day."""
    known = learnt_before(context)
    for topic in known:
        await context.mark(context.roadmap.id, met(topic.id))
    line = context.say.plural(
        "{n} topic ticked. Any of them can be opened again in its week.",
        "{n} topics ticked. Any of them can be opened again in its week.",
        len(known),
    )
    return Message(blocks=(paragraph(line),), buttons=_start(context), edits=True)


async def leave_open(context: Context, _: Sequence[str]) -> Message:
    """[Not now]: nothing is ticked."""
    line = context.say("Fine, nothing is ticked. Going over it again never hurts.")
    return Message(blocks=(paragraph(line),), buttons=_start(context), edits=True)


def _start(context: Context) -> Rows:
    line = context.say.line
    return row(button(context, line("Today"), "/today"), button(context, line("Week"), "/week"))


def _known(context: Context, roadmap_id: str) -> Roadmap:
    roadmap = context.roadmaps.find(roadmap_id)
    if roadmap is None:
        raise CoachError(
            "There is no roadmap {name} any more. All of them: /roadmaps",
            name=shortened(roadmap_id),
        )
    return roadmap


def _pace(roadmap: Roadmap, wanted: str) -> Pace:
    """The learner's pace where the roadmap has it, else its first."""
    return next((each for each in roadmap.paces if each.id == wanted), roadmap.paces[0])


FEATURE = Feature(
    actions=(
        Action("take", take),
        Action("moveto", switch),
        Action("met-yes", tick_known),
        Action("met-no", leave_open),
    )
)
