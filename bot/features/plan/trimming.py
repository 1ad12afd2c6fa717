"""Optional topics: marked, trimmed, brought back (promise 3.7)."""

from collections.abc import Sequence

from bot.chat.arguments import NoArguments
from bot.chat.messages import Message
from bot.chat.translate import marked
from bot.domain.roadmap.choices import KEPT, OPTIONAL, TRIMMED
from bot.errors import StaleButtonError
from bot.features.kit import Action, Context, Feature
from bot.features.plan.plan import plan
from bot.features.views import Rows, paragraph, word


async def trim(context: Context, words: Sequence[str]) -> Message:
    """Leave optional topics out, or bring them back: `trim trimmed`."""
    wanted = word(words)
    if wanted not in {TRIMMED, KEPT}:
        raise StaleButtonError(marked("That choice is out of date. How things stand: /plan"))
    if context.enrolment.taken.get(OPTIONAL, KEPT) != wanted:
        await context.choose(OPTIONAL, wanted)
    say = context.say
    line = (
        say("Optional topics are out of your weeks. What you ticked of them stays.")
        if context.enrolment.trims
        else say("Optional topics are back.")
    )
    page = await plan(context, NoArguments())
    buttons: Rows = page.buttons
    return Message(blocks=(paragraph(line), *page.blocks), buttons=buttons, edits=True)


FEATURE = Feature(actions=(Action("trim", trim),))
