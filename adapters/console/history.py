"""Where the terminal keeps the commands that were typed at its prompt."""

import os
from contextlib import suppress
from pathlib import Path

from adapters.console.render import OURS_ALONE


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


def empty_history() -> None:
    """Let the file hold nothing any more, where there is one."""
    with suppress(OSError, RuntimeError):
        os.truncate(history_path(), 0)
