"""Whole lives over the wire: 24 weeks of prompts, and a club across the world for 60 days."""

import random
import sqlite3
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from support import club
from support.discord.dialog import playing
from support.discord.server import Server
from support.telegram.process import until

WEEKS = 24

pytestmark = pytest.mark.soak


async def test_24_weeks_of_prompts(discord: Server, tmp_path: Path) -> None:
    """Every due prompt comes once, also across lost connections and invalid sessions."""
    world, path, rng = discord.world, tmp_path / "w.db", random.Random(8)
    async with playing(discord, path, datetime(2026, 3, 1, 18, tzinfo=UTC)) as player:
        for name in ("anna", "bert", "cleo"):
            await player.say(f"!as {name}")
            await player.say("/start tz=Europe/Berlin at=08:00")
        for day in range(7 * WEEKS):
            if day % 21 == 20:
                discord.gateway.identifies.clear()
                await rng.choice((discord.gateway.drop, discord.gateway.invalidate))()
                await until(lambda: discord.gateway.connected)
            await player.say("!skip 1d")
            await player.say(f"!as {('anna', 'bert', 'cleo')[day % 3]}")
            await player.say("/done 25" if day % 7 < 6 else "[Just move on]")
    with closing(sqlite3.connect(path)) as database:
        kinds = Counter(
            kind for (kind,) in database.execute("select kind from delivery where state = 'sent'")
        )
        twice = database.execute(
            "select kind, day, learner_id from delivery where kind = 'daily_prompt'"
            " group by 1, 2, 3 having count(*) > 1"
        ).fetchall()
        (failed,) = database.execute(
            "select count(*) from delivery where state in ('dead', 'unknown', 'sending')"
        ).fetchone()
    assert kinds["daily_prompt"] > 2 * 6 * WEEKS
    assert kinds["checkin"] >= WEEKS
    assert (twice, failed, world.unanswered) == ([], 0, [])


async def test_a_club_across_the_world(discord: Server, tmp_path: Path) -> None:
    """The same sixty days as in the terminal, and as in the oracle."""
    path = tmp_path / "days.db"
    async with playing(discord, path, club.START) as player:
        await club.live(player, path, 60)
