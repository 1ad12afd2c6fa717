"""The webhook: stored before 2xx, strict at the door, and otherwise just like polling."""

import asyncio
import random
from io import BytesIO
from pathlib import Path

import aiohttp
import pytest

from adapters.telegram.options import Webhook, webhook_of
from bot.errors import HostError
from support.database import count, rows
from support.telegram.home import at_home
from support.telegram.process import until
from support.telegram.server import Server

ANNA = 1001
SECRET = "se-cret_1"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


@pytest.fixture
async def webhook(unused_port: int) -> Webhook:
    url = f"http://127.0.0.1:{unused_port}/hook"
    return webhook_of(url, f"127.0.0.1:{unused_port}", SECRET, "1:a")


async def test_it_behaves_like_polling(api: Server, tmp_path: Path, webhook: Webhook) -> None:
    world = api.world
    async with at_home(api, tmp_path / "w.db", webhook=webhook):
        world.say(ANNA, "/start")
        await until(lambda: world.of(ANNA))
        query = world.press(ANNA, world.of(ANNA)[0], "Start like this")
        await until(lambda: len(world.of(ANNA)) == 2)
    assert "You are set up" in world.of(ANNA)[1].text
    assert query.answered_at is not None
    assert world.count("getUpdates") == 0


@pytest.mark.fault(15)
async def test_an_update_that_comes_twice_counts_once(
    api: Server, database: str, webhook: Webhook
) -> None:
    world, path = api.world, database
    world.say(ANNA, "/done 25 once")
    (update,) = world.pending
    async with at_home(api, path, webhook=webhook):
        await until(lambda: world.of(ANNA))
        async with aiohttp.ClientSession(headers={HEADER: SECRET}) as session:
            posts = [session.post(webhook.url, json=update) for _ in range(5)]
            assert {answer.status for answer in await asyncio.gather(*posts)} == {200}
        world.say(ANNA, "/today")
        await until(lambda: len(world.of(ANNA)) == 2)
    assert count(path, "entry") == 1


@pytest.mark.fault(15)
async def test_updates_that_come_twice_and_in_any_order_count_once(
    api: Server, database: str, webhook: Webhook
) -> None:
    world, path = api.world, database
    for number in range(12):
        world.say(ANNA + number % 3, f"/done 10 n{number}")
    updates = 2 * world.pending
    world.pending.clear()
    random.Random(15).shuffle(updates)
    async with at_home(api, path, webhook=webhook):
        await until(lambda: world.webhook)
        async with aiohttp.ClientSession(headers={HEADER: SECRET}) as session:
            for half in (updates[:12], updates[12:]):
                posts = [session.post(webhook.url, json=update) for update in half]
                assert {answer.status for answer in await asyncio.gather(*posts)} == {200}
        await until(lambda: len(world.sent) == 12)
    notes = sorted(note for (note,) in rows(path, "select note from entry"))
    assert notes == sorted(f"n{number}" for number in range(12))


async def test_the_same_update_five_times_at_once_is_answered_once(
    api: Server, tmp_path: Path, webhook: Webhook
) -> None:
    world, path = api.world, tmp_path / "w.db"
    world.say(ANNA, "/done 25 once")
    update = world.pending.pop()
    async with at_home(api, path, webhook=webhook):
        await until(lambda: world.webhook)
        async with aiohttp.ClientSession(headers={HEADER: SECRET}) as session:
            posts = [session.post(webhook.url, json=update) for _ in range(5)]
            assert {answer.status for answer in await asyncio.gather(*posts)} == {200}
            await until(lambda: world.of(ANNA))
            async with session.post(webhook.url, json=update) as again:
                assert again.status == 200
        world.say(ANNA, "/help")
        await until(lambda: len(world.of(ANNA)) >= 2)
    assert ["once" in each.text for each in world.of(ANNA)] == [True, False]


async def test_strangers_are_refused(api: Server, tmp_path: Path, webhook: Webhook) -> None:
    path = tmp_path / "w.db"
    update = {"update_id": 1}
    async with at_home(api, path, webhook=webhook):
        await until(lambda: api.world.webhook)
        async with aiohttp.ClientSession() as session:

            async def status(
                body: object, secret: str | None = SECRET, method: str = "POST"
            ) -> int:
                headers = {} if secret is None else {HEADER: secret}
                data = BytesIO(body) if isinstance(body, bytes) else None
                json = None if data is not None else body
                async with session.request(
                    method, webhook.url, data=data, json=json, headers=headers
                ) as answer:
                    if answer.status != 413:
                        assert await answer.text() == ""
                    return answer.status

            assert await status(update, None) == 403
            assert await status(update, "") == 403
            assert await status(update, SECRET + "x") == 403
            assert await status(update, "ä") == 403
            assert await status(b" " * (1024 * 1024 + 1)) == 413
            for wrong in (b"", b"{", b"[]", b"null", b"{}", b'{"update_id": "1"}', b"[" * 100_000):
                assert await status(wrong) == 400
            for method in ("GET", "PUT", "DELETE"):
                assert await status(update, SECRET, method) == 405
            assert await status(update) == 200
    assert count(path, "inbox") == 0


@pytest.mark.parametrize(
    ("url", "secret"),
    [("http://example.org/x", "a"), ("ftp://127.0.0.1/", "a"), ("https://a.b/", "two words")],
)
def test_what_cannot_be_a_webhook(url: str, secret: str) -> None:
    with pytest.raises(HostError, match="WAYMARK_TELEGRAM_WEBHOOK"):
        webhook_of(url, "127.0.0.1:1", secret, "1:a")
