"""`/group settings`: the share of a group that makes a day count (promise 6.2)."""

from bot.chat.messages import Message, code, message
from bot.domain import policy
from bot.errors import CoachError
from bot.features.groups.here import group_here
from bot.features.kit import Context
from bot.features.views import paragraph

EXAMPLE = "/group settings quorum=60"


def read_quorum(word: str) -> int:
    """`60` or `60%`. Raises CoachError."""
    bare = word.strip().removesuffix("%")
    least, most = policy.GROUP_QUORUM_RANGE
    if not (bare.isascii() and bare.isdigit() and len(bare) <= 3 and least <= int(bare) <= most):
        raise CoachError(
            "The quorum is a whole percentage from {least} to {most}; for example: {example}",
            least=least,
            most=most,
            example=EXAMPLE,
        )
    return int(bare)


async def settings(context: Context, quorum: int | None) -> Message:
    """How many make a day count; a new share holds for days that have not begun (promise 6.2)."""
    here, say = await group_here(context), context.say
    if quorum is None:
        now = here.quorums[-1].percent if here.quorums else policy.GROUP_QUORUM_PERCENT
        line = say(
            "A day counts when {percent}% of those with a study day do theirs. To change it: {line}",
            percent=now,
            line=code(EXAMPLE),
        )
        return message(paragraph(line))
    await context.work.groups.set_quorum(here, quorum, context.now)
    line = say(
        "From the next day on, a day counts when {percent}% of those with a study day do theirs.",
        percent=quorum,
    )
    return message(paragraph(line))
