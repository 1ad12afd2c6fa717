"""Where the terminal keeps the commands that were typed at its prompt."""

import os
from contextlib import suppress
from pathlib import Path
from typing import Final

from adapters.console.render import OURS_ALONE

LINES_MOST: Final = 1000
"""Lines of the file; a command takes three of them."""
BEGINS: Final = "# "
"""How a command begins in the file: with the time at which it was typed."""


def history_path() -> Path:
    """The file, whether it is there or not. Raises RuntimeError where nobody has a home."""
    return Path.home() / ".waymark_history"


def make_private(path: Path) -> None:
    """Make the file, readable by its owner only. Raises OSError."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, OURS_ALONE)
    try:
        os.fchmod(descriptor, OURS_ALONE)  # an older Waymark let everybody read it
    finally:
        os.close(descriptor)


def shorten(path: Path) -> None:
    """Let the oldest commands go where the file has become too long. Raises OSError."""
    with path.open("r+", encoding="utf-8", errors="replace") as file:
        lines = file.readlines()
        if len(lines) <= LINES_MOST:
            return
        kept = lines[-LINES_MOST:]
        first = next((place for place, line in enumerate(kept) if line.startswith(BEGINS)), None)
        file.seek(0)
        file.truncate()
        file.writelines(kept[first:] if first is not None else [])


def empty_history() -> None:
    """Let the file hold nothing any more, where there is one."""
    with suppress(OSError, RuntimeError):
        os.truncate(history_path(), 0)
