"""A copy of a file while others write it, and whether a file is sound."""

import asyncio
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from sqlalchemy import URL, Connection

from bot.errors import HostError
from bot.storage.dialect.sqlite.engine import BUSY_SECONDS, database_path

FAULTS_MOST: Final = 20


async def snapshot(url: URL, target: Path) -> bool:
    """Write all that is committed now into a new file that only its owner can read.

    Whoever writes waits meanwhile: 300 MB take a second or two. Raises HostError.
    """
    await asyncio.to_thread(_snapshot, database_path(url), target)
    return True


def _snapshot(source: Path, target: Path) -> None:
    try:
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        with (
            closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=rw", uri=True)) as here,
            closing(sqlite3.connect(target)) as there,
        ):
            here.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
            here.backup(there)
        _to_disk(target)
    except (OSError, sqlite3.Error) as error:
        raise HostError(f"{source} cannot be copied: {error}") from error


def _to_disk(path: Path) -> None:
    for each in (path, path.parent):
        descriptor = os.open(each, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def faults(connection: Connection) -> list[str]:
    """What is wrong with the file, in a line each; none where it is sound."""
    whole = connection.exec_driver_sql(f"PRAGMA integrity_check({FAULTS_MOST})").scalars().all()
    broken = [str(each) for each in whole if each != "ok"]
    lost = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(FAULTS_MOST)
    return [*broken, *(f"row {row[1]} of {row[0]} points to no {row[2]}" for row in lost)]
