"""SQLite's library, and the file's rights and disk, as an examination finds them."""

import os
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sqlalchemy import URL

from bot.ports.finding import Finding, error, note, warning, well
from bot.storage.dialect.sqlite.engine import WAL_SAFE_FROM, database_path

FREE_LEAST: Final = 50 * 1024**2
FREE_GOOD: Final = 500 * 1024**2
"""Bytes free on the disk below which nothing can be kept for long, and those that are enough."""

MAGIC: Final = b"SQLite format 3\0"
WRITE_AHEAD: Final = (2, 2)
"""How a file begins, and the two bytes after its page's size where it has a write-ahead log."""


def findings(url: URL) -> Iterator[Finding]:
    """What is to be said before the file is opened."""
    version = sqlite3.sqlite_version
    if sqlite3.sqlite_version_info >= WAL_SAFE_FROM:
        yield well("sqlite", f"version {version}")
    else:
        safe = "write-ahead logs have a fault in it, so a rollback journal is used"
        yield note("sqlite", f"version {version}: {safe}")
    path = database_path(url).absolute()
    yield from _file(path)
    yield from _journal(path)


def _file(path: Path) -> Iterator[Finding]:
    folder = path.parent
    if not folder.is_dir():
        yield error("permissions", f"{folder} is not there", f"make it: mkdir -p {folder}")
        return
    if not os.access(folder, os.W_OK | os.X_OK):
        yield error("permissions", f"{folder} cannot be written", "give it to Waymark's user")
    elif path.exists():
        yield from _rights(path)
    yield from _disk(folder)


def _rights(path: Path) -> Iterator[Finding]:
    mode = path.stat().st_mode
    if not os.access(path, os.R_OK | os.W_OK):
        yield error("permissions", f"{path} cannot be written", "give it to Waymark's user")
    elif mode & (stat.S_IROTH | stat.S_IWOTH):
        yield warning("permissions", f"{path} can be read by everybody here", f"chmod 600 {path}")
    else:
        yield well("permissions", "the database is its user's")


def _journal(path: Path) -> Iterator[Finding]:
    """What the file's header says of how it is written."""
    try:
        with path.open("rb") as file:
            magic, _, format_ = file.read(len(MAGIC)), file.read(2), tuple(file.read(2))
    except OSError:
        return
    if magic != MAGIC:
        return
    if format_ != WRITE_AHEAD:
        yield well("journal", "a rollback journal")
    elif sqlite3.sqlite_version_info >= WAL_SAFE_FROM:
        yield well("journal", "a write-ahead log")
    else:
        yield note("journal", "a write-ahead log: the next start turns to a rollback journal")


def _disk(folder: Path) -> Iterator[Finding]:
    free = shutil.disk_usage(folder).free
    what = f"{free / 1024**2:,.0f} MB are free beside the database"
    if free < FREE_LEAST:
        yield error("disk", what, "free some space: nothing can be kept when it is full")
    elif free < FREE_GOOD:
        yield warning("disk", what, "free some space, or move the database")
    else:
        yield well("disk", what)
