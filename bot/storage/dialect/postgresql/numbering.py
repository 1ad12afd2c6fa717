"""The ids that tables have given: each has a sequence, which knows nothing of rows that bring theirs."""

from collections.abc import Iterator

from sqlalchemy import Table, TableClause, func, select, table, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.tables import metadata


async def highest_ids(connection: AsyncConnection) -> dict[str, int]:
    """The highest id that each table has given, its row being gone or not."""
    found = {}
    for each in _numbered():
        sequence = await connection.scalar(select(func.pg_get_serial_sequence(each.name, "id")))
        query = select(text("last_value"), text("is_called"))
        query = query.select_from(_relation(str(sequence)))
        last, called = (await connection.execute(query)).one()
        if called:
            found[each.name] = int(last)
    return found


async def raise_ids(connection: AsyncConnection, ids: dict[str, int]) -> None:
    """Have tables give ids beyond these, and beyond those of their rows."""
    for each in _numbered():
        most = await connection.scalar(select(func.max(each.c.id)))
        highest = max(most or 0, ids.get(each.name, 0))
        if highest:
            sequence = func.pg_get_serial_sequence(each.name, "id")
            await connection.execute(select(func.setval(sequence, highest)))


def _numbered() -> Iterator[Table]:
    """Tables that number their rows."""
    return (each for each in metadata.sorted_tables if "id" in each.c)


def _relation(name: str) -> TableClause:
    schema, _, bare = name.rpartition(".")
    return table(bare, schema=schema)
