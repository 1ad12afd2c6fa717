"""An update of the roadmap: offered, shown, taken or left (promise 3.8)."""

from collections.abc import Iterator, Sequence
from typing import Final

from bot.chat.messages import Block, Bullets, Button, Emphasis, Heading, Message, Text, strong
from bot.chat.translate import joined
from bot.domain.roadmap.changes import ChangeSummary, StepChange, changes, place_in, summary
from bot.domain.roadmap.choices import CONTENT, OFFERED, walked
from bot.domain.roadmap.model import Roadmap
from bot.errors import CoachError, shortened
from bot.features.kit import Action, Context, Feature
from bot.features.plan.forks import move_along
from bot.features.setup.proposal import keep_content
from bot.features.views import button, paragraph, row

FACTS_MOST: Final = 8
"""As many differences are told one by one; more are counted, so that a screen holds them."""

NAMED_MOST: Final = 2


def update_of(context: Context) -> Roadmap | None:
    """What the roadmap's file says now, where that differs from the learner's content."""
    enrolment = context.learner.enrolment
    current = (
        context.roadmaps.find(enrolment.roadmap) if enrolment and not context.finished else None
    )
    if current is None or context.roadmaps.version(current) == context.enrolment.content:
        return None
    return None if current == context.content_of(context.enrolment) else current


async def offered_once(context: Context) -> bool:
    """Whether an update is to be mentioned now: once for each, and noted as such."""
    current = update_of(context)
    if current is None:
        return False
    version = context.roadmaps.version(current)
    if context.enrolment.taken.get(OFFERED) == version:
        return False
    await context.choose(OFFERED, version)
    return True


def update_line(context: Context) -> Text:
    """That there is an update; nothing changes by itself."""
    return context.say("There is an update of your roadmap. You stay on yours until you take it.")


def update_button(context: Context) -> Button:
    """Leads to what is different."""
    return button(context, context.say.line("See what changed"), "see-update")


async def show(context: Context, _: Sequence[str]) -> Message:
    """What is different, before anything changes."""
    current, say = _current(context), context.say
    new = walked(context.spoken(current), context.enrolment.taken)
    found = changes(context.roadmap, new)
    if sum(1 + len(each.added) + len(each.removed) for each in found) <= FACTS_MOST:
        items = [_told(context, each) for each in found]
    else:
        items = [*_counted(context, summary(context.roadmap, new))]
    blocks: list[Block] = [Heading(text=say("What changed in {title}", title=new.title))]
    blocks.append(
        Bullets(items=tuple(items))
        if items
        else paragraph(say("Only what surrounds the weeks: advice, lists or notes."))
    )
    week = context.enrolment.week
    there = place_in(context.roadmap, new, week)
    if there != week:
        line = say(
            "You would be in week {there} instead of {week}: your place has moved.",
            there=there,
            week=week,
        )
        blocks.append(paragraph(line))
    blocks.append(paragraph(say("Your ticks and your streak stay as they are, either way.")))
    return Message(blocks=tuple(blocks), buttons=_decide(context), edits=True)


def _decide(context: Context) -> tuple[tuple[Button, ...], ...]:
    line = context.say.line
    return row(
        button(context, line("Take the update"), "take-update", Emphasis.MAIN),
        button(context, line("Stay on mine"), "keep-mine"),
    )


def _counted(context: Context, found: ChangeSummary) -> Iterator[Text]:
    """What changed, a line for each kind of change."""
    say = context.say
    new, gone = len(found.added), len(found.removed)
    smaller = found.resized + found.renamed + found.checks
    lines = (
        (
            new,
            say.plural(
                "{n} new topic: {names}",
                "{n} new topics: {names}",
                new,
                names=_names(context, found.added),
            ),
        ),
        (
            gone,
            say.plural(
                "{n} topic is gone: {names}",
                "{n} topics are gone: {names}",
                gone,
                names=_names(context, found.removed),
            ),
        ),
        (
            found.moved,
            say.plural(
                "{n} topic is in another week", "{n} topics are in other weeks", found.moved
            ),
        ),
        (
            found.exercises,
            say.plural(
                "{n} topic has an exercise now",
                "{n} topics have an exercise now",
                found.exercises,
            ),
        ),
        (
            found.pages,
            say.plural(
                "{n} topic has a page of its own now",
                "{n} topics have a page of their own now",
                found.pages,
            ),
        ),
        (
            found.slices,
            say.plural(
                "{n} project comes in pieces for an evening now",
                "{n} projects come in pieces for an evening now",
                found.slices,
            ),
        ),
        (
            smaller,
            say.plural(
                "{n} smaller change of times, titles or aims",
                "{n} smaller changes of times, titles or aims",
                smaller,
            ),
        ),
    )
    return (line for count, line in lines if count)


def _names(context: Context, titles: Sequence[str]) -> str:
    shown = [shortened(each, 30) for each in titles[:NAMED_MOST]]
    listed = ", ".join(map(context.say.quoted, shown))
    rest = len(titles) - len(shown)
    return context.say.line("{names} and {n} more", names=listed, n=rest) if rest else listed


def _told(context: Context, change: StepChange) -> Text:
    say = context.say
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


async def accept(context: Context, _: Sequence[str]) -> Message:
    """[Take the update]: from now on the learner is on the new content."""
    current, before, plan = _current(context), context.roadmap, context.plan
    version = await keep_content(context, current)
    week = context.enrolment.week
    there = place_in(before, walked(current, context.enrolment.taken), week)
    await context.choose(CONTENT, version)
    context.roadmaps.content(current.id, version)
    if context.enrolment.pacing.pace not in [pace.id for pace in current.paces]:
        await context.anchor(week, plan.first_day(week), current.paces[0].id)
    await move_along(context, there, plan.first_day(week))
    return _said(context, context.say("You are on the new version now."))


async def stay(context: Context, _: Sequence[str]) -> Message:
    """[Stay on mine]: nothing changes; /plan keeps the offer."""
    return _said(context, context.say("You stay on yours. Changed your mind later? /plan"))


def _said(context: Context, line: Text) -> Message:
    back = button(context, context.say.line("Today"), "/today")
    return Message(blocks=(paragraph(line),), buttons=row(back), edits=True)


def _current(context: Context) -> Roadmap:
    current = update_of(context)
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
