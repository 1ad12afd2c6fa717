"""Nothing of what was erased stays in the file, its journal or its free pages (promise 7.5).

That it is to be done is noted in the transaction that erases, so that a crash in between forgets
nothing of it.
"""

import logging
from typing import Final
from uuid import uuid4

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.errors import StoreError
from bot.storage import dialect
from bot.storage import tables as t
from bot.storage.dialect import upsert
from bot.storage.rows import look

log: Final = logging.getLogger(__name__)

AT_ONCE_MOST: Final = 64 * 1024 * 1024
"""Bytes: a larger database is rewritten with the hourly tidying, as that takes it seconds."""

_WANTED: Final = "scrub"


async def want(connection: AsyncConnection) -> None:
    """Something was erased: the file is to be scrubbed after the commit."""
    statement = upsert(t.memo).values(name=_WANTED, value=uuid4().hex)
    again = statement.on_conflict_do_update([t.memo.c.name], set_={"value": uuid4().hex})
    await connection.execute(again)


async def scrub(engine: AsyncEngine, *, large: bool = False) -> None:
    """Scrub the file if that is to be done; a large one only where that is said.

    While another program uses the file it is put off: the next look does it.
    """
    try:
        await _scrub(engine, large=large)
    except StoreError as error:
        log.warning("what was erased is scrubbed later: %s", error)


async def _scrub(engine: AsyncEngine, *, large: bool) -> None:
    noted = await look(engine, select(t.memo.c.value).where(t.memo.c.name == _WANTED))
    if not noted or (not large and await dialect.of(engine).size(engine) > AT_ONCE_MOST):
        return
    if await dialect.of(engine).rewrite(engine):
        done = (t.memo.c.name == _WANTED) & (t.memo.c.value == noted[0].value)
        async with engine.begin() as connection:
            await connection.execute(delete(t.memo).where(done))
