"""A backup while the service goes on, and a database made from one (promise 10)."""

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL

from bot.errors import HostError
from bot.storage import dialect
from bot.storage.copying import copy_database, snapshot_database
from bot.storage.dialect import database_url
from bot.storage.schema import NOTHING, faults_of, upgrade_database


async def back_up(source: URL, target: Path) -> int:
    """Write `source`, which may be served meanwhile, into the new file `target`; its bytes.

    It is read back before it has its name: a file of that name is a sound backup. An SQLite file
    may have an older schema: that is what a host wants to have before an upgrade. Raises HostError.
    """
    if not dialect.of(source).is_there(source):
        raise HostError(
            f"{dialect.of(source).named(source)} is not there: name the database with --db"
        )
    with _draft(target) as draft:
        if not await dialect.of(source).snapshot(source, draft):
            await snapshot_database(source, database_url(str(draft)))
        await _refuse_faults(draft, older=True)
    return await asyncio.to_thread(os.path.getsize, target)


async def restore(backup: Path, target: URL) -> str:
    """Make the database `target`, which is new or empty, from a backup; the schema that it had.

    An older backup is brought to this program's schema. Raises HostError, and changes nothing then.
    """
    source = database_url(str(backup))
    if not dialect.of(source).is_there(source):
        raise HostError(f"{backup} is not there: name a file that `waymark db backup` wrote")
    if not dialect.of(target).new_is_made(target):
        return await _restore_rows(source, backup, target)
    path = Path(dialect.of(target).named(target))
    with _draft(path) as draft:
        return await _prepared(source, draft)


async def _restore_rows(source: URL, backup: Path, target: URL) -> str:
    """Restore into a database that is no file: by way of a file that is brought up to date."""
    with _draft(backup.with_name(f"{backup.name}.restoring"), keep=False) as draft:
        had = await _prepared(source, draft)
        await copy_database(database_url(str(draft)), target)
    return had


async def _prepared(source: URL, draft: Path) -> str:
    """A copy of a backup, brought up to date and sound; the schema that the backup had."""
    await dialect.of(source).snapshot(source, draft)
    had = await upgrade_database(database_url(str(draft)))
    if had == NOTHING:
        raise HostError(f"{dialect.of(source).named(source)} is empty: name a backup")
    await _refuse_faults(draft)
    return had


async def _refuse_faults(path: Path, *, older: bool = False) -> None:
    found = await faults_of(database_url(str(path)), older=older)
    if found:
        raise HostError(f"{path} is not sound: {found[0]}")


@contextmanager
def _draft(path: Path, *, keep: bool = True) -> Iterator[Path]:
    """A file beside `path` that gets that name at the end of the block, where nothing has it.

    Raises HostError. Nothing stays of one that is given up, or that is not to be kept.
    """
    if path.exists():
        raise HostError(f"{path} is there already: name a new file")
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield draft
        if keep:
            os.link(draft, path)
    except FileExistsError:
        raise HostError(f"{path} is there already: name a new file") from None
    finally:
        for each in (draft, draft.with_name(f"{draft.name}-journal")):
            each.unlink(missing_ok=True)
