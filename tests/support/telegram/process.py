"""`waymark run` as a process of its own, with its platform on loopback."""

import asyncio
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from support.processes import PATIENCE, ROOT, environment
from support.telegram.server import Server


class Run:
    """A process of `waymark run`."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._lines: list[str] = []
        self._reading = asyncio.create_task(self._read())

    @property
    def err(self) -> str:
        """What it wrote to standard error so far."""
        return "".join(self._lines)

    async def kill(self) -> None:
        """`kill -9`."""
        self._process.kill()
        await self.ended()

    async def stop(self) -> int:
        """SIGTERM; the exit status."""
        self._process.send_signal(signal.SIGTERM)
        return await self.ended()

    async def ended(self) -> int:
        """Wait for its end; the exit status."""
        async with asyncio.timeout(PATIENCE):
            code = await self._process.wait()
            await self._reading
        return code

    @property
    def running(self) -> bool:
        """Whether it still runs."""
        return self._process.returncode is None

    async def _read(self) -> None:
        assert self._process.stderr
        async for line in self._process.stderr:
            self._lines.append(line.decode())


async def start(server: Server, database: Path, *words: str, **env: str) -> Run:
    """Start `waymark run` on a database."""
    settings = {"WAYMARK_TELEGRAM_TOKEN": server.token, "WAYMARK_TELEGRAM_API_URL": server.url}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run", "--db", str(database), *words),
        cwd=ROOT,
        env=environment(**{**settings, **env}),
        stderr=asyncio.subprocess.PIPE,
    )
    return Run(process)


@asynccontextmanager
async def running(server: Server, database: Path, **env: str) -> AsyncIterator[Run]:
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
