"""A service as a host's tools see it."""

import asyncio
import json
import time

import aiohttp
from prometheus_client.parser import text_string_to_metric_families as families

from support.processes import PATIENCE


class WatchedService:
    """What a service answers on its port."""

    def __init__(self, port: int) -> None:
        self.listen = f"127.0.0.1:{port}"

    async def get(self, path: str, method: str = "GET") -> tuple[int, str]:
        """Status and body; status 0 where nobody listens."""
        try:
            async with (
                aiohttp.ClientSession() as session,
                session.request(method, f"http://{self.listen}{path}") as answer,
            ):
                return answer.status, await answer.text()
        except aiohttp.ClientConnectionError:
            return 0, ""

    async def metrics(self) -> str:
        """All that it counts, as Prometheus reads it."""
        _, text = await self.get("/metrics")
        return text

    async def counted(self) -> dict[tuple[str, str], float]:
        """What is counted, by name and kind; the events by their platform."""
        return {
            (each.name, each.labels.get("kind", each.labels.get("platform", ""))): each.value
            for family in families(await self.metrics())
            for each in family.samples
            if "le" not in each.labels
        }

    async def roles(self) -> dict[str, str]:
        """In which roles it acts, and in which it stands by."""
        await asyncio.sleep(0.05)
        _, body = await self.get("/readyz")
        found: dict[str, str] = json.loads(body)["roles"]
        return found

    async def reasons(self, *, ready: bool, naming: str = "") -> str:
        """Wait until it is ready, or is not for a reason that holds `naming`; all its reasons."""
        ends = time.monotonic() + PATIENCE
        while True:
            status, body = await self.get("/readyz")
            if status == (200 if ready else 503):
                found = json.loads(body)
                assert found["ready"] is ready
                assert bool(found["reasons"]) is not ready
                told = "\n".join(found["reasons"])
                if naming in told:
                    return told
            assert time.monotonic() < ends, (status, body)
            await asyncio.sleep(0.05)
