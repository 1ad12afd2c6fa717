"""Short texts under names, in the database."""

from collections.abc import Collection, Mapping
from typing import Final

from sqlalchemy import bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.storage import tables as t
from bot.storage.dialect import upsert
from bot.storage.rows import look

_VALUE: Final = select(t.memo.c.value).where(t.memo.c.name == bindparam("name"))
_VALUES: Final = select(t.memo).where(t.memo.c.name.in_(bindparam("names", expanding=True)))
_NOTE: Final = upsert(t.memo).on_conflict_do_update(
    [t.memo.c.name], set_={"value": upsert(t.memo).excluded.value}
)


class SqlKeyValue:
    """Texts that adapters keep."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def get(self, name: str) -> str | None:
        """What is kept under a name; None where there is nothing."""
        rows = await look(self._engine, _VALUE, {"name": name})
        return next((row.value for row in rows), None)

    async def get_all(self, names: Collection[str]) -> dict[str, str]:
        """What is kept under these names, in one look; those that keep nothing are left out."""
        rows = await look(self._engine, _VALUES, {"names": list(names)}) if names else ()
        return {row.name: row.value for row in rows}

    async def set(self, name: str, value: str) -> None:
        """Keep a text under a name, in the place of what was there."""
        await self.set_all({name: value})

    async def set_all(self, values: Mapping[str, str]) -> None:
        """Keep all of these, or none, in one transaction."""
        rows = [{"name": name, "value": value} for name, value in values.items()]
        if rows:
            async with self._engine.begin() as connection:
                await connection.execute(_NOTE, rows)

    async def forget(self, name: str) -> None:
        """Keep nothing under a name any more."""
        async with self._engine.begin() as connection:
            await connection.execute(delete(t.memo).where(t.memo.c.name == name))


async def noted(connection: AsyncConnection, name: str) -> str | None:
    """What is kept under a name, within a transaction."""
    found: str | None = await connection.scalar(_VALUE, {"name": name})
    return found


async def note(connection: AsyncConnection, name: str, value: str) -> None:
    """Keep a text under a name, within a transaction."""
    await connection.execute(_NOTE, {"name": name, "value": value})
