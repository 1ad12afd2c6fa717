"""The ids that tables have given: of those that never give one twice, SQLite keeps the highest."""

from sqlalchemy import column, insert, select, table, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.tables import metadata

_KEPT = table("sqlite_sequence", column("name"), column("seq"))


async def highest_ids(connection: AsyncConnection) -> dict[str, int]:
    """The highest id that each of these tables has given, its row being gone or not."""
    return {row.name: int(row.seq) for row in await connection.execute(select(_KEPT))}


async def raise_ids(connection: AsyncConnection, ids: dict[str, int]) -> None:
    """Have these tables give ids beyond these; that of its rows each knows by itself."""
    kept = await highest_ids(connection)
    for each in metadata.sorted_tables:
        most = ids.get(each.name, 0)
        if not each.dialect_options["sqlite"]["autoincrement"] or most <= kept.get(each.name, 0):
            continue
        if each.name in kept:
            change = update(_KEPT).where(_KEPT.c.name == each.name).values(seq=most)
            await connection.execute(change)
        else:
            await connection.execute(insert(_KEPT).values(name=each.name, seq=most))
