"""The command menus of both platforms in German: each text in its language, within its limit."""

from typing import Any, Final

from adapters.discord import menus as discord
from adapters.telegram import menus as telegram
from bot.chat.translate import languages
from bot.features.menu import FEATURES

COMMANDS: Final = [each for feature in FEATURES for each in feature.commands]
GERMAN: Final = "de"


def test_telegram_has_a_menu_for_each_scope_and_language() -> None:
    found = {
        (scope.type, language): {each.command: each.description for each in menu}
        for scope, language, menu in telegram.menus(COMMANDS)
    }
    assert {language for _, language in found} == {None, *languages()} - {"en"}
    private = found["all_private_chats", GERMAN]
    assert private["today"] == "was heute dran ist"
    assert found["all_private_chats", None]["today"] == "what to do today"
    assert all(1 <= len(text) <= 256 for menu in found.values() for text in menu.values())


def test_discord_is_told_every_description_and_choice_in_german() -> None:
    described = list(_nodes(discord.menu(COMMANDS)))
    assert len(described) > 40
    for node in described:
        german = node["description_localizations"][GERMAN]
        assert german
        assert german != node["description"], node
        assert len(german) <= discord.DESCRIPTION_MOST


def test_discord_shows_the_words_of_an_option_and_sends_what_they_stand_for() -> None:
    choices = {
        each["value"]: each.get("name_localizations", {}).get(GERMAN)
        for node in _nodes(discord.menu(COMMANDS))
        for each in node.get("choices", ())
    }
    assert choices["on"] == "an"
    assert choices["dark"] == "dunkel"
    assert choices["slow"] == "langsam"


def _nodes(payloads: list[Any]) -> list[dict[str, Any]]:
    """Commands, sub-commands and options."""
    return [node for each in payloads for node in (each, *_nodes(list(each.get("options", ()))))]
