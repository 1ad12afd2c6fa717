"""Runs the migrations on the database whose address `Config.attributes` holds."""

import asyncio

from alembic import context
from sqlalchemy import Connection

from bot.storage import dialect
from bot.storage.tables import metadata


def _run(connection: Connection) -> None:
    dialect.of(connection).before_migrating(connection)
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()


async def _main() -> None:
    url = context.config.attributes["url"]
    engine = dialect.of(url).connect_to_migrate(url)
    async with engine.begin() as connection:
        await connection.run_sync(_run)
    await engine.dispose()


asyncio.run(_main())
