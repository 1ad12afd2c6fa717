"""The terminal's dialogs over Discord, from the same files: the same words come back."""

from datetime import datetime
from pathlib import Path

import pytest

from support.discord.dialog import bare, playing
from support.discord.server import Server
from support.processes import ROOT

DIALOGS = {
    path: path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "tests" / "dialogs").glob("*.txt"))
}
SHORT = {"checkin", "first-evening", "journal", "readme"}
"""Those that every run plays; the others are long."""


def exchanges(text: str) -> list[tuple[str, str]]:
    """What is typed, and what comes back."""
    found: list[tuple[str, list[str]]] = []
    for line in text.splitlines()[1:]:
        if line.startswith("> "):
            found.append((line.removeprefix("> "), []))
        elif found:
            found[-1][1].append(line)
    return [(typed, "\n".join(answer)) for typed, answer in found]


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(path, id=path.stem, marks=[] if path.stem in SHORT else pytest.mark.soak)
        for path in DIALOGS
    ],
)
async def test_a_dialog(path: Path, discord: Server, tmp_path: Path) -> None:
    text = DIALOGS[path]
    begins = datetime.fromisoformat(text.splitlines()[0].rsplit(" ", 1)[1])
    async with playing(discord, tmp_path / "w.db", begins) as player:
        for typed, expected in exchanges(text):
            answer = await player.say(typed)
            assert bare(answer) == bare(expected), (typed, answer, expected)
    assert discord.world.unanswered == []
