"""A command out of the menu of a message or a person, as an event of ours; pure."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from discord.utils import snowflake_time

from adapters.discord.ids import DiscordEventId
from bot.chat.events import MessagePointed, PersonPointed, Pointed
from bot.chat.pointing import MenuTarget
from bot.chat.translate import SOURCE_LANGUAGE, Say
from bot.features.kit import Command

TYPES: Final = {MenuTarget.PERSON: 2, MenuTarget.MESSAGE: 3}
"""The types of such commands."""

Entries = Mapping[tuple[int, str], str]
"""The names of the commands, by type and label: Discord calls them by their label in English."""

_MARKS: Final = re.compile(r"<(?:@[!&]?|#|a?:\w+:|/[\w -]+:)\d+>|[*_~|`]{2,}")
"""Who or what a message names by number, and signs of its style."""


def entries(commands: Sequence[Command]) -> Entries:
    """What is in these menus."""
    say = Say(SOURCE_LANGUAGE)
    return {
        (TYPES[each.entry.target], say.line(each.entry.label)): each.name
        for each in commands
        if each.entry
    }


def pointed(name: str, data: Mapping[str, Any], account: str, common: Mapping[str, Any]) -> Pointed:
    """The event; what somebody else wrote is left out. Raises LookupError for what is not told."""
    target, resolved = data["target_id"], data["resolved"]
    if data["type"] == TYPES[MenuTarget.PERSON]:
        person = resolved["users"][target]
        called = person.get("global_name") or person["username"]
        return PersonPointed(**common, name=name, person=target, called=called)
    message = resolved["messages"][target]
    author = str(message["author"]["id"])
    return MessagePointed(
        **common,
        name=name,
        message=str(DiscordEventId(int(target), is_message=True)),
        author=author,
        text=_MARKS.sub("", message.get("content") or "") if author == account else "",
        written_at=snowflake_time(int(target)),
    )
