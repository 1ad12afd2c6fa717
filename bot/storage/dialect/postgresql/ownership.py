"""Who owns the clockwork: replicas of `waymark run` side by side, or one terminal alone (9.5).

A transaction that does nothing holds an advisory lock as long as its connection lives; behind a
pooler, too. Should the server have been away, the lock is taken again.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from sqlalchemy import URL, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.errors import BusyError, StoreError
from bot.storage.dialect.postgresql.engine import connect_to_wait

log: Final = logging.getLogger(__name__)

CLOCKWORK: Final = 0x636C6F636B
"""The advisory lock of whoever plans, settles and sends."""

LOOK_EVERY: Final = 5.0
"""Seconds between looks whether the lock is still there."""


@asynccontextmanager
async def owning(url: URL, *, shared: bool) -> AsyncIterator[bool]:
    """Own the clockwork within the block, `shared` or alone; whether that worked.

    Raises HostError where the database cannot be reached; those who own it `shared` wait for it.
    """
    engine = connect_to_wait(url)
    lock = _Lock(engine, shared=shared)
    try:
        owns = await lock.take_or_wait() if shared else await lock.take()
        keeping = asyncio.create_task(lock.keep()) if owns else None
        try:
            yield owns
        finally:
            if keeping is not None:
                keeping.cancel()
                await asyncio.wait({keeping})
    finally:
        await lock.let_go()
        await engine.dispose()


class _Lock:
    """The lock, and the connection whose transaction holds it."""

    def __init__(self, engine: AsyncEngine, *, shared: bool) -> None:
        self._engine = engine
        self._query = text(f"SELECT pg_try_advisory_xact_lock{'_shared' * shared}(:key)")
        self._connection: AsyncConnection | None = None

    async def take(self) -> bool:
        """Take it; False where another process has it in a way that leaves no room for us."""
        self._connection = await self._engine.connect()
        return bool(await self._connection.scalar(self._query, {"key": CLOCKWORK}))

    async def take_or_wait(self) -> bool:
        """The same; while the server cannot be reached, `keep` goes on trying."""
        try:
            return await self.take()
        except BusyError:
            return True

    async def keep(self) -> None:
        """See that it is held until cancelled."""
        while True:
            await asyncio.sleep(LOOK_EVERY)
            try:
                if self._connection is None and not await self.take():
                    log.error("another Waymark has taken the clockwork over meanwhile: end one")
                elif self._connection is not None:
                    await self._connection.execute(text("SELECT 1"))
            except StoreError:
                await self.let_go()

    async def let_go(self) -> None:
        """Hold it no more."""
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.invalidate()
            await connection.close()
