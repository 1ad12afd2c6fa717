"""What the tests of Discord share: a server of their own."""

from collections.abc import AsyncIterator

import pytest

from adapters.discord import inbox
from support.discord.server import Server, discord_server


@pytest.fixture
async def discord() -> AsyncIterator[Server]:
    """A strict server; a wrong request fails the test."""
    async with discord_server() as server:
        yield server


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nearly all that Discord allows to open a form, as a busy machine may need it."""
    monkeypatch.setattr(inbox, "HEARD_WITHIN", 2.5)
