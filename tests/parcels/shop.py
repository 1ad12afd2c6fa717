"""A shop that is told by webhook: it checks the signature, and does each thing once."""

from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from time import time

from aiohttp import web

from parcels.service.webhooks import verified

Interruption = Callable[[], Awaitable[None]]


class Shop:
    """What it was told, and what it did; something may interrupt it before and after."""

    def __init__(self) -> None:
        self.url = ""
        self.secret = ""
        self.copies: Counter[str] = Counter()
        self.effects: Counter[str] = Counter()
        self._seen: set[str] = set()
        self.before: Interruption = _nothing
        self.after: Interruption = _nothing

    async def told(self, request: web.Request) -> web.Response:
        """A message; one that came before has no further effect."""
        body = await request.read()
        message_id = verified(self.secret, request.headers, body, time())
        self.copies[message_id] += 1
        await self.before()
        if message_id not in self._seen:
            self._seen.add(message_id)
            self.effects[(await request.json())["parcel_id"]] += 1
        await self.after()
        return web.Response()


async def _nothing() -> None:
    """No interruption."""


@asynccontextmanager
async def opened() -> AsyncIterator[Shop]:
    """A shop on loopback."""
    shop = Shop()
    app = web.Application()
    app.router.add_post("/hook", shop.told)
    runner = web.AppRunner(app, handler_cancellation=False)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    shop.url = f"http://{host}:{port}/hook"
    try:
        yield shop
    finally:
        await runner.cleanup()
