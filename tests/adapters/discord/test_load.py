"""Many at once: everybody is heard in time, also while prompts go out (promise 9.6)."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.chat.events import CommandInvoked, Origin
from bot.runtime.clock import SteeredClock
from bot.runtime.wiring import coach_on, storing
from support.discord.process import running
from support.discord.server import Server
from support.telegram.process import until

PEOPLE = 1_300_000_000_000_000_000
EIGHT = datetime(2026, 3, 3, 7, 58, tzinfo=UTC)


async def set_up(server: Server, path: Path, number: int) -> None:
    """So many people whose prompts are all due at eight."""
    clock = SteeredClock(datetime(2026, 3, 2, 9, tzinfo=UTC))
    async with storing(str(path)) as store:
        coach = coach_on(store, clock)
        for person in range(PEOPLE, PEOPLE + number):
            who = str(person)
            origin = Origin(platform="discord", account=who, name=who, chat=who)
            words = "tz=UTC at=08:00 days=mon-sun"
            await coach.handle(
                CommandInvoked(id=f"s{person}", origin=origin, name="start", words=words)
            )
            await store.key_value.set(f"discord:door:{who}", str(server.world.dm_channel(person)))
            await store.replies.sent([f"r{person - PEOPLE + 1}"], clock.now())


async def crowd(server: Server, path: Path, *, asking: int, prompts: int) -> None:
    """So many ask at once while so many prompts go out; nobody waits, nothing comes twice."""
    world = server.world
    await set_up(server, path, prompts)
    clock = {"WAYMARK_DEMO": "1", "WAYMARK_CLOCK_SPEED": "30"}
    async with running(server, path, **clock, WAYMARK_CLOCK_START=EIGHT.isoformat()):
        await until(lambda: len(world.history) >= prompts / 20)
        asked = [world.slash(PEOPLE - 1 - each, "today") for each in range(asking)]
        await until(lambda: all(each.answered_at for each in asked))
        await until(lambda: not world.thinking, 60)
        await until(lambda: len(world.history) >= prompts + asking, 240)
    assert world.limits.refused == 0
    assert {len(world.of(PEOPLE + each)) for each in range(prompts)} == {1}


@pytest.mark.soak
async def test_some_at_once(discord: Server, tmp_path: Path) -> None:
    await crowd(discord, tmp_path / "w.db", asking=40, prompts=20)


@pytest.mark.soak
@pytest.mark.alone
async def test_two_hundred_while_a_thousand_prompts_go_out(discord: Server, tmp_path: Path) -> None:
    await crowd(discord, tmp_path / "w.db", asking=200, prompts=1000)
