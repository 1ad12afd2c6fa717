"""Direct messages: opened when they are needed, and never said to be closed without reason."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from support.discord.home import at_home, demo
from support.discord.rules import RefusedError
from support.discord.server import Fault, Server
from support.telegram.process import until

ANNA, BERT = 1_200_000_000_000_000_001, 18_000_000_000_000_000_002
SPEED = 120.0
OPEN, SEND = "POST /users/@me/channels", "POST /channels"
START = "tz=UTC at=08:00 days=mon-sun"


def rows(path: Path, query: str) -> list[Any]:
    with closing(sqlite3.connect(path, timeout=10)) as database:
        return database.execute(query).fetchall()


def states(path: Path) -> list[str]:
    return [state for (state,) in rows(path, "select state from delivery")]


@pytest.mark.soak
async def test_a_prompt_opens_the_door(discord: Server, tmp_path: Path) -> None:
    """They have acted in a server only, and Discord was busy when the door was to be opened."""
    world, path = discord.world, tmp_path / "w.db"
    club = world.place()
    fault = Fault(OPEN, error=RefusedError(503, 0, "busy"))
    discord.faults.append(fault)
    async with at_home(discord, path, demo(SPEED, "2026-03-02T07:50+00:00"), speed=SPEED):
        asked = world.slash(ANNA, "start", channel=club, tz="UTC", at="08:00")
        await until(lambda: asked.original and not fault.times)
        await until(lambda: states(path) == ["sent"])
        again = world.slash(ANNA, "streak", channel=club)
        await until(lambda: again.original and not again.original.loading)
    assert len(world.of(ANNA)) == 1
    assert not any("closed" in each.text for each in world.history)
    assert rows(path, "select off_at from account") == [(None,)]


@pytest.mark.soak
async def test_opened_too_fast_it_waits(discord: Server, tmp_path: Path) -> None:
    world, path = discord.world, tmp_path / "w.db"
    club = world.place()
    fast = RefusedError(403, 40003, "You are opening direct messages too fast.")
    discord.faults.append(Fault(OPEN, 9, error=fast))
    async with at_home(discord, path, demo(SPEED, "2026-03-02T07:50+00:00"), speed=SPEED):
        world.slash(ANNA, "start", channel=club, tz="UTC", at="08:00")
        await until(lambda: rows(path, "select 1 from delivery where reason is not null"))
        asked = world.slash(BERT, "start", channel=club, tz="UTC")
        await until(lambda: asked.original and not asked.original.loading)
    assert world.count(OPEN) == 1
    assert states(path) == ["pending"]
    assert rows(path, "select distinct off_at from account") == [(None,)]


@pytest.mark.soak
async def test_a_door_that_has_moved_is_opened_anew_once(discord: Server, tmp_path: Path) -> None:
    world, path = discord.world, tmp_path / "w.db"
    wrong = RefusedError(403, 50001, "Missing Access")
    fault = Fault(SEND, error=wrong, when=lambda body: "Week 1" in str(body))
    discord.faults.append(fault)
    async with at_home(discord, path, demo(SPEED, "2026-03-02T07:50+00:00"), speed=SPEED):
        world.slash(ANNA, "start", tz="UTC", at="08:00")
        await until(lambda: states(path) == ["sent"])
    assert world.count(OPEN) == 1
    assert len(world.of(ANNA)) == 2


@pytest.mark.soak
async def test_no_access_is_no_word_about_the_person(discord: Server, tmp_path: Path) -> None:
    world, path = discord.world, tmp_path / "w.db"
    wrong = RefusedError(403, 50001, "Missing Access")
    discord.faults.append(Fault(SEND, 9, error=wrong))
    async with at_home(discord, path, demo(SPEED, "2026-03-02T07:50+00:00"), speed=SPEED):
        world.slash(ANNA, "start", tz="UTC", at="08:00")
        await until(lambda: states(path) == ["dead"])
        asked = world.slash(ANNA, "streak")
        await until(lambda: asked.original and not asked.original.loading)
    assert world.count(OPEN) == 1
    assert world.count(SEND) == 2
    assert rows(path, "select off_at from account") == [(None,)]
    assert not any("closed" in each.text for each in world.history)
