"""Optional topics: marked, trimmed once the consequence was seen, brought back (promise 3.7)."""

from collections.abc import Sequence
from typing import Final

from bot.chat.arguments import NoArguments
from bot.chat.messages import Bullets, Emphasis, Message, Text
from bot.chat.translate import marked
from bot.domain.roadmap.choices import KEPT, OPTIONAL, TRIMMED
from bot.domain.roadmap.model import Roadmap, Topic
from bot.errors import StaleButtonError
from bot.features.kit import Action, Context, Feature
from bot.features.plan.plan import plan
from bot.features.views import button, edited, paragraph, position, row, word

TOPICS_SHOWN: Final = 8


def trimmable(roadmap: Roadmap, week: int) -> list[tuple[int, Topic]]:
    """Optional topics from `week` on with their weeks; a week of nothing else is a menu."""
    found = []
    for each in range(week, roadmap.weeks + 1):
        topics = roadmap.topics_of(each)
        if not all(topic.optional for topic in topics):
            found += [(each, topic) for topic in topics if topic.optional]
    return found


async def trim(context: Context, words: Sequence[str]) -> Message:
    """Leave optional topics out once that was confirmed, or bring them back: `trim trimmed`."""
    wanted = word(words)
    if wanted not in {TRIMMED, KEPT}:
        raise StaleButtonError(marked("That choice is out of date. How things stand: /plan"))
    if wanted == KEPT:
        return await _decided(context, KEPT)
    ticked = context.learner.ticked(context.roadmap.id)
    found = [
        (week, topic)
        for week, topic in trimmable(context.roadmap, position(context))
        if topic.id not in ticked
    ]
    say = context.say
    if not found:
        line = say("There is no optional topic ahead of you, so nothing would change.")
        return edited(paragraph(line), buttons=row(button(context, say.line("Plan"), "/plan")))
    minutes = say.minutes(sum(topic.work for _, topic in found))
    saved = say("That is {time} less to do. Your dates stay as they are.", time=minutes)
    return edited(
        paragraph(say("These are optional and would leave your weeks:")),
        Bullets(items=tuple(_named(context, found))),
        paragraph(saved),
        paragraph(say("You can bring them back at any time.")),
        buttons=row(
            button(context, say.line("Yes, leave them out"), "trim-yes", Emphasis.MAIN),
            button(context, say.line("Keep them"), "/plan"),
        ),
    )


def _named(context: Context, found: Sequence[tuple[int, Topic]]) -> list[Text]:
    say = context.say
    shown = found if len(found) <= TOPICS_SHOWN else found[: TOPICS_SHOWN - 1]
    items = [say("Week {week}: {topic}", week=week, topic=topic.title) for week, topic in shown]
    if rest := len(found) - len(shown):
        items += [say.plural("and {n} more", "and {n} more", rest)]
    return items


async def accept(context: Context, _: Sequence[str]) -> Message:
    """[Yes, leave them out]: optional topics are out of the weeks."""
    return await _decided(context, TRIMMED)


async def _decided(context: Context, wanted: str) -> Message:
    if context.enrolment.taken.get(OPTIONAL, KEPT) != wanted:
        await context.choose(OPTIONAL, wanted)
    say = context.say
    line = (
        say("Optional topics are out of your weeks. What you ticked of them stays.")
        if context.enrolment.trims
        else say("Optional topics are back.")
    )
    page = await plan(context, NoArguments())
    return edited(paragraph(line), *page.blocks, buttons=page.buttons)


FEATURE = Feature(actions=(Action("trim", trim), Action("trim-yes", accept)))
