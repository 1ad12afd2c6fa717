"""Where the bot itself is not, or may not write: the right words in the right place, once."""

from pathlib import Path

import pytest

from support.discord.home import at_home, demo
from support.discord.rules import RefusedError
from support.discord.server import Fault, Server
from support.discord.world import Interaction
from support.telegram.process import until

ANNA = 1_200_000_000_000_000_001
BEFORE_EIGHT, SPEED = "2026-03-02T07:56:00+00:00", 60.0
DIRECT = "POST /channels"


async def answer(asked: Interaction) -> str:
    """What the asker alone is told."""
    await until(lambda: asked.original and not asked.original.loading)
    assert asked.original is not None
    assert asked.hidden
    return asked.original.text


@pytest.mark.usefixtures("unhurried")
@pytest.mark.parametrize("between", [False, True], ids=["another server", "between people"])
async def test_the_app_of_a_user(between: bool, discord: Server, tmp_path: Path) -> None:
    """It is whispered wherever they take it, forms and all."""
    world = discord.world
    async with at_home(discord, tmp_path / "w.db"):
        there = world.place(elsewhere=True, between=between)
        begun = world.slash(ANNA, "start", channel=there, tz="UTC", at="08:00", days="mon-sun")
        assert "You are set up" in await answer(begun)
        today = world.slash(ANNA, "today", channel=there)
        assert "Week 1 of 24" in await answer(today)
        asked = world.slash(ANNA, "checkin", channel=there)
        await until(lambda: asked.form is not None)
        world.submit(asked, {"learnt": "lists", "confidence": "4"})
        await until(lambda: any("Week 2" in each.labels for each in world.in_channel(there)))
        with pytest.raises(AssertionError):
            world.slash(ANNA, "group", "start", channel=there)
    assert all(each.only_to == ANNA for each in world.in_channel(there))
    assert [call.body for call in world.calls if call.code == 50001] == []
    assert world.unanswered == []


@pytest.mark.soak
async def test_an_access_that_is_wrongly_missing(discord: Server, tmp_path: Path) -> None:
    """Discord says so of whom it shares no server with, until their direct messages are opened anew."""
    world = discord.world
    missing = Fault(DIRECT, error=RefusedError(403, 50001, "Missing Access"))
    async with at_home(discord, tmp_path / "w.db", demo(SPEED, BEFORE_EIGHT), speed=SPEED):
        there = world.place(elsewhere=True)
        begun = world.slash(ANNA, "start", channel=there, tz="UTC", at="08:00", days="mon-sun")
        await answer(begun)
        discord.faults.append(missing)
        await until(lambda: len(world.of(ANNA)) == 1)
        told = world.slash(ANNA, "streak", channel=there)
        await answer(told)
    assert world.opened == 2
    assert not any("couldn't write" in each.text for each in world.messages)


@pytest.mark.soak
async def test_a_server_that_forbids_direct_messages(discord: Server, tmp_path: Path) -> None:
    """A prompt that cannot come is told of where its reader shows up next: once, to them alone."""
    world, club = discord.world, discord.world.place()
    world.closed.add(ANNA)
    async with at_home(discord, tmp_path / "w.db", demo(SPEED, BEFORE_EIGHT), speed=SPEED):
        begun = world.slash(ANNA, "start", channel=club, tz="UTC", at="08:00", days="mon-sun")
        await answer(begun)
        await until(lambda: any(call.code == 50007 for call in world.calls))
        await answer(world.slash(ANNA, "today", channel=club))
        await until(lambda: any("couldn't write" in each.text for each in world.messages))
        for name in ("streak", "week"):
            await answer(world.slash(ANNA, name, channel=club))
    told = [each for each in world.messages if "couldn't write" in each.text]
    assert [each.only_to for each in told] == [ANNA]
    assert all(each.only_to == ANNA for each in world.in_channel(club))
