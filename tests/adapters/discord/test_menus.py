"""Commands in the menus of messages and people: [Log as study], [Kudos]."""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from support.discord.home import at_home, demo
from support.discord.server import Server
from support.discord.world import Interaction
from support.telegram.process import until

ANNA, BERT, CLEO = (1_200_000_000_000_000_001 + each for each in range(3))
NOON = "2026-03-03T12:00+00:00"
LOG, KUDOS = "Log as study", "Kudos"


def entries(path: Path) -> list[tuple[Any, ...]]:
    """What was logged: how long, on which day, and what."""
    with closing(sqlite3.connect(path, timeout=10)) as database:
        return database.execute("select minutes, day, note from entry order by id").fetchall()


async def answer(asked: Interaction) -> str:
    """What the asker alone is told."""
    await until(lambda: asked.original and not asked.original.loading)
    assert asked.original is not None
    assert asked.hidden
    return asked.original.text


async def test_a_message_is_logged_for_the_day_it_was_written(
    discord: Server, tmp_path: Path
) -> None:
    """Once, and as far as its words tell how long and when."""
    world, path, club = discord.world, tmp_path / "w.db", discord.world.place()
    day, before = "2026-03-03", "2026-03-02"
    at = datetime.fromisoformat(NOON).timestamp()
    async with at_home(discord, path, demo(1, NOON)):
        await answer(world.slash(ANNA, "start", channel=club, tz="UTC", days="mon-sun"))
        said = {
            "did 45 min of <@12> SQL today": (45, day, "SQL"),
            "1h 30": (90, day, ""),
            "finally understood **closures** <:yay:123>": (
                None,
                day,
                "finally understood closures",
            ),
            "studied 20 min yesterday": (20, before, ""),
        }
        for number, text in enumerate(said):
            asked = world.point_at_message(
                ANNA, LOG, text, author=ANNA, channel=club, at=at + number / 100
            )
            assert "Logged" in await answer(asked)
        again = world.point_at_message(ANNA, LOG, "did 45 min", author=ANNA, channel=club, at=at)
        assert "logged already" in await answer(again)
    assert entries(path) == list(said.values())


async def test_only_ones_own_message_is_logged(discord: Server, tmp_path: Path) -> None:
    """Of somebody else's nothing is kept."""
    world, path, club = discord.world, tmp_path / "w.db", discord.world.place()
    async with at_home(discord, path):
        asked = world.point_at_message(ANNA, LOG, "canary 2 h", author=BERT, channel=club)
        assert "of your own" in await answer(asked)
    with closing(sqlite3.connect(path)) as database:
        assert "canary" not in "".join(database.iterdump())
    assert entries(path) == []


async def test_before_the_set_up_it_sets_up(discord: Server, tmp_path: Path) -> None:
    world, path, club = discord.world, tmp_path / "w.db", discord.world.place()
    async with at_home(discord, path):
        asked = world.point_at_message(ANNA, LOG, "30 min loops", author=ANNA, channel=club)
        assert "set up as I proposed" in await answer(asked)
    assert [minutes for minutes, _, _ in entries(path)] == [30]


@pytest.mark.soak
async def test_kudos_for_a_member(discord: Server, tmp_path: Path) -> None:
    """In the chat for who shows their name; a stranger is no member, and nobody praises themselves."""
    world, club = discord.world, discord.world.place()
    world.managers.add(ANNA)
    world.names = {ANNA: "anna", BERT: "bert", CLEO: "cleo"}
    async with at_home(discord, tmp_path / "w.db"):
        refused = world.point_at_person(ANNA, KUDOS, BERT, channel=club)
        await until(lambda: refused.original and "/group join" in refused.original.text)
        for person in (ANNA, BERT):
            await answer(world.slash(person, "start", channel=club, tz="UTC"))
            await answer(world.slash(person, "settings", channel=club, names="on"))
        started = world.slash(ANNA, "group", "start", channel=club)
        await until(lambda: started.original)
        for person in (ANNA, BERT):
            await answer(world.slash(person, "group", "join", channel=club))
        given = world.point_at_person(ANNA, KUDOS, BERT, channel=club)
        await until(lambda: given.original and "kudos for keeping" in given.original.text)
        again = world.point_at_person(ANNA, KUDOS, BERT, channel=club)
        await until(lambda: again.original and "for today already" in again.original.text)
        for whom, words in ((CLEO, "cleo is not in this"), (ANNA, "for somebody else")):
            await told(world.point_at_person(ANNA, KUDOS, whom, channel=club), words)
    assert world.unanswered == []


async def told(asked: Interaction, words: str) -> None:
    """Wait for an answer with these words."""
    await until(lambda: asked.original and words in asked.original.text)
