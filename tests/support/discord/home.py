"""The coach at home in Discord, in this process."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from time import monotonic

from adapters.discord.adapter import Discord
from adapters.discord.options import DiscordOptions
from bot.ports.clock import Clock
from bot.runtime.clock import DemoClock, SystemClock
from bot.runtime.serve import Serving
from bot.runtime.wiring import coach_on, storing
from support.discord.server import Server
from support.processes import AT
from support.telegram.process import until
from support.template import laid


def demo(speed: float, at: str = AT) -> DemoClock:
    """A clock that runs fast."""
    from datetime import datetime

    return DemoClock(datetime.fromisoformat(at), speed, monotonic)


@asynccontextmanager
async def at_home(
    server: Server,
    path: Path | str,
    clock: Clock | None = None,
    *,
    speed: float = 1.0,
    guild: int | None = None,
) -> AsyncIterator[asyncio.Task[None]]:
    """`waymark run` on a database, as far as it has no process of its own; it listens already."""
    clock = clock or SystemClock()
    async with storing(await laid(path)) as store:
        serving = Serving(coach_on(store, clock), store, clock, speed)
        options = DiscordOptions(server.token, server.url, server.gateway_url, guild)
        serving.add("discord", lambda core: Discord(options, core))
        running = asyncio.create_task(serving.run(frozenset({"scheduler", "discord"})))
        try:
            await until(lambda: server.gateway.connected or running.done())
            yield running
        finally:
            serving.end()
            await asyncio.wait({running})
        running.result()
