"""A database of the service for each test, on the real server."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from parcels.places import Place
from parcels.service.schema import upgrade
from support.postgresql import Server


@pytest.fixture
async def place(postgresql: Server) -> AsyncIterator[Place]:
    """An empty database."""
    async with postgresql.database(empty=True) as name:
        place = Place(postgresql, name)
        yield place
        await place.leave()


@pytest.fixture
async def engine(place: Place) -> AsyncIterator[AsyncEngine]:
    """A database with the newest schema, and room for fifty at once."""
    await asyncio.to_thread(upgrade, place.for_migrations, "contract")
    engine = create_async_engine(place.for_service, pool_size=50)
    yield engine
    await engine.dispose()
