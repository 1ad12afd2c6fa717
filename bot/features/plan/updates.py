"""An update of the roadmap: offered, shown, taken or left (promise 3.8)."""

from collections.abc import Sequence

from bot.chat.messages import Block, Bullets, Button, Heading, Message, Text, strong
from bot.chat.translate import joined
from bot.domain.roadmap.changes import StepChange, changes, place_in
from bot.domain.roadmap.choices import CONTENT, OFFERED
from bot.domain.roadmap.model import Roadmap
from bot.errors import CoachError
from bot.features.kit import Action, Feature, Turn, walked
from bot.features.plan.forks import move_along
from bot.features.setup.proposal import keep_content
from bot.features.views import button, paragraph, row

CHANGES_SHOWN = 12


def update_of(turn: Turn) -> Roadmap | None:
    """What the roadmap's file says now, where that differs from the learner's content."""
    enrolment = turn.learner.enrolment
    current = turn.roadmaps.find(enrolment.roadmap) if enrolment and not turn.finished else None
    if current is None or turn.roadmaps.version(current) == turn.enrolment.content:
        return None
    return None if current == turn.content_of(turn.enrolment) else current


async def offered_once(turn: Turn) -> bool:
    """Whether an update is to be mentioned now: once for each, and noted as such."""
    current = update_of(turn)
    if current is None:
        return False
    version = turn.roadmaps.version(current)
    if turn.enrolment.taken.get(OFFERED) == version:
        return False
    turn.learner = await turn.work.choose(
        turn.learner, OFFERED, version, now=turn.now, today=turn.today
    )
    return True


def update_line(turn: Turn) -> Text:
    """That there is an update; nothing changes by itself."""
    return turn.say("There is an update of your roadmap. You stay on yours until you take it.")


def update_button(turn: Turn) -> Button:
    """Leads to what is different."""
    return button(turn, turn.say.line("See what changed"), "see-update")


async def show(turn: Turn, _: Sequence[str]) -> Message:
    """What is different, before anything changes."""
    current, say = _current(turn), turn.say
    new = walked(current, turn.enrolment.taken)
    found = changes(turn.roadmap, new)
    items = [_told(turn, each) for each in found[:CHANGES_SHOWN]]
    if rest := len(found) - len(items):
        items.append(say.plural("and {n} more step", "and {n} more steps", rest))
    blocks: list[Block] = [Heading(text=say("What changed in {title}", title=new.title))]
    blocks.append(
        Bullets(items=tuple(items))
        if items
        else paragraph(say("Only what stands around the weeks: advice, lists or notes."))
    )
    week = turn.enrolment.week
    there = place_in(turn.roadmap, new, week)
    if there != week:
        line = say(
            "What you are at now lies in week {there} instead of {week}.", there=there, week=week
        )
        blocks.append(paragraph(line))
    blocks.append(paragraph(say("Your ticks and your streak stay as they are, either way.")))
    return Message(blocks=tuple(blocks), buttons=_decide(turn), edits=True)


def _decide(turn: Turn) -> tuple[tuple[Button, ...], ...]:
    line = turn.say.line
    return row(
        button(turn, line("Take the update"), "take-update"),
        button(turn, line("Stay on mine"), "keep-mine"),
    )


def _told(turn: Turn, change: StepChange) -> Text:
    say = turn.say
    if change.new is None:
        return say("{step}: gone", step=strong(change.old.title if change.old else ""))
    facts: list[Text] = []
    if change.old is None:
        facts.append(say("new, week {week}", week=change.new.weeks.first))
    if change.moved and change.old:
        facts.append(
            say(
                "week {there} instead of {week}",
                there=change.new.weeks.first,
                week=change.old.weeks.first,
            )
        )
    facts += [say("new: {topic}", topic=each) for each in change.added if change.old]
    facts += [say("gone: {topic}", topic=each) for each in change.removed]
    if not facts:
        facts.append(say("other words or readings"))
    line = joined(facts, ", ")
    return say("{step}: {facts}", step=strong(change.new.title), facts=line)


async def accept(turn: Turn, _: Sequence[str]) -> Message:
    """[Take the update]: from now on the learner is on the new content."""
    current, before, plan = _current(turn), turn.roadmap, turn.plan
    version = await keep_content(turn, current)
    week = turn.enrolment.week
    there = place_in(before, walked(current, turn.enrolment.taken), week)
    turn.learner = await turn.work.choose(
        turn.learner, CONTENT, version, now=turn.now, today=turn.today
    )
    turn.roadmaps.content(current.id, version)
    if turn.enrolment.pacing.pace not in [pace.id for pace in current.paces]:
        turn.learner = await turn.work.anchor(
            turn.learner, week, plan.first_day(week), current.paces[0].id, now=turn.now
        )
    await move_along(turn, there, plan.first_day(week))
    return _said(turn, turn.say("You are on the new version now."))


async def stay(turn: Turn, _: Sequence[str]) -> Message:
    """[Stay on mine]: nothing changes; /plan keeps the offer."""
    return _said(turn, turn.say("You stay on yours. Another mind later? It is in /plan."))


def _said(turn: Turn, line: Text) -> Message:
    back = button(turn, turn.say.line("Today"), "/today")
    return Message(blocks=(paragraph(line),), buttons=row(back), edits=True)


def _current(turn: Turn) -> Roadmap:
    current = update_of(turn)
    if current is None:
        raise CoachError("There is no update any more. How things stand: /plan")
    return current


FEATURE = Feature(
    actions=(
        Action("see-update", show),
        Action("take-update", accept),
        Action("keep-mine", stay),
    )
)
