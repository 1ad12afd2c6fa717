"""What the tests here share: a store, and others on the same data, on each sort of database."""

from collections.abc import AsyncIterator

import pytest

from bot.ports.store import Store
from support.fixtures import tmp_path
from support.stores import Opener, stores

__all__ = ["tmp_path"]


@pytest.fixture(params=["sqlite", "postgresql"])
async def another(request: pytest.FixtureRequest) -> AsyncIterator[Opener]:
    """Opens a further store on the same data."""
    if request.param == "sqlite":
        folder = request.getfixturevalue("tmp_path")
        async with stores(f"{folder}/contract.db") as opener:
            yield opener
        return
    server = request.getfixturevalue("postgresql")
    async with server.database() as name, stores(server.url(name)) as opener:
        yield opener


@pytest.fixture
async def store(another: Opener) -> Store:
    """A store without anybody in it."""
    return await another()
