"""`waymark deliveries`: what a host sees of a message that did not arrive, and does about it."""

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.storage.dialect import database_url
from bot.storage.undelivered import undelivered_in
from support.database import execute
from support.forkserver import shared_factory
from support.telegram.dialog import Player, playing
from support.telegram.rules import RefusedError
from support.telegram.server import Fault, Server

MORNING = datetime(2026, 3, 2, 9, tzinfo=UTC)
START = "/start tz=UTC at=08:00 days=mon-sun"


async def undelivered(player: Player, api: Server, days: int = 1) -> None:
    """So many prompts that Telegram does not take."""
    refused = RefusedError("Bad Request: whatever", 400)
    api.faults.append(Fault("sendMessage", times=10**6, error=refused))
    for _ in range(days):
        await player.say("!skip 1d")
    api.faults.clear()


@pytest.mark.soak
async def test_it_is_listed_sent_again_and_dropped(api: Server, tmp_path: Path) -> None:
    path = tmp_path / "w.db"
    async with playing(api, path, MORNING) as player:
        await player.say(START)
        await undelivered(player, api, 2)
        async with undelivered_in(database_url(str(path))) as host:
            first, second = await host.newest()
            assert (first.kind, first.platform, first.waits) == ("daily_prompt", "telegram", False)
            assert "Whatever" in first.reason
            assert await host.drop(first.id, first.due)
            assert [each.id for each in await host.newest()] == [second.id]
            assert await host.retry(second.id, second.due)
            before = len(api.world.sent)
            await player.say("!skip 1m")
            assert len(api.world.sent) == before + 1
            assert await host.newest() == []
            assert not await host.retry(second.id, second.due)
            assert not await host.drop(second.id, second.due)


async def test_from_the_command_line(api: Server, tmp_path: Path) -> None:
    path = tmp_path / "w.db"
    async with playing(api, path, MORNING) as player:
        await player.say(START)
        await undelivered(player, api)
    waymark = shared_factory().run

    async def asked(*words: str) -> tuple[int, str, str]:
        done = await asyncio.to_thread(waymark, "deliveries", *words, "--db", path)
        return done.code, done.out.decode(), done.err

    code, out, _ = await asked("list", "--json")
    (found,) = json.loads(out)
    assert (code, set(found)) == (0, {"id", "kind", "platform", "due", "reason"})
    assert datetime.fromisoformat(found["due"]) == datetime(2026, 3, 3, 8, tzinfo=UTC)
    number = str(found["id"])
    code, out, _ = await asked("list")
    assert (code, "Whatever" in out) == (0, True)
    code, _, err = await asked("retry", number)
    assert (code, "of no use any more" in err) == (2, True)
    execute(path, f"update delivery set expires_at = null where id = {number}")
    assert (await asked("retry", number))[0] == 0
    assert json.loads((await asked("list", "--json"))[1])[0]["id"] == found["id"]
    assert (await asked("drop", number))[0] == 0
    assert (await asked("list"))[1] == "everything was delivered\n"
    for verb in ("retry", "drop"):
        code, _, err = await asked(verb, number)
        assert (code, err.count("\n")) == (2, 1)
