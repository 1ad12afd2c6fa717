"""News by NOTIFY: told with a commit, heard on a connection of its own.

A pooler hands sessions around, so that nothing can be heard behind one: then whoever waits looks.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final

from sqlalchemy import String, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.errors import BusyError
from bot.storage.dialect.postgresql.engine import DRIVER, connect_to_wait

CHANNEL: Final = "waymark"
MOST: Final = 4000
"""Characters of one piece of news: PostgreSQL takes fewer than 8000 bytes."""

ASK_EVERY: Final = 5.0
ASK_WITHIN: Final = 5.0
"""Seconds between two questions whether the connection still lives, and for its answer."""

_TELL: Final = select(func.pg_notify(CHANNEL, bindparam("what", type_=String(MOST))))


async def tell(connection: AsyncConnection, what: str) -> None:
    """Tell it with the commit."""
    await connection.execute(_TELL, {"what": what})


async def listen(engine: AsyncEngine, heard: Callable[[str], None]) -> None:
    """Hear what is told until cancelled; nothing is what may have been missed before.

    Raises HostError once the connection is lost.
    """
    if engine.url.get_driver_name() != DRIVER:
        await asyncio.Event().wait()
    waiting = connect_to_wait(engine.url)
    try:
        async with waiting.connect() as connection:
            driver: Any = (await connection.get_raw_connection()).driver_connection
            await driver.add_listener(CHANNEL, lambda *told: heard(told[-1]))
            heard("")
            await _until_lost(driver)
    finally:
        with suppress(Exception):
            await waiting.dispose()


async def _until_lost(driver: Any) -> None:
    while True:
        await asyncio.sleep(ASK_EVERY)
        try:
            await driver.execute("SELECT 1", timeout=ASK_WITHIN)
        except Exception as error:
            driver.terminate()
            raise BusyError(f"news is not heard any more: {type(error).__name__}") from error
