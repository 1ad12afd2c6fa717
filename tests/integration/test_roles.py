"""`waymark run --only ...` in any mix over processes (promises 9.5 and 10)."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest

from bot.runtime.serve import STANDS_BY
from support.discord.server import Server as DiscordServer
from support.discord.server import discord_server
from support.postgresql import Server as Database
from support.telegram.process import Run, until
from support.telegram.server import Server as TelegramServer
from support.telegram.server import bot_api

ANNA = 1001
BERT = 1_200_000_000_000_000_001
BEGINS = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SPEED = 60
WITHIN = 90.0


@pytest.fixture
async def url(postgresql: Database) -> AsyncIterator[str]:
    """The address of a database that all processes share."""
    async with postgresql.database() as name:
        yield postgresql.url(name)


def settings(api: TelegramServer, discord: DiscordServer) -> dict[str, str]:
    """The same for every process, with one clock that runs fast."""
    return {
        "WAYMARK_TELEGRAM_TOKEN": api.token,
        "WAYMARK_TELEGRAM_API_URL": api.url,
        "WAYMARK_DISCORD_TOKEN": discord.token,
        "WAYMARK_DISCORD_API_URL": discord.url,
        "WAYMARK_DISCORD_GATEWAY_URL": discord.gateway_url,
        "WAYMARK_DEMO": "1",
        "WAYMARK_CLOCK_START": f"{BEGINS.isoformat()}@{time.time()}",
        "WAYMARK_CLOCK_SPEED": str(SPEED),
    }


@asynccontextmanager
async def running(url: str, only: str, env: dict[str, str]) -> AsyncIterator[Run]:
    """One process with these parts; it must end well."""
    run = Run("--db", url, "--only", only, env=env)
    try:
        yield run
        if run.running:
            assert await run.stop() == 0, run.err
    finally:
        if run.running:
            await run.kill()


async def roles(port: int) -> dict[str, str]:
    """What a process says of its roles; nothing before it listens."""
    try:
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"http://127.0.0.1:{port}/readyz") as answer,
        ):
            found: dict[str, str] = (await answer.json())["roles"]
            return found
    except aiohttp.ClientConnectionError:
        return {}


async def has_roles(port: int, expected: dict[str, str]) -> None:
    """Wait until a process says that."""
    async with asyncio.timeout(WITHIN):
        while True:
            if await roles(port) == expected:
                return
            await asyncio.sleep(0.1)


@pytest.mark.soak
@pytest.mark.parametrize(
    "mix",
    [
        ("sender", "telegram", "discord", "scheduler"),
        ("telegram,discord", "scheduler,sender"),
        ("telegram,scheduler", "discord"),
    ],
    ids="/".join,
)
async def test_every_mix_answers_and_prompts_once(
    url: str, mix: tuple[str, ...], unused_tcp_port: int
) -> None:
    began = time.time()
    async with bot_api() as api, discord_server() as discord, AsyncExitStack() as stack:
        api.world.limits.on = discord.world.limits.on = False
        env = settings(api, discord)
        for only in mix:
            await stack.enter_async_context(running(url, only, env))
        await until(lambda: discord.gateway.connected, WITHIN)
        at = BEGINS + timedelta(seconds=(time.time() - began) * SPEED, minutes=10)
        start = f"/start tz=UTC days=mon-sun at={at:%H:%M}"
        api.world.say(ANNA, start)
        discord.world.say(BERT, start)
        await until(lambda: len(api.world.of(ANNA)) >= 2, WITHIN)
        await until(lambda: len(discord.world.of(BERT)) >= 2, WITHIN)
        listen = {"WAYMARK_HTTP_LISTEN": f"127.0.0.1:{unused_tcp_port}"}
        await stack.enter_async_context(running(url, "sender", {**env, **listen}))
        api.world.say(ANNA, "/done 25")
        discord.world.slash(BERT, "done", minutes=25)
        await until(lambda: len(api.world.of(ANNA)) >= 3, WITHIN)
        await until(lambda: any("25 min" in each.text for each in discord.world.of(BERT)), WITHIN)
        await has_roles(unused_tcp_port, dict.fromkeys(("discord", "telegram"), STANDS_BY))
        for told in (api.world.of(ANNA), discord.world.of(BERT)):
            assert len(told) == 3, [each.text for each in told]
