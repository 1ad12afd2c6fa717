"""What may be meant while somebody is still typing an option, for platforms that ask."""

from collections.abc import Iterable
from typing import Final

from bot.chat.arguments import Suggests
from bot.chat.translate import SOURCE_LANGUAGE, Say, marked
from bot.places import find as places
from bot.ports.groups import Groups
from bot.roadmaps.catalogue import Catalogue

Suggestion = tuple[str, str]
"""What is shown, and what it stands for."""

SUGGESTED_MOST: Final = 25
DAYS: Final = {"today": marked("today"), "yesterday": marked("yesterday")}


def suggest(
    what: Suggests,
    typed: str,
    roadmaps: Catalogue,
    commands: Iterable[str],
    language: str = SOURCE_LANGUAGE,
) -> list[Suggestion]:
    """What everybody may mean, shown in a language."""
    match what:
        case "zones":
            return [(each, each) for each in places.suggest(typed)]
        case "roadmaps":
            known = [(each.title, each.id) for each in roadmaps.offered(language)]
        case "weeks":
            longest = max((each.weeks for each in roadmaps.offered()), default=0)
            known = [(str(week), str(week)) for week in range(1, longest + 1)]
        case "commands":
            known = [(f"/{name}", name) for name in commands]
        case _:
            line = Say(language).line
            known = [(line(name), day) for day, name in DAYS.items()] if what == "days" else []
    return fitting(known, typed)


async def members(groups: Groups, platform: str, chat: str, typed: str) -> list[Suggestion]:
    """The members of a chat's group; none where there is no group."""
    here = await groups.at(platform, chat)
    if here is None:
        return []
    present = await groups.present(here)
    return fitting([(each.name, each.name) for each in present], typed)


def fitting(known: Iterable[Suggestion], typed: str) -> list[Suggestion]:
    """Those that begin with what was typed, then those that have it anywhere."""
    wanted = typed.strip().lstrip("/@").casefold()
    bare = [(each, each[0].lstrip("/").casefold()) for each in known]
    first = [each for each, name in bare if name.startswith(wanted)]
    rest = [each for each, name in bare if wanted in name and each not in first]
    return [*first, *rest][:SUGGESTED_MOST]
