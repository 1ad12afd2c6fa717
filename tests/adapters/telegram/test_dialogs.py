"""The terminal's dialogs over Telegram, from the same files: the same words come back."""

from pathlib import Path

import pytest

from support.dialogs import DIALOGS, agrees, begins, exchanges
from support.telegram.dialog import playing
from support.telegram.server import Server

SHORT = {"first-evening", "german-first-evening"}
"""Those that every run plays; the others are long."""

PLAYED = [pytest.param(name, marks=() if name in SHORT else pytest.mark.soak) for name in DIALOGS]


@pytest.mark.parametrize("name", PLAYED)
async def test_a_dialog(name: str, api: Server, tmp_path: Path) -> None:
    text, api.world.takes_reactions = DIALOGS[name], False  # a sign is no words
    async with playing(api, tmp_path / "w.db", begins(text)) as player:
        for typed, expected in exchanges(text):
            heard = await player.hear(typed)
            assert agrees(expected, heard), (typed, expected, heard)
    assert api.world.unanswered == []
