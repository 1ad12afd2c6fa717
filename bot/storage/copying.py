"""Moving house: all of a database into another one, whatever sort the two are (promise 10)."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from sqlalchemy import URL, Table, func, insert, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import FileServedError, HostError
from bot.storage import dialect
from bot.storage.schema import open_database, upgrade_database
from bot.storage.tables import metadata

AT_ONCE: Final = 500
"""Rows that are in memory at a time."""


async def copy_database(source: URL, target: URL) -> dict[str, int]:
    """Write all rows of `source` into `target`, whole or not at all; how many each table has.

    Nobody may use the two meanwhile. Raises HostError, in one line, where one of them is served,
    there is no source, or the target has rows already.
    """
    if not dialect.of(source).is_there(source):
        raise HostError(
            f"{dialect.of(source).named(source)} is not there: name the database to copy from"
        )
    if source == target:
        raise HostError("a database cannot be copied into itself: name another one")
    async with _alone_on(source), _alone_on(target), _transaction(source) as theirs:
        return await _copy_all(theirs, target)


async def snapshot_database(source: URL, target: URL) -> dict[str, int]:
    """The same as one instant of `source`, which may be served meanwhile. Raises HostError."""
    async with _transaction(source, isolation_level="REPEATABLE READ") as theirs:
        return await _copy_all(theirs, target)


async def _copy_all(theirs: AsyncConnection, target: URL) -> dict[str, int]:
    await upgrade_database(target)
    async with _transaction(target) as ours:
        await _refuse_rows(ours, target)
        counts = {each.name: await _copy(each, theirs, ours) for each in _TABLES}
        highest = await dialect.of(theirs).highest_ids(theirs)
        await dialect.of(ours).raise_ids(ours, highest)
        await _compare(ours, counts)
    return counts


_TABLES: Final = tuple(metadata.sorted_tables)
"""In an order in which a row comes after those that it points to."""


@asynccontextmanager
async def _alone_on(url: URL) -> AsyncIterator[None]:
    async with dialect.of(url).owning(url, shared=False) as owns:
        if not owns:
            raise FileServedError(dialect.of(url).named(url))
        yield


@asynccontextmanager
async def _transaction(url: URL, **options: str) -> AsyncIterator[AsyncConnection]:
    engine = await open_database(url)
    try:
        async with engine.execution_options(**options).begin() as connection:
            yield connection
    finally:
        await engine.dispose()


async def _refuse_rows(connection: AsyncConnection, url: URL) -> None:
    for table in _TABLES:
        if await connection.scalar(select(table).limit(1)) is not None:
            raise HostError(
                f"{dialect.of(url).named(url)} is not empty: name a new database to copy into"
            )


async def _copy(table: Table, theirs: AsyncConnection, ours: AsyncConnection) -> int:
    """Copy a table's rows; how many there are."""
    copied = 0
    try:
        async with theirs.stream(select(table)) as rows:
            async for some in rows.mappings().partitions(AT_ONCE):
                await ours.execute(insert(table), [dict(each) for each in some])
                copied += len(some)
    except SQLAlchemyError as error:
        raise HostError(f"{table.name} cannot be copied: {_line(error)}") from error
    return copied


async def _compare(connection: AsyncConnection, counts: dict[str, int]) -> None:
    for table in _TABLES:
        found = await connection.scalar(select(func.count()).select_from(table))
        if found != counts[table.name]:
            raise HostError(f"{table.name} has {found} rows instead of {counts[table.name]}")


def _line(error: SQLAlchemyError) -> str:
    return str(error).partition("\n")[0]
