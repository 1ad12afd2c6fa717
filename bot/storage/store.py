"""The store: transactions on one database, and the mailroom beside them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.storage import uptime
from bot.storage.cache import LearnerCache
from bot.storage.mailroom import SqlMailroom
from bot.storage.members import MemberCache
from bot.storage.work import SqlWork


class SqlStore(SqlMailroom):
    """Everything Waymark keeps, in one database."""

    def __init__(self, engine: AsyncEngine) -> None:
        super().__init__(engine)
        self._cache = LearnerCache()
        self._members = MemberCache()

    async def begin_uptime(self, now: datetime) -> int:
        """`waymark run` came up: ledgers know from now on when it was down (promise 2.8).

        Returns the id under which the process is `seen`.
        """
        uptime_id = await uptime.begin(self._engine, now)
        down = await uptime.outages(self._engine)
        self._cache, self._members = LearnerCache(down), MemberCache(down)
        return uptime_id

    async def seen(self, uptime_id: int, now: datetime) -> None:
        """The process is still up."""
        await uptime.seen(self._engine, uptime_id, now)

    @asynccontextmanager
    async def work(self) -> AsyncIterator[SqlWork]:
        """A transaction that is committed at the end of the block, undone by an exception."""
        touched = self._cache.touch()
        async with self._engine.begin() as connection:
            yield SqlWork(connection, touched, self._members)
        touched.commit()

    async def close(self) -> None:
        """Let go of the database."""
        await self._engine.dispose()
