"""Starters: what a roadmap brings to begin its project with.

It is the folder `starters/<id>` beside the roadmap's file, and is written as it is.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from bot.errors import HostError

FOLDER: Final = "starters"
_MADE: Final = frozenset({"__pycache__", ".mypy_cache", ".pytest_cache", ".ruff_cache"})
"""What an installation and tools add to a folder with code."""


class StarterError(HostError):
    """A starter cannot be written: what is wrong, and how to mend it."""


def starter_of(file: Path) -> Path | None:
    """The starter beside a roadmap's file; None where it brings none."""
    folder = file.parent / FOLDER / file.stem
    return folder if folder.is_dir() else None


def write_starter(starter: Path, target: Path) -> int:
    """Write a starter into a folder that is new or empty; how many files it has.

    Raises StarterError, also where anything stands in the way: nothing is ever overwritten.
    """
    try:
        target.mkdir(parents=True, exist_ok=True)
        if any(target.iterdir()):
            raise StarterError(f"{target} is not empty; name a new folder, nothing was written")
        files = tuple(_files(starter))
        for each in files:
            place = target / each.relative_to(starter)
            place.parent.mkdir(parents=True, exist_ok=True)
            with place.open("xb") as file:
                file.write(each.read_bytes())
    except FileExistsError as there:
        raise StarterError(f"{there.filename} is there already; name a new folder") from None
    except OSError as broken:
        why = broken.strerror or "it cannot be written"
        raise StarterError(f"{broken.filename or target}: {why}; name another folder") from None
    return len(files)


def _files(starter: Path) -> Iterator[Path]:
    for each in sorted(starter.rglob("*")):
        if each.is_file() and _MADE.isdisjoint(each.relative_to(starter).parts):
            yield each
