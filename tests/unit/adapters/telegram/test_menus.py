"""The command menus of Telegram: one for each scope and language."""

from typing import Final

from adapters.telegram.menus import menus
from bot.chat.translate import languages
from bot.features.menu import FEATURES

COMMANDS: Final = [each for feature in FEATURES for each in feature.commands]


def test_there_is_a_menu_for_each_scope_and_language() -> None:
    found = {
        (scope.type, language): {each.command: each.description for each in menu}
        for scope, language, menu in menus(COMMANDS)
    }
    assert {language for _, language in found} == {None, *languages()} - {"en"}
    assert found["all_private_chats", "de"]["today"] == "was heute dran ist"
    assert found["all_private_chats", None]["today"] == "what to do today"
    assert all(1 <= len(text) <= 256 for menu in found.values() for text in menu.values())
