"""Short texts under names, in the database."""

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.storage import tables as t
from bot.storage.dialect import upsert


class SqlKeyValue:
    """Texts that adapters keep."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def get(self, name: str) -> str | None:
        """What is kept under a name; None where there is nothing."""
        async with self._engine.begin() as connection:
            return await noted(connection, name)

    async def set(self, name: str, value: str) -> None:
        """Keep a text under a name, in the place of what was there."""
        async with self._engine.begin() as connection:
            await note(connection, name, value)

    async def forget(self, name: str) -> None:
        """Keep nothing under a name any more."""
        async with self._engine.begin() as connection:
            await connection.execute(delete(t.memo).where(t.memo.c.name == name))


async def noted(connection: AsyncConnection, name: str) -> str | None:
    """What is kept under a name, within a transaction."""
    found: str | None = await connection.scalar(select(t.memo.c.value).where(t.memo.c.name == name))
    return found


async def note(connection: AsyncConnection, name: str, value: str) -> None:
    """Keep a text under a name, within a transaction."""
    statement = upsert(t.memo).values(name=name, value=value)
    changed = statement.on_conflict_do_update([t.memo.c.name], set_={"value": value})
    await connection.execute(changed)
