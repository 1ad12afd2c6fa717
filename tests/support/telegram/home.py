"""The coach at home in Telegram, in this process."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from time import monotonic

from adapters.telegram.adapter import Telegram
from adapters.telegram.backoff import Backoff
from adapters.telegram.options import TelegramOptions, Webhook
from adapters.telegram.pacer import PaceLimits
from bot.ports.clock import Clock
from bot.runtime.clock import DemoClock, SystemClock
from bot.runtime.serve import Serving
from bot.runtime.wiring import coach_on, storing
from support.processes import AT
from support.telegram.server import Server
from support.template import laid

HURRY = Backoff(again=0.05, probe=0.02, cool=0.3, store=0.2)
NO_PACE = PaceLimits(0, 0, 0)


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
    webhook: Webhook | None = None,
    pace: PaceLimits | None = None,
    parts: frozenset[str] = frozenset({"scheduler", "telegram"}),
) -> AsyncIterator[asyncio.Task[None]]:
    """`waymark run` on a database, as far as it has no process of its own.

    Without a `pace` nobody waits for one, and the server lets everything through.
    """
    clock = clock or SystemClock()
    server.world.limits.on = pace is not None
    options = TelegramOptions(server.token, server.url, webhook, pace or NO_PACE, HURRY)
    async with storing(await laid(path)) as store:
        serving = Serving(coach_on(store, clock), store, clock, speed)
        serving.add("telegram", lambda core: Telegram(options, core))
        running = asyncio.create_task(serving.run(parts))
        try:
            yield running
        finally:
            serving.end()
            await asyncio.wait({running})
        running.result()
