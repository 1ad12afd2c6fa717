"""Many at once: everybody is heard in time, also while prompts go out (promise 9.6)."""

from pathlib import Path

import pytest

from support.discord.crowd import PEOPLE, crowd
from support.discord.server import Server


async def lived(server: Server, path: Path, *, asking: int, prompts: int) -> None:
    """Nobody waits for a sign in vain, and nothing comes twice."""
    asked = await crowd(server, path, asking=asking, prompts=prompts)
    assert server.world.limits.refused == 0
    assert all(each.shown_at for each in asked)
    assert {len(server.world.of(PEOPLE + each)) for each in range(prompts)} == {1}


@pytest.mark.soak
async def test_some_at_once(discord: Server, tmp_path: Path) -> None:
    await lived(discord, tmp_path / "w.db", asking=40, prompts=20)


@pytest.mark.soak
@pytest.mark.alone
async def test_two_hundred_while_a_thousand_prompts_go_out(discord: Server, tmp_path: Path) -> None:
    await lived(discord, tmp_path / "w.db", asking=200, prompts=1000)
