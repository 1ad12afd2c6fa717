"""Which schema a database has, and bringing it up to this program's."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import URL, Column, Connection, MetaData, String, Table, inspect, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.errors import HostError
from bot.storage import dialect
from bot.storage.tables import metadata

MIGRATIONS: Final = Path(__file__).parent / "migrations"
REVISIONS: Final = (
    "0001",
    "0002",
    "0003",
    "0006",
    "0007",
    "0009",
    "0010",
    "0015",
    "0016",
    "0020",
    "0021",
    "0026",
    "0028",
    "0029",
    "0030",
    "0022",
    "0023",
    "0031",
    "0032",
    "0034",
    "0035",
    "0036",
    "0037",
)
"""All revisions, oldest first; Alembic itself is loaded only to upgrade."""

NOTHING: Final = "none"
"""What a database without a schema has."""

_alembic_version: Final = Table("alembic_version", MetaData(), Column("version_num", String(32)))


async def open_database(url: URL, *, simulated: bool = False) -> AsyncEngine:
    """An engine on a database with this program's schema; a new SQLite file is made.

    One for a process in virtual time, which need not outlive a power cut, where it is `simulated`.

    Raises HostError, in one line, for a file that is no database, is another program's, cannot be
    written, or has an older or newer schema; and for an empty database of another sort.
    """
    database = dialect.of(url)
    await database.look_once(url, _check_or_create if database.new_is_made(url) else _check)
    return (database.connect_for_simulation if simulated else database.connect)(url)


@asynccontextmanager
async def existing(url: URL) -> AsyncIterator[AsyncEngine]:
    """An engine on a database that is there, which others may serve meanwhile. Raises HostError."""
    if not dialect.of(url).is_there(url):
        raise HostError(f"{dialect.of(url).named(url)} is not there: name the database with --db")
    engine = await open_database(url)
    try:
        yield engine
    finally:
        await engine.dispose()


async def upgrade_database(url: URL) -> str:
    """Bring the database at `url` to this program's schema; returns the revision it had.

    Raises HostError as `open_database` does, but for an older schema or none.
    """
    database = dialect.of(url)
    await asyncio.to_thread(database.make_private, url)
    had = await database.look_once(url, _create_where_empty)
    if had is not None and had != REVISIONS[-1]:
        await asyncio.to_thread(_migrate, url)
    return had or NOTHING


def _check_or_create(connection: Connection) -> None:
    if _create_where_empty(connection) is not None:
        _check(connection)


def _check(connection: Connection) -> None:
    revision = _revision(connection)
    if revision is None:
        raise HostError("this database is empty: run `waymark db upgrade` once")
    if revision != REVISIONS[-1]:
        raise HostError(
            f"this database has an older schema ({revision}): run `waymark db upgrade` first"
        )
    # A read-only database is to be refused now, not at the first word of a learner.
    connection.execute(update(_alembic_version).values(version_num=revision))


def _revision(connection: Connection) -> str | None:
    """The revision of the schema; None for an empty database."""
    tables = inspect(connection).get_table_names()
    if not tables:
        return None
    if "alembic_version" not in tables:
        raise HostError("this database belongs to another program: choose another with --db")
    revision = connection.scalar(select(_alembic_version.c.version_num))
    if revision not in REVISIONS:
        raise HostError(
            f"this database was written by a newer Waymark (schema {revision}): update Waymark"
        )
    return str(revision)


def _create_where_empty(connection: Connection) -> str | None:
    """The revision that the database had; None where it was empty, and was made."""
    dialect.of(connection).before_migrating(connection)
    revision = _revision(connection)
    if revision is None:
        _create(connection)
    return revision


def _create(connection: Connection) -> None:
    metadata.create_all(connection, checkfirst=False)
    _alembic_version.create(connection, checkfirst=True)
    connection.execute(_alembic_version.insert().values(version_num=REVISIONS[-1]))


async def revision_of(engine: AsyncEngine) -> str:
    """The revision of the schema, asked of a database that is in use. Raises HostError."""
    async with dialect.of(engine).reading(engine).connect() as connection:
        found = await connection.scalar(select(_alembic_version.c.version_num))
    return str(found or NOTHING)


async def faults_of(url: URL, *, older: bool = False) -> list[str]:
    """What is wrong with a database of this program's schema, in a line each. Raises HostError.

    Where it may be of an `older` one, the tables of that are not compared with this program's.
    """
    return await dialect.of(url).look_once(url, _faults_of_any if older else _faults)


def _faults(connection: Connection) -> list[str]:
    _check(connection)
    there = inspect(connection)
    names = set(there.get_table_names())
    missing = [f"the table {each} is missing" for each in metadata.tables if each not in names]
    for table in (each for each in metadata.sorted_tables if each.name in names):
        columns = {each["name"] for each in there.get_columns(table.name)}
        missing += [
            f"{table}.{each.name} is missing" for each in table.c if each.name not in columns
        ]
    return [*dialect.of(connection).faults(connection), *missing]


def _faults_of_any(connection: Connection) -> list[str]:
    if _revision(connection) in {None, REVISIONS[-1]}:
        return _faults(connection)
    return dialect.of(connection).faults(connection)


def _migrate(url: URL) -> None:
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
