"""Reading and writing rows: what all repositories do alike. Rows never leave `bot.storage`."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Insert, Row, Table, Update, bindparam, insert, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.storage import dialect

AnyRow = Row[Any]


async def rows_of(
    connection: AsyncConnection, query: Any, what: Mapping[str, Any] | None = None
) -> Sequence[AnyRow]:
    """All rows that a query finds within a transaction."""
    rows: Sequence[AnyRow] = (await connection.execute(query, what)).all()
    return rows


def reading(engine: AsyncEngine) -> AsyncConnection:
    """A connection for statements that only read: nobody is kept waiting."""
    return dialect.of(engine).reading(engine).connect()


async def look(
    engine: AsyncEngine, query: Any, what: Mapping[str, Any] | None = None
) -> Sequence[AnyRow]:
    """All rows that a query finds, looked at without a transaction."""
    async with reading(engine) as connection:
        return await rows_of(connection, query, what)


async def insert_row(connection: AsyncConnection, table: Table, **values: Any) -> int:
    """Insert a row; its id, where the table numbers its rows."""
    result = await connection.execute(_inserting(table), values)
    key = result.inserted_primary_key
    return key[0] if key is not None and isinstance(key[0], int) else 0


async def insert_record(
    connection: AsyncConnection, table: Table, record: Any, **values: Any
) -> int:
    """Insert a record's fields that the table has, but for the id, which is given here."""
    fields = {name: getattr(record, name) for name in record.__slots__}
    known = {name: value for name, value in fields.items() if name in table.c and name != "id"}
    return await insert_row(connection, table, **known, **values)


async def update_row(connection: AsyncConnection, table: Table, row_id: int, **values: Any) -> None:
    """Change columns of the row of an id; an expression over columns is worked out there."""
    worked_out = {name: each for name, each in values.items() if isinstance(each, ColumnElement)}
    plain = {name: each for name, each in values.items() if name not in worked_out}
    statement = _updating(table)
    if worked_out:
        statement = statement.values(worked_out)
    await connection.execute(statement, {**plain, "row_id": row_id})


# With its values beside it a statement is made once: making it takes longer than running it.
@cache
def _inserting(table: Table) -> Insert:
    return insert(table)


@cache
def _updating(table: Table) -> Update:
    return update(table).where(table.c.id == bindparam("row_id"))
