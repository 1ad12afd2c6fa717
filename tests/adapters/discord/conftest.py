"""What the tests of Discord share: a server of their own."""

from collections.abc import AsyncIterator

import pytest

from support.discord.server import Server, discord_server


@pytest.fixture
async def discord() -> AsyncIterator[Server]:
    """A strict server; a wrong request fails the test."""
    async with discord_server() as server:
        yield server
