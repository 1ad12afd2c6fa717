"""What is said happens at the instant in Discord's id of it (promise 1.5)."""

import sqlite3
from contextlib import closing
from pathlib import Path

from support.discord.process import running
from support.discord.server import Server
from support.lateness import day_that_ended
from support.telegram.process import until

ANNA = 2001


def logged(path: Path) -> dict[str, str]:
    """The day of each entry, by its note."""
    with closing(sqlite3.connect(path, timeout=10)) as database:
        return dict(database.execute("select note, day from entry").fetchall())


async def test_sent_before_the_rollover_and_read_after_a_restart(
    discord: Server, tmp_path: Path
) -> None:
    path, world, ended = tmp_path / "w.db", discord.world, day_that_ended()
    world.at = ended.long_before.timestamp()
    async with running(discord, path):
        world.say(ANNA, f"/start tz={ended.zone}")
        await until(lambda: world.of(ANNA))
    world.at = ended.shortly_before.timestamp()
    world.say(ANNA, "/done 25 late")
    discord.gateway.identifies.clear()
    async with running(discord, path):
        await until(lambda: "late" in logged(path))
        world.slash(ANNA, "done", minutes=25, note="command")
        await until(lambda: "command" in logged(path))
        world.at = None
        world.slash(ANNA, "done", minutes=25, note="now")
        await until(lambda: "now" in logged(path))
    days = logged(path)
    assert days["late"] == days["command"] == ended.day.isoformat()
    assert days["now"] > days["late"]
