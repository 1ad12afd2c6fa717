"""Which schema a database has, and bringing it up to this program's."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

from sqlalchemy import Column, Connection, MetaData, String, Table, inspect, select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.errors import HostError
from bot.storage.engine import connect, probe
from bot.storage.group_tables import metadata

Result = TypeVar("Result")

MIGRATIONS: Final = Path(__file__).parent / "migrations"
REVISIONS: Final = ("0001",)
"""All revisions, oldest first; Alembic itself is loaded only to upgrade."""

_alembic_version: Final = Table("alembic_version", MetaData(), Column("version_num", String(32)))


async def open_database(
    url: str, connecting: Callable[[str], AsyncEngine] = connect
) -> AsyncEngine:
    """An engine on a database with this program's schema; a new file is made.

    Raises HostError, in one line, for a file that is no database, is another program's, cannot be
    written, or has an older or newer schema.
    """
    await _look(url, _check_or_create)
    return connecting(url)


async def upgrade_database(url: str) -> str:
    """Bring the database at `url` to this program's schema; returns the revision it had.

    Raises HostError as `open_database` does, but for an older schema.
    """
    had = await _look(url, _revision)
    if had is None:
        await _look(url, _create)
    if had is not None and had != REVISIONS[-1]:
        await asyncio.to_thread(_migrate, url)
    return had or "none"


async def _look(url: str, at: Callable[[Connection], Result]) -> Result:
    """What `at` finds in the database, or does to it. Raises HostError in one line."""
    engine = probe(url)
    try:
        async with engine.begin() as connection:
            return await connection.run_sync(at)
    except DatabaseError as error:
        raise explained(error, engine) from None
    finally:
        await engine.dispose()


def _check_or_create(connection: Connection) -> None:
    revision = _revision(connection)
    if revision is None:
        _create(connection)
    elif revision != REVISIONS[-1]:
        raise HostError(
            f"this database has an older schema ({revision}): run `waymark db upgrade` first"
        )
    else:
        # A read-only file is to be refused now, not at the first word of a learner.
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = version_num")


def _revision(connection: Connection) -> str | None:
    """The revision of the schema; None for an empty database."""
    tables = inspect(connection).get_table_names()
    if not tables:
        return None
    if "alembic_version" not in tables:
        raise HostError("this database belongs to another program: choose another file with --db")
    revision = connection.scalar(select(_alembic_version.c.version_num))
    if revision is None or revision > REVISIONS[-1]:
        raise HostError(
            f"this database was written by a newer Waymark (schema {revision}): update Waymark"
        )
    return str(revision)


def _create(connection: Connection) -> None:
    metadata.create_all(connection)
    _alembic_version.create(connection, checkfirst=True)
    connection.execute(_alembic_version.insert().values(version_num=REVISIONS[-1]))


def _migrate(url: str) -> None:
    from alembic import command  # loaded only here: 0.4 s that no start should pay
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = url
    try:
        command.upgrade(config, "head")
    except CommandError:
        raise HostError("this database's schema is older than any this Waymark knows") from None


def explained(error: DatabaseError, engine: AsyncEngine) -> HostError:
    """What is wrong with the database, in one line, and how to mend it."""
    path = engine.url.database
    text = str(error.orig).lower()
    if "readonly" in text or "read-only" in text:
        return HostError(f"{path} cannot be written: mend its permissions or choose another --db")
    if "unable to open" in text:
        return HostError(
            f"{path} cannot be opened: check that its folder exists and can be written"
        )
    if "not a database" in text or "malformed" in text:
        return HostError(
            f"{path} is not a sound SQLite file: restore a backup or choose another --db"
        )
    if "locked" in text:
        return HostError(f"{path} is busy: another program is writing it; try again in a moment")
    return HostError(f"{path}: {error.orig}")
