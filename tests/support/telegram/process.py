"""`waymark run` as a process of its own, with its platform on loopback."""

import asyncio
import functools
import os
import signal
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from support.forkserver import shared_factory
from support.processes import PATIENCE, environment
from support.telegram.server import Server


class Run:
    """A process of `waymark run`."""

    def __init__(self, *words: str | Path, env: dict[str, str]) -> None:
        self._pid, errors, status = shared_factory().service("run", *words, env=environment(**env))
        self._errors = bytearray()
        self._reading = asyncio.create_task(_read(errors, self._errors))
        self._ending = asyncio.create_task(_read(status, bytearray()))

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._pid

    @property
    def err(self) -> str:
        """What it wrote to standard error so far."""
        return self._errors.decode("utf-8", "replace")

    async def kill(self) -> None:
        """`kill -9`."""
        os.kill(self._pid, signal.SIGKILL)
        await self.ended()

    async def stop(self) -> int:
        """SIGTERM; the exit status."""
        os.kill(self._pid, signal.SIGTERM)
        return await self.ended()

    async def ended(self) -> int:
        """Wait for its end; the exit status, negative if a signal ended it."""
        async with asyncio.timeout(PATIENCE):
            code = await self._ending
            await self._reading
        return int(code) if code else -signal.SIGKILL

    @property
    def running(self) -> bool:
        """Whether it still runs."""
        return not self._ending.done()


async def _read(source: int, into: bytearray) -> bytes:
    """All that comes until the other end is closed."""
    reader = asyncio.StreamReader()
    made = functools.partial(asyncio.StreamReaderProtocol, reader)
    transport, _ = await asyncio.get_running_loop().connect_read_pipe(made, os.fdopen(source, "rb"))
    try:
        while piece := await reader.read(65536):
            into += piece
    finally:
        transport.close()
    return bytes(into)


async def start(server: Server, database: Path | str, *words: str, **env: str) -> Run:
    """Start `waymark run` on a database."""
    settings = {"WAYMARK_TELEGRAM_TOKEN": server.token, "WAYMARK_TELEGRAM_API_URL": server.url}
    return Run("--db", database, *words, env={**settings, **env})


@asynccontextmanager
async def running(server: Server, database: Path | str, **env: str) -> AsyncIterator[Run]:
    """`waymark run`, which must end well when told to stop."""
    run = await start(server, database, **env)
    try:
        yield run
        if run.running:
            assert await run.stop() == 0, run.err
    finally:
        if run.running:
            await run.kill()


async def until(condition: Callable[[], object], backoff: float = PATIENCE) -> None:
    """Wait until something is the case."""
    ends = time.monotonic() + backoff
    while not condition():
        assert time.monotonic() < ends, "it took too long"
        await asyncio.sleep(0.003)
