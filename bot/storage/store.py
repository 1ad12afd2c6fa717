"""The store: transactions on one database, and what is asked of it outside of them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.domain import policy
from bot.domain.delivery import Outage
from bot.errors import HostError
from bot.storage import dialect, links, passing, scrubbing
from bot.storage import tables as t
from bot.storage.cache import LearnerCache
from bot.storage.chats import SqlChats
from bot.storage.deliveries import SqlDeliveries
from bot.storage.inbox import SqlInbox
from bot.storage.inputs import SqlInputs
from bot.storage.key_value import SqlKeyValue
from bot.storage.leases import SqlLeases
from bot.storage.messages import SqlMessages
from bot.storage.news import SqlNews
from bot.storage.repair import SqlClockRepair
from bot.storage.replies import SqlReplies
from bot.storage.retention import SqlRetention
from bot.storage.rows import look
from bot.storage.schema import REVISIONS, revision_of
from bot.storage.unit_of_work import SqlWork
from bot.storage.uptime import SqlUptime


class SqlStore:
    """Everything Waymark keeps, in one database."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._cache = LearnerCache()
        self.inbox = SqlInbox(engine)
        self.replies = SqlReplies(engine)
        self.deliveries = SqlDeliveries(engine)
        self.messages = SqlMessages(engine)
        self.chats = SqlChats(engine)
        self.key_value = SqlKeyValue(engine)
        self.inputs = SqlInputs(engine)
        self.leases = SqlLeases(engine)
        self.uptime = SqlUptime(engine, self._begin_to_remember)
        self.repair = SqlClockRepair(engine)
        self.news = SqlNews(engine)
        self.retention = SqlRetention(engine)

    def _begin_to_remember(self, outages: tuple[Outage, ...]) -> None:
        """Whoever was remembered until now was remembered without these outages."""
        self._cache = LearnerCache(outages)

    @asynccontextmanager
    async def work(self) -> AsyncIterator[SqlWork]:
        """A transaction that is committed at the end of the block, undone by an exception."""
        learners = self._cache.touch()
        async with self._engine.begin() as connection:
            yield SqlWork(connection, learners)
        learners.commit()

    async def scrub(self, *, large: bool = False) -> None:
        """See to it that nothing that was erased stays anywhere in the file."""
        await scrubbing.scrub(self._engine, large=large)

    async def purge(self, now: datetime) -> None:
        """What has had its time goes: codes of links, what could undo a merger, last replies."""
        async with self._engine.begin() as connection:
            unsent = await passing.overdue(connection, now - policy.REPLY_KEPT)
            await passing.let_go(connection, unsent)
            await links.purge(connection, now)

    async def trouble(self) -> str:
        """Why the database cannot be used now, in one line; empty where it can."""
        database, url = dialect.of(self._engine), self._engine.url
        if not database.is_there(url):  # an open file goes on being written, and is lost
            return f"{database.named(url)} is not there any more: put it back, and start anew"
        try:
            found = await revision_of(self._engine)
        except HostError as error:
            return str(error)
        return "" if found == REVISIONS[-1] else f"its schema is {found}, not {REVISIONS[-1]}"

    async def last_instant(self) -> datetime | None:
        """The latest instant at which anything came in or was sent; None on an empty store."""
        latest = [t.inbox.c.received_at, t.delivery.c.decided_at]
        query = select(*(select(func.max(each)).scalar_subquery() for each in latest))
        (row,) = await look(self._engine, query)
        return max((each for each in row if each is not None), default=None)

    async def close(self) -> None:
        """Let go of the database."""
        await self._engine.dispose()
