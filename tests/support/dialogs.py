"""The dialogs of the terminal as other platforms play them: the same words, in a form of their own.

What is written to different chats may arrive in any order there; within a chat it may not.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from support.processes import ROOT

DIALOGS = {
    path.stem: path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "tests" / "dialogs").glob("*.txt"))
}

BARS = re.compile(r"\[[#.]{20}\]|[▰▱]+")
SIGNS = {"☑": "[x]", "☐": "[]"}


def begins(text: str) -> datetime:
    """When a dialog begins."""
    return datetime.fromisoformat(text.splitlines()[0].rsplit(" ", 1)[1])


def exchanges(text: str) -> list[tuple[str, str]]:
    """What is typed, and what comes back."""
    found: list[tuple[str, list[str]]] = []
    for line in text.splitlines()[1:]:
        if line.startswith("> "):
            found.append((line.removeprefix("> "), []))
        elif found:
            found[-1][1].append(line)
    return [(typed, "\n".join(answer)) for typed, answer in found]


def bare(text: str) -> str:
    """What a text says, without what is only its form on one platform or the other."""
    shown = (line for line in text.splitlines() if "https://t.me/" not in line)
    lines = [re.sub(r"^(- |• )", "", line) for line in shown]
    text = BARS.sub("", "\n".join(each for each in lines if not each.startswith("waymark: ")))
    for sign, typed in SIGNS.items():
        text = text.replace(sign, typed)
    return "".join(text.split())


def agrees(expected: str, heard: Mapping[int, Sequence[str]]) -> bool:
    """Whether the messages of all chats, each chat's in its order, make up what is expected."""
    waiting = {chat: [bare(each) for each in texts] for chat, texts in heard.items()}
    return _agrees(bare(expected), waiting)


def _agrees(expected: str, waiting: Mapping[int, Sequence[str]]) -> bool:
    if not any(waiting.values()):
        return expected == ""
    return any(
        _agrees(expected.removeprefix(texts[0]), {**waiting, chat: texts[1:]})
        for chat, texts in waiting.items()
        if texts and expected.startswith(texts[0])
    )
