"""`waymark run` as a process of its own, with Discord on loopback."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from support.discord.server import Server
from support.telegram.process import Run, until


async def start(server: Server, database: Path | str, *words: str, **env: str) -> Run:
    """Start `waymark run` on a database."""
    settings = {
        "WAYMARK_DISCORD_TOKEN": server.token,
        "WAYMARK_DISCORD_API_URL": server.url,
        "WAYMARK_DISCORD_GATEWAY_URL": server.gateway_url,
    }
    return Run("--db", database, *words, env={**settings, **env})


@asynccontextmanager
async def running(server: Server, database: Path | str, **env: str) -> AsyncIterator[Run]:
    """`waymark run`, listening; it must end well when told to stop."""
    run = await start(server, database, **env)
    try:
        await until(lambda: server.gateway.connected or not run.running)
        yield run
        if run.running:
            assert await run.stop() == 0, run.err
    finally:
        if run.running:
            await run.kill()
