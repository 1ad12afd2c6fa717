"""Nothing is lost and nothing comes twice, whenever a process or a connection dies (promise 9)."""

import asyncio
import random
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from support.discord.home import at_home, demo
from support.discord.process import running, start
from support.discord.rules import RefusedError
from support.discord.server import Fault, Server
from support.discord.world import World
from support.telegram.process import until

ANNA, BERT = 1_200_000_000_000_000_001, 18_000_000_000_000_000_002


def notes(path: Path) -> list[str]:
    """What was logged."""
    with closing(sqlite3.connect(path, timeout=10)) as database:
        return [note for (note,) in database.execute("select note from entry")]


def answers(world: World, names: list[str]) -> Counter[str]:
    """How often each log was answered."""
    texts = [each.text for each in world.messages]
    return Counter({name: sum(f"“{name}”" in text for text in texts) for name in names})


@pytest.mark.soak
async def test_killed_once(discord: Server, tmp_path: Path) -> None:
    await killed(discord, tmp_path / "w.db", kills=1, people=6)


@pytest.mark.soak
async def test_killed_ten_times(discord: Server, tmp_path: Path) -> None:
    await killed(discord, tmp_path / "w.db", kills=10, people=40)


async def killed(server: Server, path: Path, *, kills: int, people: int) -> None:
    """Everybody logs in commands and in words; what was acknowledged is done once, answered once."""
    rng, world = random.Random(7), server.world
    world.limits.on = False
    names: list[str] = []
    for number in range(kills):
        run = await start(server, path)
        server.gateway.identifies.clear()
        await until(lambda: server.gateway.connected)
        for person in range(people):
            name = f"n{person}x{number}"
            names.append(name)
            if person % 2:
                world.slash(ANNA + person, "done", minutes=10, note=name)
            else:
                world.say(ANNA + person, f"/done 10 {name}")
        await asyncio.sleep(rng.uniform(0.05, 0.5))
        await run.kill()
        server.gateway.sessions.clear()
    server.gateway.identifies.clear()
    async with running(server, path):
        await until(lambda: not world.thinking)
        await until(lambda: answers(world, notes(path)) == Counter(notes(path)))
    assert len(set(notes(path))) == len(notes(path))
    assert {name for name in names if answers(world, [name])[name]} == set(notes(path))
    for made in world.interactions.values():
        made.answered_at = made.answered_at or made.at


@pytest.mark.soak
async def test_killed_between_acknowledging_and_handling(discord: Server, tmp_path: Path) -> None:
    """What was acknowledged is in the store, and answered after the restart, in its place."""
    world, path = discord.world, tmp_path / "w.db"
    async with running(discord, path):
        world.slash(ANNA, "start")
        world.say(BERT, "hello")
        await until(lambda: world.of(ANNA) and world.of(BERT))
    with closing(sqlite3.connect(path)) as database, database:
        stop = "create trigger t before insert on reply begin select raise(abort, ''); end"
        database.execute(stop)
    discord.gateway.identifies.clear()
    run = await start(discord, path)
    await until(lambda: discord.gateway.connected)
    asked = world.slash(ANNA, "done", minutes=25, note="survived")
    pressed = world.press(ANNA, world.of(ANNA)[0], "Start like this")
    world.say(BERT, "/done 25 survived too")
    await until(lambda: asked.answered_at and pressed.answered_at)
    await until(lambda: _stored(path) == 5)
    await run.kill()
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("drop trigger t")
    discord.gateway.identifies.clear()
    async with running(discord, path):
        await until(lambda: not world.thinking)
        await until(lambda: len(world.of(ANNA)) == 3 and len(world.of(BERT)) == 2)
    assert sorted(notes(path)) == ["survived", "survived too"]
    assert asked.original
    assert "survived" in asked.original.text
    assert "set up already" in world.of(ANNA)[-1].text


def _stored(path: Path) -> int:
    with closing(sqlite3.connect(path, timeout=10)) as database:
        return int(database.execute("select count(*) from inbox").fetchone()[0])


@pytest.mark.soak
async def test_a_reply_that_arrived_before_the_crash_comes_once(
    discord: Server, tmp_path: Path
) -> None:
    world, path = discord.world, tmp_path / "w.db"
    async with at_home(discord, path):
        asked = world.slash(ANNA, "start", tz="UTC")
        await until(lambda: world.of(ANNA))
        world.press(ANNA, world.of(ANNA)[0], "Today")
        world.say(ANNA, "/help")
        await until(lambda: len(world.of(ANNA)) == 3)
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("update reply set sent_at = null, provider_id = null where id > 1")
    discord.gateway.identifies.clear()
    world.nonces.clear()  # Discord has forgotten them
    async with at_home(discord, path):
        await until(lambda: _unsent(path) == 0)
    assert len(world.of(ANNA)) == 3
    assert asked.original is not None


def _unsent(path: Path) -> int:
    with closing(sqlite3.connect(path, timeout=10)) as database:
        query = "select count(*) from reply where sent_at is null"
        return int(database.execute(query).fetchone()[0])


@pytest.mark.soak
async def test_a_prompt_that_was_cut_off_is_found_again(discord: Server, tmp_path: Path) -> None:
    """Its nonce is forgotten by then: the channel's history tells."""
    world, path = discord.world, tmp_path / "w.db"
    async with at_home(discord, path, demo(60, "2026-03-02T07:58:00+00:00"), speed=60):
        world.slash(ANNA, "start", tz="UTC", at="08:00")
        await until(lambda: len(world.of(ANNA)) == 2)
        await until(lambda: _states(path) == ["sent"])
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("update delivery set state = 'sending', provider_id = null")
    discord.gateway.identifies.clear()
    world.nonces.clear()
    async with at_home(discord, path, demo(60, "2026-03-02T08:10:00+00:00"), speed=60):
        await until(lambda: _states(path) == ["sent"])
        # For the prompt, and for what was written meanwhile.
        await until(lambda: world.count("GET /channels") == 2)
    assert len(world.of(ANNA)) == 2


def _states(path: Path) -> list[str]:
    with closing(sqlite3.connect(path, timeout=10)) as database:
        return [state for (state,) in database.execute("select state from delivery")]


@pytest.mark.fault(16)
async def test_connections_that_drop_are_resumed(discord: Server, database: str) -> None:
    world, gateway = discord.world, discord.gateway
    async with at_home(discord, database):
        await gateway.drop()
        missed = world.slash(ANNA, "today")
        world.say(BERT, "/today")
        await until(lambda: missed.original and world.of(BERT))
        await gateway.ask_to_reconnect()
        await until(lambda: gateway.resumes == 2 and gateway.connected)
        again = world.slash(ANNA, "help")
        await until(lambda: again.original)
    assert len(gateway.identifies) == 1
    assert len(world.of(ANNA)) == 2


async def test_a_gateway_proxy_is_not_passed_by(discord: Server, tmp_path: Path) -> None:
    discord.resume_url = "wss://gateway-us-east1-b.discord.gg"
    async with at_home(discord, tmp_path / "w.db"):
        asked = discord.world.slash(ANNA, "today")
        await until(lambda: asked.original)
        await discord.gateway.drop()
        await until(lambda: discord.gateway.resumes == 1)


@pytest.mark.soak
async def test_shards(discord: Server, tmp_path: Path) -> None:
    """As many as Discord wants; what two of them bring counts once."""
    discord.shards = 2
    async with at_home(discord, tmp_path / "w.db"):
        await until(lambda: len(discord.gateway.identifies) == 2)
        shards = [each.shard for each in discord.gateway.sessions.values()]
        assert shards == [[0, 2], [1, 2]]
        asked = discord.world.slash(ANNA, "done", minutes=25)
        await until(lambda: asked.original)
    assert len(notes(tmp_path / "w.db")) == 1


@pytest.mark.soak
@pytest.mark.fault(16)
async def test_an_invalid_session_begins_anew(discord: Server, database: str) -> None:
    world, gateway = discord.world, discord.gateway
    async with at_home(discord, database):
        await gateway.invalidate()
        await until(lambda: len(gateway.identifies) == 2)
        asked = world.slash(ANNA, "today")
        await until(lambda: asked.original)


@pytest.mark.fault(16)
async def test_the_last_sessions_are_left_to_the_host(discord: Server, database: str) -> None:
    discord.sessions_left = 50
    run = await start(discord, database)
    await until(lambda: "too many sessions" in run.err)
    assert discord.gateway.identifies == []
    discord.sessions_left = 1000
    await until(lambda: discord.gateway.connected)
    assert await run.stop() == 0


@pytest.mark.fault(9)
async def test_a_server_that_is_down_is_waited_for(discord: Server, database: str) -> None:
    down = RefusedError(503, 0, "down")
    discord.faults += [Fault("GET /users/@me", 2, down), Fault("PUT", error=down)]
    async with at_home(discord, database):
        asked = discord.world.slash(ANNA, "today")
        await until(lambda: asked.original)


@pytest.mark.soak
async def test_what_is_written_while_nobody_listens_is_read(
    discord: Server, tmp_path: Path
) -> None:
    """After a stop, and after a session that was lost: once, and in its order."""
    world, path = discord.world, tmp_path / "w.db"
    async with at_home(discord, path):
        world.say(ANNA, "/start")
        world.say(ANNA, "/done 10 first")
        await until(lambda: len(world.of(ANNA)) == 2)
    discord.gateway.sessions.clear()
    discord.gateway.identifies.clear()
    world.say(ANNA, "/done 10 second")
    world.say(ANNA, "/done 10 third")
    async with at_home(discord, path):
        await until(lambda: len(world.of(ANNA)) == 4)
        discord.gateway.identifies.clear()
        await discord.gateway.invalidate()
        world.say(ANNA, "/done 10 fourth")
        await until(lambda: len(world.of(ANNA)) == 5)
        world.say(ANNA, "/done 10 fifth")
        await until(lambda: len(world.of(ANNA)) == 6)
    assert notes(path) == ["first", "second", "third", "fourth", "fifth"]


@pytest.mark.soak
async def test_all_that_was_written_meanwhile_is_read(discord: Server, tmp_path: Path) -> None:
    """More than a page of it, and though Discord does not answer at first."""
    world, path = discord.world, tmp_path / "w.db"
    world.limits.on = False
    async with at_home(discord, path):
        world.say(ANNA, "/start")
        await until(lambda: len(world.of(ANNA)) == 1)
    discord.gateway.sessions.clear()
    discord.gateway.identifies.clear()
    for number in range(104):
        world.say(ANNA, f"/done 1 n{number}")
    discord.faults.append(Fault("GET /channels", 2, RefusedError(503, 0, "busy")))
    async with at_home(discord, path):
        await until(lambda: len(notes(path)) == 104)
    assert notes(path) == [f"n{number}" for number in range(104)]


@pytest.mark.soak
async def test_what_was_not_read_is_not_taken_for_read(discord: Server, tmp_path: Path) -> None:
    """Not even when others are heard later, and when the process ends before it could be read."""
    world, path = discord.world, tmp_path / "w.db"
    async with at_home(discord, path):
        for person in (ANNA, BERT):
            world.say(person, "/start")
        await until(lambda: world.of(ANNA) and world.of(BERT))
    for missed in ("first", None):
        discord.gateway.sessions.clear()
        discord.gateway.identifies.clear()
        if missed:
            world.say(ANNA, f"/done 10 {missed}")
            unread = Fault("GET /channels", 10**6, RefusedError(503, 0, "busy"))
            discord.faults.append(unread)
        async with at_home(discord, path):
            world.later(hours=2)
            world.say(BERT, "/streak")
            await until(lambda: world.of(BERT)[-1].text != world.of(BERT)[0].text)
            if not missed:
                await until(lambda: notes(path) == ["first"])
        unread.times = 0
