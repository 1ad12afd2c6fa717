"""Runs the migrations on the database whose address `Config.attributes` holds."""

import asyncio

from alembic import context
from sqlalchemy import Connection

from bot.storage.dialect import before_migrating, connect
from bot.storage.tables import metadata


def _run(connection: Connection) -> None:
    before_migrating(connection)
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()


async def _main() -> None:
    engine = connect(context.config.attributes["url"])
    async with engine.begin() as connection:
        await connection.run_sync(_run)
    await engine.dispose()


asyncio.run(_main())
