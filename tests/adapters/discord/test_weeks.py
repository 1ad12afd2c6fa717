"""Whole lives over the wire: 24 weeks of prompts, and a club across the world for 60 days."""

import random
from pathlib import Path

import pytest

from support import club, weeks
from support.discord.dialog import playing
from support.discord.server import Server
from support.telegram.process import until

pytestmark = pytest.mark.soak


async def test_24_weeks_of_prompts(discord: Server, tmp_path: Path) -> None:
    """Every due prompt comes once, also across lost connections and invalid sessions."""
    gateway, path, rng = discord.gateway, tmp_path / "w.db", random.Random(8)

    async def disturbed(day: int) -> None:
        if day % 21 == 20:
            gateway.identifies.clear()
            await rng.choice((gateway.drop, gateway.invalidate))()
            await until(lambda: gateway.connected)

    async with playing(discord, path, weeks.BEGINS) as player:
        await weeks.live(player, disturbed)
    weeks.check(path)
    assert discord.world.unanswered == []


async def test_a_club_across_the_world(discord: Server, tmp_path: Path) -> None:
    """The same sixty days as in the terminal, and as in the oracle."""
    path = tmp_path / "days.db"
    async with playing(discord, path, club.START) as player:
        await club.live(player, path, 60)
