"""The group of the chat in which something was said."""

from bot.chat.events import Origin
from bot.errors import CoachError
from bot.features.kit import Context
from bot.ports.groups import StudyGroup


def in_group(context: Context) -> Origin:
    """Where it was said. Raises CoachError in a private chat."""
    origin = context.origin
    if origin is None or origin.private:
        raise CoachError("A group lives in a group chat: say /group start there.")
    return origin


async def group_here(context: Context) -> StudyGroup:
    """The chat's group. Raises CoachError where there is none."""
    origin = in_group(context)
    found = await context.work.groups.at(origin.platform, origin.chat)
    if found is None:
        raise CoachError(
            "This chat has no group yet. Whoever manages the chat can start one: /group start"
        )
    return found
