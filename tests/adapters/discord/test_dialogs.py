"""The terminal's dialogs over Discord, from the same files: the same words come back."""

from pathlib import Path

import pytest

from support.dialogs import DIALOGS, agrees, begins, exchanges
from support.discord.dialog import playing
from support.discord.server import Server

SHORT = {"first-evening"}
"""Those that every run plays; the others are long."""

PLAYED = [pytest.param(name, marks=() if name in SHORT else pytest.mark.soak) for name in DIALOGS]


@pytest.mark.parametrize("name", PLAYED)
async def test_a_dialog(name: str, discord: Server, tmp_path: Path) -> None:
    text = DIALOGS[name]
    async with playing(discord, tmp_path / "w.db", begins(text)) as player:
        player.language = "de" if name.startswith("german-") else "en"
        for typed, expected in exchanges(text):
            heard = await player.hear(typed)
            assert agrees(expected, heard), (typed, expected, heard)
    assert discord.world.unanswered == []
