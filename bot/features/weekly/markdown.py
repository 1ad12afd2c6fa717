"""What learners wrote as Markdown that reads the same and forges nothing.

Whatever would be markup is escaped, and a link is printed as a plain `<https://...>`.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from bot.chat.documents import File
from bot.domain.links import linked


def markdown_file(name: str, lines: Iterable[str]) -> File:
    """A file of these lines."""
    content = "\n".join(lines).encode("utf-8", "replace")
    return File(name=name, media_type="text/markdown", content=content)


def item(label: str, text: str) -> list[str]:
    """A list item: the label, then the text; several lines of it as items of their own."""
    lines = _lines_of(text)
    if len(lines) == 1:
        return [f"- {written(label)} {written(lines[0])}"]
    return [f"- {written(label)}", *(f"  - {written(line)}" for line in lines)]


def _lines_of(text: str) -> list[str]:
    """The lines that hold something, without bullets of their own."""
    lines = (_BULLET.sub("", line.strip()) for line in text.splitlines())
    return [line for line in lines if line]


_BULLET: Final = re.compile(r"^[-*•]\s+")


_MARKUP: Final = re.compile(r"([\\`*_\[\]<>&|~$])")


_AT_START: Final = re.compile(r"^(?:([#+=:-])|(\d+)([.)]))")


def written(text: str) -> str:
    """One line of text as Markdown that reads the same and forges nothing."""
    line = "".join(" " if unicodedata.category(char) == "Cc" else char for char in text).strip()
    parts, end = [], 0
    for address, begins, behind in linked(line):
        parts += [_escaped(line[end:begins]), f"<{address}>"]
        end = behind
    whole = "".join((*parts, _escaped(line[end:])))
    return _AT_START.sub(lambda found: f"{found[2] or ''}\\{found[1] or found[3]}", whole)


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text)
