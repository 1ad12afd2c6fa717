"""The surfaces that platforms and tools reach over the network: the real server or client behind each."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

import aiohttp
from hypothesis import strategies as st

from adapters.telegram.options import webhook_of
from bot.runtime.health import HealthServer
from bot.runtime.metrics import PrometheusMetrics
from support.discord.home import at_home as discord_at_home
from support.discord.server import discord_server
from support.fuzzing import Case, mutated, spliced, texts
from support.processes import PATIENCE
from support.surfaces import Surface, TakeIn
from support.telegram.home import at_home as telegram_at_home
from support.telegram.process import until
from support.telegram.server import bot_api
from support.telegram.shapes import chat_of, user_of

ANNA, SECRET = 1001, "se-cret_1"
HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"
DISCORD_ANNA: Final = 1_200_000_000_000_000_001

_said: Final[dict[str, Any]] = {
    "message_id": 5,
    "date": 1_700_000_000,
    "chat": chat_of(ANNA),
    "from": user_of(ANNA),
    "text": "/help",
    "entities": [{"type": "bot_command", "offset": 0, "length": 5}],
}
_file: Final[dict[str, Any]] = {
    **{key: each for key, each in _said.items() if key not in {"text", "entities"}},
    "document": {"file_id": "f", "file_unique_id": "u", "file_name": "a.json", "file_size": 3},
    "caption": "/import",
}
_pressed: Final[dict[str, Any]] = {
    "id": "77",
    "from": user_of(ANNA),
    "chat_instance": "1",
    "data": "v1.r1.today.AAAA",
    "message": _said,
}
_member: Final[dict[str, Any]] = {
    "chat": chat_of(ANNA),
    "from": user_of(ANNA),
    "date": 1_700_000_000,
    "old_chat_member": {"user": user_of(ANNA), "status": "member"},
    "new_chat_member": {"user": user_of(ANNA), "status": "kicked", "until_date": 0},
}
UPDATES: Final = (
    {"update_id": 5, "message": _said},
    {"update_id": 6, "message": _file},
    {"update_id": 7, "callback_query": _pressed},
    {"update_id": 8, "my_chat_member": _member},
)
FRAMES: Final = (
    {
        "t": "MESSAGE_CREATE",
        "d": {
            "id": "1300000000000000001",
            "channel_id": "1300000000000000002",
            "author": {
                "id": str(DISCORD_ANNA),
                "username": "anna",
                "discriminator": "0",
                "avatar": None,
            },
            "content": "/help",
            "timestamp": "2026-03-02T18:00:00+00:00",
            "edited_timestamp": None,
            "tts": False,
            "mention_everyone": False,
            "mentions": [],
            "mention_roles": [],
            "attachments": [],
            "embeds": [],
            "pinned": False,
            "type": 0,
        },
    },
    {
        "t": "INTERACTION_CREATE",
        "d": {
            "id": "1300000000000000003",
            "application_id": "1",
            "type": 2,
            "token": "interaction-token",
            "version": 1,
            "channel_id": "1300000000000000002",
            "channel": {"id": "1300000000000000002", "type": 1},
            "user": {
                "id": str(DISCORD_ANNA),
                "username": "anna",
                "discriminator": "0",
                "avatar": None,
            },
            "data": {"id": "9", "name": "help", "type": 1, "options": []},
            "locale": "en-US",
            "entitlements": [],
            "authorizing_integration_owners": {},
            "attachment_size_limit": 1,
        },
    },
    {"t": "CHANNEL_DELETE", "d": {"id": "1300000000000000002", "type": 0, "guild_id": "1"}},
    {"t": "GUILD_DELETE", "d": {"id": "1300000000000000002", "unavailable": False}},
)


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


@asynccontextmanager
async def _webhook(folder: Path) -> AsyncIterator[TakeIn]:
    """The webhook of a service: what comes is taken, or refused, and never asked for again."""
    port = free_port()
    hook = webhook_of(f"http://127.0.0.1:{port}/hook", f"127.0.0.1:{port}", SECRET, "1:a")
    async with (
        bot_api() as api,
        telegram_at_home(api, folder / "w.db", webhook=hook),
        aiohttp.ClientSession() as session,
    ):
        await until(lambda: api.world.webhook)

        async def take_in(case: Case) -> None:
            body = (case if isinstance(case, str) else json.dumps(case)).encode(
                "utf-8", "surrogatepass"
            )
            given = {HEADER: SECRET, "Content-Type": "application/json"}
            async with session.post(hook.url, data=body, headers=given) as answer:
                assert answer.status in {200, 400, 413}

        yield take_in
        api.world.wrong.clear()  # what comes of a chat that there is none of


@asynccontextmanager
async def _gateway(folder: Path) -> AsyncIterator[TakeIn]:
    """Discord's gateway: whatever it brings, it is listened to further."""
    async with discord_server() as server, discord_at_home(server, folder / "w.db"):

        async def take_in(case: Case) -> None:
            if not isinstance(case.get("t"), str) or case["t"] == "READY":
                return
            server.world.dispatch(case["t"], case.get("d"))
            await asyncio.sleep(0.002)
            assert server.gateway.connected

        yield take_in
        server.world.say(DISCORD_ANNA, "/help")
        await until(lambda: server.world.of(DISCORD_ANNA))
        server.world.wrong.clear()


@asynccontextmanager
async def _http(_folder: Path) -> AsyncIterator[TakeIn]:
    """The three pages for a host's tools: whatever is asked, they answer what comes next."""

    async def well() -> list[str]:
        return []

    async def due() -> int:
        return 0

    port = free_port()
    server = HealthServer(PrometheusMetrics(), well, due, dict)
    await server.start("127.0.0.1", port)

    async def answered(request: bytes, within: float) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            writer.write(request)
            async with asyncio.timeout(within):
                return await reader.readline()
        except (ConnectionError, TimeoutError):
            return b""  # what is no whole request is waited for, and not for long
        finally:
            writer.close()

    async def take_in(case: Case) -> None:
        found = await answered(case.encode("utf-8", "surrogatepass"), 0.02)
        assert not found.split()[1:2] or found.split()[1] < b"500", found
        assert b" 200 " in await answered(b"GET /healthz HTTP/1.0\r\n\r\n", PATIENCE)

    try:
        yield take_in
    finally:
        await server.stop()


_REQUEST: Final = "GET /readyz?x=1 HTTP/1.1\r\nHost: here\r\nContent-Length: 0\r\n\r\n"

NETWORK_SURFACES: Final[Mapping[str, Surface]] = {
    "webhook": Surface(
        mutated(*UPDATES) | st.sampled_from(UPDATES).map(json.dumps).flatmap(spliced), _webhook
    ),
    "gateway": Surface(mutated(*FRAMES), _gateway),
    "http": Surface(spliced(_REQUEST) | texts, _http),
}
