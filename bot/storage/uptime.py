"""When `waymark run` was up: what lies between is an outage (promise 2.8)."""

from datetime import datetime, timedelta

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.domain.delivery import Outage
from bot.storage import tables as t

RESTART = timedelta(minutes=1)
"""A shorter gap between two processes is a restart, not an outage."""


async def outages(engine: AsyncEngine) -> tuple[Outage, ...]:
    """The times in which no `waymark run` was up."""
    async with engine.begin() as connection:
        rows = (await connection.execute(select(t.uptime).order_by(t.uptime.c.began_at))).all()
    found: list[Outage] = []
    seen: datetime | None = None
    for row in rows:
        if seen is not None and row.began_at - seen > RESTART:
            found.append(Outage(seen, row.began_at))
        seen = max(row.seen_at, seen or row.seen_at)
    return tuple(found)


async def begin(engine: AsyncEngine, now: datetime) -> int:
    """A process came up; the id under which it is seen from then on."""
    async with engine.begin() as connection:
        result = await connection.execute(insert(t.uptime).values(began_at=now, seen_at=now))
        key = result.inserted_primary_key
        return int(key[0]) if key else 0


async def seen(engine: AsyncEngine, uptime_id: int, now: datetime) -> None:
    """The process is still up."""
    async with engine.begin() as connection:
        await connection.execute(
            update(t.uptime).where(t.uptime.c.id == uptime_id).values(seen_at=now)
        )
