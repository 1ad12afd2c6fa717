"""What the tests here share: a server, and a database of each test's own."""

from collections.abc import AsyncIterator

import pytest

from support.postgresql import Server


@pytest.fixture
async def url(postgresql: Server) -> AsyncIterator[str]:
    """The address of a database with the schema and nobody in it."""
    async with postgresql.database() as name:
        yield postgresql.url(name)
