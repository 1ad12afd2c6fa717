"""The terminal's dialogs over Telegram, from the same files: the same words come back."""

from datetime import datetime
from pathlib import Path

import pytest

from support.processes import ROOT
from support.telegram.dialog import bare, playing
from support.telegram.server import Server

DIALOGS = {
    path: path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "tests" / "dialogs").glob("*.txt"))
}


def exchanges(text: str) -> list[tuple[str, str]]:
    """What is typed, and what comes back."""
    found: list[tuple[str, list[str]]] = []
    for line in text.splitlines()[1:]:
        if line.startswith("> "):
            found.append((line.removeprefix("> "), []))
        elif found:
            found[-1][1].append(line)
    return [(typed, "\n".join(answer)) for typed, answer in found]


LONG = {"persona-night-owl", "persona-sick", "persona-weekend"}
"""Weeks of one life each; another life of weeks is among the rest."""

PLAYED = [
    pytest.param(path, id=path.stem, marks=[pytest.mark.soak] if path.stem in LONG else [])
    for path in DIALOGS
]


@pytest.mark.parametrize("path", PLAYED)
async def test_a_dialog(path: Path, api: Server, tmp_path: Path) -> None:
    text = DIALOGS[path]
    begins = datetime.fromisoformat(text.splitlines()[0].rsplit(" ", 1)[1])
    async with playing(api, tmp_path / "w.db", begins) as player:
        for typed, expected in exchanges(text):
            answer = await player.say(typed)
            assert bare(answer) == bare(expected), (typed, answer, expected)
    assert api.world.unanswered == []
