"""`/forget` in a service: the file, its journals and what was logged hold nothing (promise 7.5)."""

from functools import partial
from pathlib import Path

import pytest

from support.telegram.process import running, start, until
from support.telegram.server import Fault, Server
from support.telegram.world import World
from support.traces import in_files, in_tables

ANNA, BERT = 77001001, 77001002
CANARY = ("canary", str(ANNA))
LIVED = ("/start", "/start tz=UTC days=mon-sun", "/done 25 canary", "canary?", "/checkin", "canary")


async def lived(api: Server) -> None:
    world = api.world
    for number, line in enumerate(LIVED, 1):
        world.say(ANNA, line)
        await until(partial(_answered, world, number))


def _answered(world: World, times: int) -> bool:
    return len(world.of(ANNA)) >= times


async def test_nothing_is_left_while_the_service_goes_on(api: Server, tmp_path: Path) -> None:
    world, path = api.world, tmp_path / "w.db"
    async with running(api, path, WAYMARK_LOG_LEVEL="DEBUG") as run:
        world.say(BERT, "/start")
        await lived(api)
        await until(lambda: in_files(tmp_path, *CANARY))
        world.say(ANNA, "/forget")
        await until(lambda: "Shall I forget you?" in world.of(ANNA)[-1].text)
        world.say(ANNA, "forget")
        await until(lambda: "forgotten" in world.of(ANNA)[-1].text)
        assert in_files(tmp_path, "canary") == []
        await until(lambda: not in_tables(path, *CANARY))
        await until(lambda: not in_files(tmp_path, *CANARY))
        assert in_tables(path, str(BERT))
        assert "canary" not in run.err
        world.say(ANNA, "/start")
        await until(lambda: "Start like this" in world.of(ANNA)[-1].labels)


@pytest.mark.soak
async def test_a_kill_before_the_farewell_was_sent(api: Server, tmp_path: Path) -> None:
    """It is erased, is told so after the restart, and the word that comes again erases nobody."""
    world, path = api.world, tmp_path / "w.db"
    run = await start(api, path)
    await lived(api)
    world.say(ANNA, "/forget")
    await until(lambda: "Shall I forget you?" in world.of(ANNA)[-1].text)
    fault = Fault("sendMessage", 100, delay=30.0)
    api.faults.append(fault)
    world.say(ANNA, "forget")
    await until(lambda: fault.times < 100)
    await run.kill()
    api.faults.clear()
    assert in_tables(path, "canary") == []
    async with running(api, path):
        await until(lambda: "forgotten" in world.of(ANNA)[-1].text)
        await until(lambda: not in_tables(path, *CANARY))
    assert in_files(tmp_path, *CANARY) == []
    assert sum("forgotten" in each.text for each in world.of(ANNA)) == 1
