"""What can never be read is set aside with its reason, and holds up nobody."""

from pathlib import Path

import pytest

from support.database import count
from support.discord.home import at_home
from support.discord.server import Server
from support.telegram.process import until

ANNA = 1_200_000_000_000_000_001


async def test_it_holds_up_nothing(discord: Server, tmp_path: Path) -> None:
    path, world = tmp_path / "w.db", discord.world
    async with at_home(discord, path):
        world.say(ANNA, "a \ud800 b")
        world.say(ANNA, "/help", attachments=3)
        world.say(ANNA, "/help")
        await until(lambda: world.of(ANNA))
        await until(lambda: count(path, "quarantine") == 2)


async def test_what_stands_in_the_place_of_an_id_is_not_logged(
    discord: Server, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path, world = tmp_path / "w.db", discord.world
    async with at_home(discord, path):
        for event in ("INTERACTION_CREATE", "MESSAGE_CREATE"):
            world.dispatch(event, {"id": {"canary": "what somebody wrote"}})
        await until(lambda: count(path, "quarantine") == 2)
    assert "canary" not in caplog.text
    assert "something without an id" in caplog.text
    assert "Traceback" not in caplog.text
