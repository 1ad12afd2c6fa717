"""What can never be read is set aside with its reason, and holds up nobody (promise 10)."""

import asyncio
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import pytest

from adapters.telegram.options import Webhook, webhook_of
from bot.storage import inbox
from support.database import count
from support.telegram.home import at_home
from support.telegram.process import until
from support.telegram.server import Server
from support.telegram.shapes import chat_of, user_of

ANNA = 1001
SECRET = "se-cret_1"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


def update(number: int, **more: Any) -> dict[str, Any]:
    """A message of Anna's in an update."""
    body = {"message_id": number, "date": 1_700_000_000, "chat": chat_of(ANNA), "text": "/help"}
    return {"update_id": number, "message": {**body, "from": user_of(ANNA), **more}}


UNREADABLE = [
    json.dumps(update(5, date=10**30)).encode(),
    json.dumps(update(5, date="noon")).encode(),
    json.dumps(update(5, text="a \ud800 b")).encode(),
    json.dumps(update(5, text="x")).encode().replace(b'"x"', b'"\xff\xfe"'),
    json.dumps({**update(5), "update_id": 10**30}).encode(),
    json.dumps({**update(5), "update_id": -1}).encode(),
    b'{"update_id": 5, "message": 3}',
    b'{"update_id": 5, "message": {"text": "x"}}',
    b'{"update_id": 5, "callback_query": {"id": "1"}}',
]


@pytest.fixture
async def webhook(unused_port: int) -> Webhook:
    url = f"http://127.0.0.1:{unused_port}/hook"
    return webhook_of(url, f"127.0.0.1:{unused_port}", SECRET, "1:a")


async def status(webhook: Webhook, body: bytes, **headers: str) -> int:
    """What the webhook answers."""
    given = {HEADER: SECRET, "Content-Type": "application/json", **headers}
    async with (
        aiohttp.ClientSession() as session,
        session.post(webhook.url, data=body, headers=given) as answer,
    ):
        return answer.status


@pytest.mark.parametrize("body", UNREADABLE, ids=range(len(UNREADABLE)))
async def test_it_is_taken_and_set_aside(
    api: Server, tmp_path: Path, webhook: Webhook, body: bytes
) -> None:
    path = tmp_path / "w.db"
    async with at_home(api, path, webhook=webhook):
        await until(lambda: api.world.webhook)
        assert [await status(webhook, body) for _ in range(2)] == [200, 200]
        api.world.say(ANNA, "/help")
        await until(lambda: api.world.of(ANNA))
    with closing(sqlite3.connect(path)) as database:
        ((reason, kept),) = database.execute("select reason, body from quarantine").fetchall()
    assert reason
    assert "update_id" in kept


async def test_a_secret_that_is_no_text(api: Server, tmp_path: Path, webhook: Webhook) -> None:
    async with at_home(api, tmp_path / "w.db", webhook=webhook):
        await until(lambda: api.world.webhook)
        url = urlsplit(webhook.url)
        reader, writer = await asyncio.open_connection(url.hostname, url.port)
        head = f"POST {url.path} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n{HEADER}: "
        writer.write(head.encode() + b"\xff\r\n\r\n")
        assert (await reader.readline()).split()[1] == b"403"
        writer.close()


async def test_what_cannot_be_unpacked_is_no_update(
    api: Server, tmp_path: Path, webhook: Webhook
) -> None:
    async with at_home(api, tmp_path / "w.db", webhook=webhook):
        await until(lambda: api.world.webhook)
        assert await status(webhook, b"nonsense", **{"Content-Encoding": "gzip"}) == 400


async def test_polled_it_holds_up_nothing(api: Server, tmp_path: Path) -> None:
    path, world = tmp_path / "w.db", api.world
    world.say(ANNA, "/help")
    world.say(ANNA, "a \ud800 b")
    world.say(ANNA, "/help", date=10**30)
    world.bring(message=3)
    world.say(ANNA, "/today")
    async with at_home(api, path):
        await until(lambda: len(world.of(ANNA)) == 2)
        world.say(ANNA, "/help")
        await until(lambda: len(world.of(ANNA)) == 3)
        await until(lambda: not world.pending)
    assert count(path, "quarantine") == 3


async def test_it_is_bounded(
    api: Server, tmp_path: Path, webhook: Webhook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "UNREAD_MOST", 3)
    path = tmp_path / "w.db"
    async with at_home(api, path, webhook=webhook):
        await until(lambda: api.world.webhook)
        for number in range(5):
            long = json.dumps(update(number, date=10**30, text="x" * 100_000)).encode()
            assert await status(webhook, long) == 200
    with closing(sqlite3.connect(path)) as database:
        kept = database.execute("select event_id, length(body) from quarantine").fetchall()
    assert [number for number, _ in kept] == ["2", "3", "4"]
    assert max(length for _, length in kept) <= inbox.UNREAD_LENGTH_MOST
