"""The store: transactions on one database, and the mailroom beside them."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.domain.delivery import MessageKind
from bot.ports.uptime import Planned, Sighting
from bot.storage import stepping, uptime
from bot.storage.cache import LearnerCache
from bot.storage.dues import SqlMailroom
from bot.storage.group_members import MemberCache
from bot.storage.unit_of_work import SqlWork


class SqlStore(SqlMailroom):
    """Everything Waymark keeps, in one database."""

    def __init__(self, engine: AsyncEngine) -> None:
        super().__init__(engine)
        self._cache = LearnerCache()
        self._members = MemberCache()

    async def begin_uptime(self, now: datetime) -> Sighting:
        """`waymark run` came up: ledgers know from now on when nobody was (promise 2.8)."""
        sighting = await uptime.begin(self._engine, now)
        await self._read_outages(now)
        return sighting

    async def seen(self, uptime_id: int, now: datetime, gap: float) -> Sighting:
        """The process is still up; more than `gap` seconds since it was seen are an outage."""
        sighting = await uptime.seen(self._engine, uptime_id, now, gap)
        if sighting.was_ahead or sighting.uptime_id != uptime_id:
            await self._read_outages(now)
        return sighting

    async def _read_outages(self, now: datetime) -> None:
        """Whoever is remembered is remembered with the outages of before."""
        down = await uptime.outages(self._engine, now)
        self._cache, self._members = LearnerCache(down), MemberCache(down)

    async def planned_beyond(
        self, horizons: Mapping[MessageKind, datetime], after: Planned | None, limit: int
    ) -> Sequence[Planned]:
        """Nudges due later than the horizon of their kind, in order, those `after` one of them."""
        return await stepping.planned_beyond(self._engine, horizons, after, limit)

    async def look_at_groups(self, beyond: datetime, now: datetime) -> None:
        """Groups that would be looked at only after `beyond` are looked at now."""
        await stepping.look_at_groups(self._engine, beyond, now)

    async def set_right(self, now: datetime) -> None:
        """What bears an instant that is yet to come was done by a clock that was ahead: now."""
        await stepping.set_right(self._engine, now)

    @asynccontextmanager
    async def work(self) -> AsyncIterator[SqlWork]:
        """A transaction that is committed at the end of the block, undone by an exception."""
        learners, members = self._cache.touch(), self._members.touch()
        async with self._engine.begin() as connection:
            yield SqlWork(connection, learners, members)
        learners.commit()
        members.commit()

    async def close(self) -> None:
        """Let go of the database."""
        await self._engine.dispose()
