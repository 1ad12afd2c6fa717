"""When `waymark run` was up: what lies between is an outage (promise 2.8)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.domain.delivery import Outage
from bot.ports.uptime import Sighting
from bot.storage import tables as t

RESTART: Final = timedelta(minutes=1)
"""A shorter gap between two processes is a restart, not an outage."""

LATEST: Final = 8
"""How many times of being up a clock may have noted while it was ahead: it is soon set right."""


class SqlUptime:
    """When processes were up. `learnt` is told the outages of before, whenever they change."""

    def __init__(self, engine: AsyncEngine, learnt: Callable[[tuple[Outage, ...]], None]) -> None:
        self._engine = engine
        self._learnt = learnt

    async def begin(self, now: datetime) -> Sighting:
        """A process came up; the id under which it is seen from then on."""
        async with self._engine.begin() as connection:
            was_ahead = await _was_ahead(connection, now)
            sighting = Sighting(await _insert(connection, now), was_ahead)
        await self._learn(now)
        return sighting

    async def seen(self, uptime_id: int, now: datetime, gap: float) -> Sighting:
        """The process is still up; more than `gap` seconds since it was seen begin a new time."""
        async with self._engine.begin() as connection:
            sighting = await _seen(connection, uptime_id, now, gap)
        if sighting.was_ahead or sighting.uptime_id != uptime_id:
            await self._learn(now)
        return sighting

    async def _learn(self, now: datetime) -> None:
        """Whoever is remembered is remembered with the outages of before."""
        self._learnt(await self.outages(now))

    async def outages(self, now: datetime) -> tuple[Outage, ...]:
        """The times until now in which no `waymark run` was up."""
        query = select(t.uptime).where(t.uptime.c.began_at <= now).order_by(t.uptime.c.began_at)
        async with self._engine.begin() as connection:
            rows = (await connection.execute(query)).all()
        found: list[Outage] = []
        seen: datetime | None = None
        for row in rows:
            if seen is not None and row.began_at - seen > RESTART:
                found.append(Outage(seen, row.began_at))
            seen = max(min(row.seen_at, now), seen or row.began_at)
        return tuple(found)


async def _seen(connection: AsyncConnection, uptime_id: int, now: datetime, gap: float) -> Sighting:
    was_ahead = await _was_ahead(connection, now)
    mine = t.uptime.c.id == uptime_id
    last = await connection.scalar(select(t.uptime.c.seen_at).where(mine))
    if last is None or now - last > timedelta(seconds=gap):
        return Sighting(await _insert(connection, now), was_ahead)
    if last < now:
        await connection.execute(update(t.uptime).where(mine).values(seen_at=now))
    return Sighting(uptime_id, was_ahead)


async def _was_ahead(connection: AsyncConnection, now: datetime) -> bool:
    """Whether `now` lies where nobody is said to have been up, just before the latest times.

    Then those were noted by a clock that was ahead, and are taken back. Anywhere else in the past,
    the clock may as well be behind now: nothing is touched.
    """
    latest_first = select(t.uptime).order_by(t.uptime.c.began_at.desc()).limit(LATEST)
    rows = (await connection.execute(latest_first)).all()
    later = [row for row in rows if row.began_at > now]
    earlier = rows[len(later) :]
    if not later or not earlier:
        return False
    if not earlier[0].seen_at <= now < later[-1].began_at - RESTART:
        return False
    ids = [row.id for row in later]
    await connection.execute(delete(t.uptime).where(t.uptime.c.id.in_(ids)))
    return True


async def _insert(connection: AsyncConnection, now: datetime) -> int:
    result = await connection.execute(insert(t.uptime).values(began_at=now, seen_at=now))
    key = result.inserted_primary_key
    return int(key[0]) if key else 0
