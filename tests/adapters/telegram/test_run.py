"""`waymark run` in Telegram: the real library, process and database, and a strict server."""

import re
from pathlib import Path

from support.telegram.process import running, start, until
from support.telegram.server import Server

ANNA = 1001


async def test_set_up_by_taps(api: Server, tmp_path: Path) -> None:
    world = api.world
    async with running(api, tmp_path / "w.db"):
        world.say(ANNA, "/start")
        await until(lambda: len(world.of(ANNA)) == 1)
        world.press(ANNA, world.of(ANNA)[0], "Start like this")
        await until(lambda: "You are set up" in world.of(ANNA)[-1].text)
        world.press(ANNA, world.of(ANNA)[-1], "Today")
        await until(lambda: "Week 1 of 24" in world.of(ANNA)[-1].text)
    assert world.unanswered == []
    assert all(
        each.answered_at and each.answered_at - each.asked_at < 1 for each in world.queries.values()
    )
    assert world.limits.refused == 0


async def test_a_wrong_token_ends_it_with_one_clear_line(api: Server, tmp_path: Path) -> None:
    run = await start(api, tmp_path / "w.db", WAYMARK_TELEGRAM_TOKEN="1:wrong")
    assert await run.ended() == 2
    (line,) = run.err.splitlines()
    assert "token" in line
    assert "1:wrong" not in line


async def test_what_is_loaded_is_set_apart_before_anybody_is_served(
    api: Server, tmp_path: Path
) -> None:
    async with running(api, tmp_path / "w.db", WAYMARK_LOG_LEVEL="DEBUG") as run:
        await until(lambda: "running: " in run.err)
    apart = re.search(r"(\d+) objects are set apart", run.err)
    assert apart is not None, run.err
    assert int(apart[1]) > 1_000
    assert apart.start() < run.err.index("running: ")
