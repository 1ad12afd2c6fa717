"""What Telegram answers, and what is done about it (promises 9.2 and 9.6)."""

import itertools
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from bot.chat.messages import Message, Outgoing, Paragraph, Span
from bot.errors import DeliveryError
from support.database import rows
from support.telegram.dialog import playing
from support.telegram.home import at_home
from support.telegram.process import until
from support.telegram.rules import Params, RefusedError
from support.telegram.server import Fault, Server

ANNA = 1001
ME = 1
"""Who plays a dialog."""

MORNING = datetime(2026, 3, 2, 9, tzinfo=UTC)
START = "/start tz=UTC at=08:00 days=mon-sun"


@pytest.mark.fault(10)
async def test_a_blocked_user_costs_one_call_and_comes_back(api: Server, database: str) -> None:
    world, path = api.world, database
    async with playing(api, path, MORNING) as player:
        await player.say(START)
        world.blocked.add(ME)
        await player.say("!skip 5d")
        assert [call.code for call in world.calls].count(403) == 1
        assert rows(path, "select count(*) from delivery where state = 'pending'") == [(0,)]
        world.membership(ME, "member")
        await until(lambda: not world.pending and rows(path, "select 1 from due"))
        assert "Week 1" in await player.say("!skip 1d")
    assert [call.code for call in world.calls].count(403) == 1


async def test_blocking_is_heard_before_anything_is_sent(api: Server, tmp_path: Path) -> None:
    world, path = api.world, tmp_path / "w.db"
    async with playing(api, path, MORNING) as player:
        await player.say(START)
        world.membership(ME, "kicked")
        await until(lambda: not world.pending and not rows(path, "select 1 from due"))
        assert await player.say("!skip 5d") == ""
    assert all(call.code != 403 for call in world.calls)


@pytest.mark.fault(7)
async def test_429_is_waited_for_and_costs_no_attempt(api: Server, database: str) -> None:
    world, path = api.world, database
    wait = RefusedError("Too Many Requests: retry after 1", 429, retry_after=1)
    api.faults.append(Fault("sendMessage", error=wait))
    async with at_home(api, path):
        world.say(ANNA, "/help")
        await until(lambda: world.of(ANNA))
    times = [call.at for call in world.calls if call.method == "sendMessage"]
    assert all(b - a > 1 for a, b in itertools.pairwise(times))
    assert rows(path, "select resends, failed, provider_id from reply") == [
        (0, None, str(world.of(ANNA)[0].id))
    ]


async def test_entities_that_are_refused_become_plain_text_once(
    api: Server, tmp_path: Path
) -> None:
    world, path = api.world, tmp_path / "w.db"
    bad = RefusedError("Bad Request: can't parse entities: no", 400)
    api.faults.append(Fault("sendMessage", error=bad, when=lambda given: "entities" in given))
    async with at_home(api, path):
        world.say(ANNA, "/today")
        await until(lambda: world.of(ANNA))
    assert world.of(ANNA)[0].entities == []


async def test_what_is_refused_for_good_is_given_up(api: Server, tmp_path: Path) -> None:
    world, path = api.world, tmp_path / "w.db"
    api.faults.append(Fault("sendMessage", error=RefusedError("Bad Request: whatever", 400)))
    async with at_home(api, path):
        world.say(ANNA, "/help")
        await until(lambda: rows(path, "select 1 from reply where failed is not null"))
        world.say(ANNA, "/today")
        await until(lambda: world.of(ANNA))
    assert "Week 1" in world.of(ANNA)[0].text


@pytest.mark.fault(11)
async def test_a_group_that_migrates_is_kept(api: Server, database: str) -> None:
    world, path = api.world, database
    async with at_home(api, path):
        world.say(ANNA, "/help", chat=-5)
        await until(lambda: world.of(-5))
        world.moved[-5] = -100500
        world.say(ANNA, "/today", chat=-5)
        await until(lambda: world.of(-100500))
        world.message(ANNA, chat=-5, migrate_to_chat_id=-100500)
        await until(lambda: not world.pending)
    assert {chat for (chat,) in rows(path, "select chat from reply")} == {"-100500"}


@pytest.mark.soak
@pytest.mark.fault(9)
async def test_a_platform_that_is_down_is_left_alone(api: Server, database: str) -> None:
    """Five failures open the breaker; then nobody is written to for a while.

    Whose answer fails three times gets none: six failures cost two answers at most.
    """
    world, path = api.world, database
    down = RefusedError("Bad Gateway", 502)
    api.faults.append(Fault("sendMessage", times=6, error=down))
    async with at_home(api, path):
        for person in range(5):
            world.say(ANNA + person, "/help")
        ended = "select 1 from reply where sent_at is not null or failed is not null"
        await until(lambda: len(rows(path, ended)) == 5)
    assert len(world.sent) >= 3
    times = [call.at for call in world.calls if call.method == "sendMessage"]
    assert max(b - a for a, b in pairwise(times)) > 0.2


@pytest.mark.fault(12)
async def test_a_token_that_is_revoked_is_used_no_more(
    api: Server, database: str, caplog: pytest.LogCaptureFixture
) -> None:
    world = api.world
    async with at_home(api, database) as running:
        world.say(ANNA, "/help")
        await until(lambda: world.of(ANNA))
        api.token = "4242:another"
        world.news.set()
        world.say(ANNA, "/help")
        await until(lambda: "telegram is called no more" in caplog.text)
        assert not running.done()
    assert "loopback" not in caplog.text


def _begins(letter: str) -> Callable[[Params], bool]:
    return lambda params: str(params["text"]).startswith(letter)


async def test_parts_that_arrived_are_not_sent_again(api: Server, tmp_path: Path) -> None:
    """Neither by the next attempt, nor by the next process."""
    world, path = api.world, tmp_path / "w.db"
    blocks = tuple(
        Paragraph(text=(Span(text=letter),)) for letter in ("a" * 4000, "b" * 4000, "c" * 4000)
    )
    long = Outgoing(id="d7", platform="telegram", chat=str(ME), message=Message(blocks=blocks))
    wait = RefusedError("Too Many Requests: retry after 1", 429, retry_after=1)
    for letter in "bc":
        api.faults.append(Fault("sendMessage", error=wait, when=_begins(letter)))
    world.message(ME, text="/start")
    for ends in (False, False, True):
        async with playing(api, path, MORNING) as player:
            await until(lambda: world.of(ME))
            telegram = player._ticker._sender._adapters["telegram"]
            if ends:
                await telegram.send(long)
            else:
                with pytest.raises(DeliveryError):
                    await telegram.send(long)
    assert [each.text[0] for each in world.of(ME)[1:]] == ["a", "b", "c"]
    assert rows(path, "select * from memo where name like 'telegram:parts%'") == []


async def test_prompts_are_resent_twice_at_most(api: Server, tmp_path: Path) -> None:
    world, path = api.world, tmp_path / "w.db"
    lost = RefusedError("x", 500)
    async with playing(api, path, MORNING) as player:
        await player.say(START)
        api.faults.append(
            Fault("sendMessage", 9, lost, applied=True, when=lambda p: "Week 1" in p["text"])
        )
        for _ in range(4):
            await player.say("!skip 8h")
        await until(lambda: rows(path, "select 1 from delivery where state = 'unknown'"))
    assert len(world.of(ME)) == 4
