"""A sign in the place of an answer, where a group's board says the rest (promise 6.5)."""

from typing import Final

from bot.chat.messages import Message
from bot.domain.history import Entry
from bot.features.kit import Context
from bot.features.views import repair_line

LOGGED: Final = "👍"


async def with_sign(context: Context, entry: Entry, answer: Message) -> Message:
    """The answer to a log; in a group whose board of today shows it, a sign is enough.

    What asks something, or tells of a day that can be won back, is said in words.
    """
    if entry.day != context.today or answer.buttons or repair_line(context, context.ledger()):
        return answer
    shown = await _is_on_a_board(context, entry)
    return answer.model_copy(update={"reaction": LOGGED}) if shown else answer


async def _is_on_a_board(context: Context, entry: Entry) -> bool:
    origin, groups = context.origin, context.work.groups
    if origin is None or origin.private:
        return False
    here = await groups.at(origin.platform, origin.chat)
    if here is None or not await groups.is_in(here, context.learner):
        return False
    return await groups.board(here, entry.day) is not None
