"""Nothing is lost and nothing counts twice, whenever the process is killed (promise 9)."""

import asyncio
import random
from collections import Counter
from pathlib import Path

import pytest

from support.database import Address, refusing, rows
from support.telegram.home import at_home
from support.telegram.process import running, start, until
from support.telegram.rules import RefusedError
from support.telegram.server import Fault, Server
from support.telegram.world import World

ANNA = 1001


def notes(path: Address) -> list[str]:
    """What was logged."""
    return [note for (note,) in rows(path, "select note from entry")]


def answers(world: World, names: list[str]) -> Counter[str]:
    """How often each log was answered."""
    texts = [each.text for each in world.sent]
    return Counter({name: sum(f"“{name}”" in text for text in texts) for name in names})


async def answered_again(world: World) -> None:
    """Wait for the next answer."""
    before = len(world.sent)
    await until(lambda: len(world.sent) > before)


async def killed(
    server: Server, path: Path, *, people: int, each: int, kills: int, **env: str
) -> None:
    """Everybody logs; the process is killed again and again; all is done once and answered."""
    rng, world = random.Random(7), server.world
    names = [f"n{person}x{number}" for number in range(each) for person in range(people)]
    world.limits.on = False  # nobody can know what a killed process sent last
    for number in range(kills):
        for name in names[number::kills]:
            world.say(ANNA + int(name[1:].partition("x")[0]), f"/done 10 {name}")
        run = await start(server, path, **env)
        await answered_again(world)
        await asyncio.sleep(rng.uniform(0, 0.4))
        await run.kill()
    async with running(server, path, **env):
        await until(lambda: all(answers(world, names).values()))
        await until(lambda: not world.pending)
    assert sorted(notes(path)) == sorted(names)
    assert len(names) <= sum(answers(world, names).values()) <= len(names) + kills


async def test_killed_once(api: Server, tmp_path: Path) -> None:
    await killed(api, tmp_path / "w.db", people=8, each=2, kills=1)


@pytest.mark.soak
async def test_killed_ten_times(api: Server, tmp_path: Path) -> None:
    await killed(api, tmp_path / "w.db", people=50, each=6, kills=10)


@pytest.mark.soak
async def test_killed_ten_times_with_a_webhook(
    api: Server, tmp_path: Path, unused_port: int
) -> None:
    address = f"127.0.0.1:{unused_port}"
    env = {
        "WAYMARK_TELEGRAM_WEBHOOK_URL": f"http://{address}/hook",
        "WAYMARK_TELEGRAM_LISTEN": address,
    }
    await killed(api, tmp_path / "w.db", people=50, each=6, kills=10, **env)
    assert api.world.count("getUpdates") == 0


@pytest.mark.fault(14)
async def test_killed_between_poll_and_handling(api: Server, database: str) -> None:
    """The store holds what was confirmed; a press is answered after the restart, too."""
    path, world = database, api.world
    async with at_home(api, path):
        world.say(ANNA, "/start")
        await until(lambda: world.of(ANNA))
    world.limits.on = False
    with refusing(path, ["entry", "reply"]):
        run = await start(api, path)
        world.say(ANNA, "/done 25 survived")
        query = world.press(ANNA, world.of(ANNA)[0], "Start like this")
        await until(lambda: not world.pending)
        await run.kill()
    query.answered_at = None
    async with at_home(api, path):
        await until(lambda: len(world.of(ANNA)) == 3)
        await until(lambda: not world.unanswered)
    assert notes(path) == ["survived"]


@pytest.mark.fault(4)
async def test_an_answer_that_was_lost_is_at_most_one_duplicate(api: Server, database: str) -> None:
    world = api.world
    api.faults.append(Fault("sendMessage", applied=True, drops=True))
    async with at_home(api, database):
        world.say(ANNA, "/help")
        await until(lambda: len(world.of(ANNA)) == 2)
        world.say(ANNA, "/today")
        await until(lambda: len(world.of(ANNA)) == 3)
    assert world.of(ANNA)[0].text == world.of(ANNA)[1].text
    methods = [call.method for call in world.calls if call.method in {"getMe", "sendMessage"}]
    assert methods == ["getMe", "sendMessage", "getMe", "sendMessage", "sendMessage"]


async def test_a_reply_is_resent_twice_at_most(api: Server, tmp_path: Path) -> None:
    world = api.world
    lost = RefusedError("Internal Server Error", 500)
    api.faults.append(Fault("sendMessage", times=3, error=lost, applied=True))
    world.limits.on = False
    async with at_home(api, tmp_path / "w.db"):
        world.say(ANNA, "/help")
        await until(lambda: len(world.of(ANNA)) == 3)
        world.say(ANNA, "/today")
        await until(lambda: "Week 1" in world.of(ANNA)[-1].text)
    assert len(world.of(ANNA)) == 4


@pytest.mark.fault(5)
async def test_what_did_not_leave_is_sent_once(api: Server, database: str) -> None:
    world = api.world
    async with at_home(api, database):
        world.say(ANNA, "/help")
        await until(lambda: world.of(ANNA))
        await api.stop()
        await asyncio.sleep(0.2)
        await api.start()
        world.say(ANNA, "/today")
        await until(lambda: len(world.of(ANNA)) == 2)
    assert "Week 1" in world.of(ANNA)[1].text


async def test_a_second_poller_is_met_with_patience(api: Server, tmp_path: Path) -> None:
    world = api.world
    async with at_home(api, tmp_path / "a.db"), at_home(api, tmp_path / "b.db"):
        await until(lambda: api.conflicts > 1)
        world.say(ANNA, "/help")
        await until(lambda: world.of(ANNA))


@pytest.mark.fault(13)
async def test_two_pollers_take_nothing_from_each_other(api: Server, database: str) -> None:
    """Two processes poll for one database until the first knows better: what came counts once."""
    world = api.world
    world.limits.on = False
    async with at_home(api, database):
        await until(lambda: api.polls)
        async with at_home(api, database):
            await until(lambda: api.conflicts)
            for number in range(12):
                world.say(ANNA + number % 3, f"/done 10 n{number}")
            await until(lambda: not world.pending)
            await until(lambda: len(notes(database)) == 12)
    assert sorted(notes(database)) == sorted(f"n{number}" for number in range(12))
