"""How the coach behaves in Discord: commands, presses, forms, refusals."""

from pathlib import Path

from support.discord.home import at_home
from support.discord.server import Server
from support.telegram.process import until

ANNA, BERT = 1_200_000_000_000_000_001, 1_200_000_000_000_000_002


async def test_set_up_by_taps(discord: Server, tmp_path: Path) -> None:
    world = discord.world
    async with at_home(discord, tmp_path / "w.db"):
        world.slash(ANNA, "start")
        await until(lambda: len(world.of(ANNA)) == 1)
        world.press(ANNA, world.of(ANNA)[0], "Start like this")
        await until(lambda: "You are set up" in world.of(ANNA)[-1].text)
        world.press(ANNA, world.of(ANNA)[-1], "Today")
        await until(lambda: "Week 1 of 24" in world.of(ANNA)[-1].text)
    assert world.unanswered == []
    assert all(each.took < 3 for each in world.interactions.values())
    assert world.limits.refused == 0
