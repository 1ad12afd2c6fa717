"""What a host's tools ask over HTTP: does it live, is it ready, what does it count (promise 10)."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Final

from aiohttp import web

from bot.errors import HostError, named
from bot.runtime.metrics import CONTENT_TYPE, PrometheusMetrics

DATABASE_WITHIN: Final = 2.0
"""Seconds in which the database has to answer what is counted there."""

LIVES: Final = "ok\n"


class HealthServer:
    """Answers `/healthz`, `/readyz` and `/metrics`.

    `reasons` says why the process is not ready, in a line each; `due` counts what waits to be
    sent. `roles` says in which roles it acts, and in which it stands by.
    """

    def __init__(
        self,
        metrics: PrometheusMetrics,
        reasons: Callable[[], Awaitable[list[str]]],
        due: Callable[[], Awaitable[int]],
        roles: Callable[[], dict[str, str]],
    ) -> None:
        self._metrics = metrics
        self._reasons = reasons
        self._due = due
        self._roles = roles
        self._runner: web.AppRunner | None = None

    async def start(self, host: str, port: int) -> None:
        """Listen. Raises HostError where that address cannot be had."""
        app = web.Application()
        app.router.add_get("/healthz", self._healthz)
        app.router.add_get("/readyz", self._readyz)
        app.router.add_get("/metrics", self._metrics_page)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            await runner.cleanup()
            raise HostError(
                f"WAYMARK_HTTP_LISTEN={host}:{port} cannot be had ({error.strerror}): choose another port"
            ) from None
        self._runner = runner

    async def stop(self) -> None:
        """Listen no more."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def _healthz(self, _request: web.Request) -> web.Response:
        return web.Response(text=LIVES)

    async def _readyz(self, _request: web.Request) -> web.Response:
        reasons = await self._why_not()
        found = {"ready": not reasons, "reasons": reasons, "roles": self._roles()}
        return web.Response(
            text=json.dumps(found, ensure_ascii=False),
            content_type="application/json",
            status=503 if reasons else 200,
        )

    async def _why_not(self) -> list[str]:
        try:
            return await self._reasons()
        except Exception as error:  # noqa: BLE001 -- whatever it is, it is no sign of being ready
            return [f"what it is cannot be told: {named(error)}"]

    async def _metrics_page(self, _request: web.Request) -> web.Response:
        due: int | None = None
        try:
            async with asyncio.timeout(DATABASE_WITHIN):
                due = await self._due()
        except (TimeoutError, HostError):
            pass  # what is counted in this process is told all the same
        told = self._metrics.text(due, ready=not await self._why_not())
        return web.Response(body=told, headers={"Content-Type": CONTENT_TYPE})
