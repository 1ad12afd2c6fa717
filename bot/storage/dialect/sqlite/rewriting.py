"""Writing a file anew, so that it holds what its tables hold and nothing else (promise 7.5).

`secure_delete` alone is not enough: a page that was split keeps what was moved out of it.
"""

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.storage.dialect.sqlite.engine import reading


async def size(engine: AsyncEngine) -> int:
    """The bytes of the file."""
    async with reading(engine).connect() as connection:
        pages = await connection.exec_driver_sql("PRAGMA page_count")
        of = await connection.exec_driver_sql("PRAGMA page_size")
        return int(pages.scalar_one()) * int(of.scalar_one())


async def rewrite(engine: AsyncEngine) -> bool:
    """Rewrite the file and empty its journal; False where another program still reads it.

    Raises StoreError.
    """
    async with reading(engine).connect() as connection:
        await connection.exec_driver_sql("VACUUM")
        mode = (await connection.exec_driver_sql("PRAGMA journal_mode")).scalar_one()
        if mode == "wal":
            emptied = await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            return not emptied.one()[0]
        await connection.exec_driver_sql("PRAGMA journal_mode = DELETE")
        await connection.exec_driver_sql(f"PRAGMA journal_mode = {mode}")
        return True
