"""What was erased: gone for every query at once, its room free for others after a VACUUM.

PostgreSQL's journal and its backups are the host's: what is in them goes when they do.
"""

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.storage.dialect.postgresql.engine import reading
from bot.storage.tables import metadata


async def size(engine: AsyncEngine) -> int:
    """The bytes of the database."""
    async with reading(engine).connect() as connection:
        name = func.current_database()
        return int(await connection.scalar(select(func.pg_database_size(name))) or 0)


async def rewrite(engine: AsyncEngine) -> bool:
    """Free what was erased; a table that another process is at just then is passed over."""
    tables = ", ".join(
        engine.dialect.identifier_preparer.format_table(each) for each in metadata.sorted_tables
    )
    async with reading(engine).connect() as connection:
        await connection.execute(text("SET statement_timeout = 0"))
        try:
            await connection.execute(text(f"VACUUM (SKIP_LOCKED) {tables}"))
        finally:
            await connection.execute(text("RESET statement_timeout"))
    return True
