"""Who owns the clockwork of an SQLite file: one process at a time (promise 9.5).

The lock lies on the file itself, so that every way to it leads to the same lock: a relative path,
a symbolic or a hard link, the volume of another container.
"""

import os
import struct
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from errno import EACCES, EAGAIN, EROFS
from pathlib import Path
from typing import Final

from sqlalchemy import URL

from bot.storage.dialect.sqlite.engine import (
    cannot_be_opened,
    cannot_be_written,
    database_path,
)

try:
    import fcntl
except ImportError:  # pragma: no cover -- Windows
    fcntl = None  # type: ignore[assignment]

LOCKED_BYTE: Final = 0x40000000 + 4096
"""One byte beyond those that SQLite locks; a lock may lie beyond a file's end."""

OURS_ALONE: Final = 0o600


@asynccontextmanager
async def owning(url: URL, *, shared: bool = False) -> AsyncIterator[bool]:
    """Own the file's clockwork within the block: one process, so that nothing is `shared`."""
    del shared
    with owning_file(database_path(url)) as owns:
        yield owns


@contextmanager
def owning_file(path: Path) -> Iterator[bool]:
    """Own the file's clockwork within the block, a new file being made; whether that worked.

    Raises HostError where the file cannot be opened. Nothing else of this process may have the file
    open when the block ends: closing it lets go of SQLite's locks, too.
    """
    descriptor = _opened(path)
    try:
        locked = _locked(descriptor)
        if locked is not None:
            yield locked
            return
    finally:
        os.close(descriptor)
    with _owning_beside(path) as owns:
        yield owns


def make_private(url: URL) -> None:
    """Make the file, where there is none yet, readable by its owner only (promise 10).

    Raises HostError.
    """
    os.close(_opened(database_path(url)))


def _opened(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT, OURS_ALONE)
    except OSError as error:
        if error.errno in {EACCES, EROFS}:
            raise cannot_be_written(path) from None
        raise cannot_be_opened(path) from None


def _locked(descriptor: int) -> bool | None:
    """Lock for this opening of the file alone; None where the system has no such locks."""
    if not hasattr(fcntl, "F_OFD_SETLK"):
        return None
    wanted = struct.pack("hhqqi", fcntl.F_WRLCK, os.SEEK_SET, LOCKED_BYTE, 1, 0)
    try:
        fcntl.fcntl(descriptor, fcntl.F_OFD_SETLK, wanted)
    except OSError as error:
        return False if error.errno in {EACCES, EAGAIN} else None
    return True


@contextmanager
def _owning_beside(path: Path) -> Iterator[bool]:
    """The same with a file of its own beside the real one, where the system has no such locks."""
    from filelock import FileLock, Timeout  # of no use elsewhere: start-up time

    lock = FileLock(f"{path.resolve()}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        yield False
        return
    try:
        yield True
    finally:
        lock.release()
