"""What the tests of Telegram share: a Bot API server of their own."""

import socket
from collections.abc import AsyncIterator

import pytest

from support.telegram.server import Server, bot_api


@pytest.fixture
async def api() -> AsyncIterator[Server]:
    """A strict Bot API server; a wrong request fails the test."""
    async with bot_api() as server:
        yield server


@pytest.fixture
def unused_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port
