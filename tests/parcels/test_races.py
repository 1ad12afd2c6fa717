"""Week 6: fifty copies of an event at once leave one row, a hundred times running."""

import asyncio

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from parcels.places import Place, event
from parcels.service import storage
from parcels.service.domain import Event, Kind

pytestmark = pytest.mark.soak

COPIES = 50
RUNS = 100


async def test_looking_first_leaves_fifty_rows(engine: AsyncEngine, place: Place) -> None:
    """The race: all have looked before the first one writes. No luck is needed."""
    await place.rows("CREATE TABLE loose (carrier_event_id text)")
    all_looked = asyncio.Barrier(COPIES)

    async def look_and_write() -> None:
        async with engine.begin() as connection:
            found = await connection.execute(
                text("SELECT 1 FROM loose WHERE carrier_event_id = '1'")
            )
            await all_looked.wait()
            if found.first() is None:
                await connection.execute(text("INSERT INTO loose VALUES ('1')"))

    await asyncio.gather(*(look_and_write() for _ in range(COPIES)))
    assert await place.one("(SELECT count(*) FROM loose)") == COPIES


async def test_copies_at_once_leave_one_row(engine: AsyncEngine, place: Place) -> None:
    """Of a parcel that is known: the row of a new one is written first, and all copies wait for it."""
    begun = asyncio.Barrier(COPIES)

    async def report(event: Event) -> bool:
        async with AsyncSession(engine) as session, session.begin():
            await session.connection()
            await begun.wait()
            return await storage.record(session, event)

    await place.rows("INSERT INTO parcel (id) VALUES ('P1')")
    await place.rows("INSERT INTO subscription (url, secret) VALUES ('http://shop/', 's')")
    for run in range(RUNS):
        news = await asyncio.gather(*(report(event(run)) for _ in range(COPIES)))
        assert sum(news) == 1
    assert sum(await asyncio.gather(*(report(event(RUNS, "P2")) for _ in range(COPIES)))) == 1
    for table in ("event", "outbox"):
        assert await place.one(f"(SELECT count(*) FROM {table})") == RUNS + 1
    assert await place.one("(SELECT count(*) FROM parcel)") == 2


async def test_different_events_at_once_are_all_kept(engine: AsyncEngine, place: Place) -> None:
    """Nobody writes a state, so nobody's is lost."""

    async def report(event: Event) -> None:
        async with AsyncSession(engine) as session, session.begin():
            await storage.record(session, event)

    kinds = [*Kind] * 8
    await asyncio.gather(*(report(event(number, kind=kind)) for number, kind in enumerate(kinds)))
    assert await place.one("(SELECT count(*) FROM event)") == len(kinds)
    assert await place.one("(SELECT count(*) FROM parcel)") == 1
