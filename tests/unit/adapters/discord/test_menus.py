"""What Discord is told of the commands: each text in every language, within its limit."""

from typing import Any, Final

from adapters.discord.menus import DESCRIPTION_MOST, menu
from bot.features.menu import FEATURES

COMMANDS: Final = [each for feature in FEATURES for each in feature.commands]


def test_every_description_is_there_in_german() -> None:
    described = [node for node in _nodes(menu(COMMANDS)) if "description" in node]
    assert len(described) > 40
    for node in described:
        german = node["description_localizations"]["de"]
        assert german
        assert german != node["description"], node
        assert len(german) <= DESCRIPTION_MOST


def test_the_words_of_an_option_are_shown_in_german_and_sent_as_they_are() -> None:
    choices = {
        each["value"]: each["name_localizations"]["de"]
        for node in _nodes(menu(COMMANDS))
        for each in node.get("choices", ())
    }
    assert choices["on"] == "an"
    assert choices["dark"] == "dunkel"
    assert choices["slow"] == "langsam"


def _nodes(payloads: list[Any]) -> list[dict[str, Any]]:
    """Commands, sub-commands and options."""
    return [node for each in payloads for node in (each, *_nodes(list(each.get("options", ()))))]
