"""Week 9: SIGTERM finishes what it began; three releases under load, and no failed request."""

import asyncio
import socket
from collections.abc import AsyncIterator
from signal import SIGTERM

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from parcels.places import Place, ended, line_of, reported, until
from parcels.service.server import READY
from support.processes import PATIENCE

pytestmark = pytest.mark.soak

RELEASES = 3
CLIENTS = 4
BETWEEN = 40
"""So many requests are answered between two releases."""


class Host:
    """Holds the socket, and the process that serves on it."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=100)
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self.serving: list[asyncio.subprocess.Process] = []

    async def start(self) -> None:
        """A further process, which is ready."""
        fd = self._socket.fileno()
        process = await self._place.start("service.server", str(fd), pass_fds=[fd])
        self.serving.append(process)
        assert await line_of(process) == READY

    async def release(self) -> None:
        """The next one is ready before the last one is told to stop."""
        await self.start()
        old = self.serving.pop(0)
        old.terminate()
        assert await ended(old) == -SIGTERM

    def close(self) -> None:
        """Let go of the socket."""
        self._socket.close()


@pytest.fixture
async def host(engine: AsyncEngine, place: Place) -> AsyncIterator[Host]:
    """The service runs."""
    host = Host(place)
    await host.start()
    yield host
    host.close()


class Load:
    """Clients that report events and ask for parcels, each over a connection of its own."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._sent = 0
        self.answered = 0
        self.failed: list[str] = []
        self.is_over = False

    async def run(self) -> None:
        """Go on until it is over."""
        while not self.is_over:
            self._sent += 1
            number = self._sent
            try:
                async with httpx.AsyncClient(base_url=self._url, timeout=PATIENCE) as client:
                    await self._once(client, number)
            except httpx.HTTPError as error:
                self.failed.append(repr(error))

    async def _once(self, client: httpx.AsyncClient, number: int) -> None:
        for answer in (
            await client.post("/events", json=reported(number, f"P{number}")),
            await client.get(f"/parcels/P{number}"),
        ):
            self.answered += 1
            if not answer.is_success:
                self.failed.append(f"{answer.status_code} {answer.text}")

    async def some_more(self) -> None:
        """Wait until some more are answered."""
        wanted = self.answered + BETWEEN

        async def reached() -> bool:
            return self.answered >= wanted

        await until(reached)


async def test_three_releases_under_load_fail_no_request(host: Host, place: Place) -> None:
    load = Load(host.url)
    async with asyncio.TaskGroup() as group:
        for _ in range(CLIENTS):
            group.create_task(load.run())
        for _ in range(RELEASES):
            await load.some_more()
            await host.release()
        await load.some_more()
        load.is_over = True
    assert load.failed == []
    assert load.answered >= (RELEASES + 1) * BETWEEN
    assert await place.one("(SELECT count(*) FROM event)") == load.answered // 2


async def test_a_request_that_was_begun_is_answered(host: Host, place: Place) -> None:
    """It waits for a lock; meanwhile its process is told to stop."""
    (process,) = host.serving
    async with httpx.AsyncClient(base_url=host.url, timeout=PATIENCE) as client:
        async with place.locked("event"):
            asking = asyncio.create_task(client.post("/events", json=reported()))
            await place.until_one_waits()
            process.terminate()
        answer = await asking
    assert answer.status_code == 201
    assert await ended(process) == -SIGTERM
    assert await place.one("(SELECT count(*) FROM event)") == 1
