"""Study groups in a server's channels, and prompts in direct messages (promises 6 and 9.6)."""

import asyncio
from datetime import datetime
from pathlib import Path

import pytest

from support.database import count
from support.discord.dialog import playing
from support.discord.home import at_home, demo
from support.discord.rules import RefusedError
from support.discord.server import Fault, Server
from support.discord.world import World
from support.grouping import FIRST_DAY, live_in_a_group
from support.telegram.process import until

ANNA, BERT = 1_200_000_000_000_000_001, 18_000_000_000_000_000_002
HOUR_A_SECOND = 3600.0
QUARTER_DAY_A_SECOND = 21_600.0


async def joined(world: World, club: int) -> None:
    """A group of two."""
    world.managers.add(ANNA)
    for person in (ANNA, BERT):
        world.slash(person, "start", tz="UTC", days="mon-sun")
    await until(lambda: world.of(ANNA) and world.of(BERT))
    world.slash(ANNA, "group", "start", channel=club)
    await until(lambda: world.in_channel(club))
    board = world.in_channel(club)[0]
    joining = [world.press(person, board, "Join") for person in (ANNA, BERT)]
    await until(lambda: all(each.original for each in joining))
    assert all(each.hidden for each in joining)
    assert all("You are in" in each.original.text for each in joining if each.original)


async def test_a_group_in_a_channel(discord: Server, tmp_path: Path) -> None:
    world, club = discord.world, discord.world.place()
    clock = demo(HOUR_A_SECOND, "2026-03-02T01:00+00:00")
    async with at_home(discord, tmp_path / "w.db", clock, speed=HOUR_A_SECOND):
        refused = world.slash(BERT, "group", "start", channel=club)
        await until(lambda: refused.original)
        assert refused.hidden
        assert refused.original
        assert "manages this chat" in refused.original.text
        world.messages.clear()
        await joined(world, club)
        public = [each for each in world.in_channel(club) if each.only_to is None]
        assert len(public) == 1
        await until(lambda: any("of 2" in each.text for each in world.in_channel(club)))
        board = next(each for each in world.in_channel(club) if "0 of 2" in each.text)
        studied = world.press(ANNA, board, "I studied")
        await until(lambda: "1 of 2" in board.text)
        assert studied.hidden
        assert board.only_to is None
        assert board.is_card
        head = board.body["components"][0]["components"][0]
        assert head["accessory"]["label"] == "I studied"


async def test_private_matters_stay_private_in_a_channel(discord: Server, tmp_path: Path) -> None:
    world, club = discord.world, discord.world.place(thread=True)
    async with at_home(discord, tmp_path / "w.db"):
        today = world.slash(ANNA, "today", channel=club)
        await until(lambda: today.original)
        assert today.hidden
        await until(lambda: world.opened == 1)
        shown = world.in_channel(club)[0]
        pressed = world.press(ANNA, shown, shown.labels[-1])
        await until(lambda: pressed.original)
    assert all(each.only_to == ANNA for each in world.in_channel(club))
    assert world.opened == 1


async def test_prompts_reach_whoever_began_in_a_channel(discord: Server, tmp_path: Path) -> None:
    world, club = discord.world, discord.world.place()
    clock = demo(HOUR_A_SECOND, "2026-03-02T05:00+00:00")
    async with at_home(discord, tmp_path / "w.db", clock, speed=HOUR_A_SECOND):
        world.slash(ANNA, "start", tz="UTC", at="08:00", channel=club)
        await until(lambda: world.of(ANNA))
    assert "Week 1" in world.of(ANNA)[0].text
    sent = next(call for call in world.calls if call.route.startswith("POST /channels"))
    assert sent.body["enforce_nonce"]
    assert len(sent.body["nonce"]) <= 25


@pytest.mark.soak
@pytest.mark.fault(10)
async def test_closed_direct_messages_cost_one_call(discord: Server, database: str) -> None:
    world, path, club = discord.world, database, discord.world.place()
    clock = demo(QUARTER_DAY_A_SECOND, "2026-03-02T06:00+00:00")
    async with at_home(discord, path, clock, speed=QUARTER_DAY_A_SECOND):
        for person in (ANNA, BERT):
            world.slash(person, "start", tz="UTC", at="08:00", days="mon-sun")
        world.closed.add(ANNA)
        await until(lambda: any(call.code == 50007 for call in world.calls))
        await until(lambda: len(world.of(BERT)) == 2)
        assert sum(call.code == 50007 for call in world.calls) == 1
        world.closed.discard(ANNA)
        told = world.slash(ANNA, "streak", channel=club)
        await until(lambda: any("couldn't write" in each.text for each in world.messages))
        assert told.hidden
        before = len(world.of(ANNA))
        await until(lambda: len(world.of(ANNA)) > before)
    assert sum(call.code == 50007 for call in world.calls) == 1


@pytest.mark.soak
async def test_a_channel_that_is_gone_is_left_alone(discord: Server, tmp_path: Path) -> None:
    world, path, club = discord.world, tmp_path / "w.db", discord.world.place()
    clock = demo(HOUR_A_SECOND, "2026-03-02T01:00+00:00")
    async with at_home(discord, path, clock, speed=HOUR_A_SECOND):
        await joined(world, club)
        await until(lambda: any("0 of 2" in each.text for each in world.in_channel(club)))
        del world.channels[club]  # unheard of
        for person in (ANNA, BERT):
            world.slash(person, "done", minutes=10)
        await until(lambda: any(call.code == 10003 for call in world.calls))
        world.slash(ANNA, "undo")
        await asyncio.sleep(1)
    assert sum(call.code == 10003 for call in world.calls) == 1


async def test_a_missing_permission_is_told(discord: Server, tmp_path: Path) -> None:
    world, path, club = discord.world, tmp_path / "w.db", discord.world.place()
    world.managers.add(ANNA)
    world.channels[club].may_write = False
    async with at_home(discord, path):
        asked = world.slash(ANNA, "group", "start", channel=club)
        await until(lambda: asked.original)
    assert asked.original
    assert "Send Messages" in asked.original.text
    assert asked.hidden
    assert count(path, "study_group") == 0


async def test_doors_that_may_not_be_opened(discord: Server, tmp_path: Path) -> None:
    world, club = discord.world, discord.world.place()
    too_fast = RefusedError(403, 40003, "You are opening direct messages too fast")
    discord.faults.append(Fault("POST /users/@me/channels", times=9, error=too_fast))
    async with at_home(discord, tmp_path / "w.db"):
        for person in (ANNA, BERT):
            asked = world.slash(person, "streak", channel=club)
            await until(lambda: asked.original)  # noqa: B023 -- it is awaited here
        await until(lambda: world.count("POST /users/@me/channels") == 1)
        world.say(ANNA, "/today")
        await until(lambda: world.of(ANNA))
    assert world.count("POST /users/@me/channels") == 1


@pytest.mark.soak
async def test_a_server_that_removes_the_bot_is_left_alone(discord: Server, tmp_path: Path) -> None:
    world, club = discord.world, discord.world.place()
    clock = demo(HOUR_A_SECOND, "2026-03-02T01:00+00:00")
    async with at_home(discord, tmp_path / "w.db", clock, speed=HOUR_A_SECOND):
        await joined(world, club)
        await until(lambda: any("0 of 2" in each.text for each in world.in_channel(club)))
        world.remove_bot()
        await asyncio.sleep(0.2)
        world.calls.clear()
        for person in (ANNA, BERT):
            world.slash(person, "done", minutes=10)
        await until(lambda: len(world.of(ANNA)) >= 2 and len(world.of(BERT)) >= 2)
        await asyncio.sleep(0.5)
    assert [call for call in world.calls if call.status >= 400] == []


@pytest.mark.soak
async def test_a_prompt_in_the_channel_lets_its_reader_know(
    discord: Server, tmp_path: Path
) -> None:
    world, club = discord.world, discord.world.place()
    clock = demo(HOUR_A_SECOND, "2026-03-02T05:00+00:00")
    async with at_home(discord, tmp_path / "w.db", clock, speed=HOUR_A_SECOND):
        await joined(world, club)
        asked = world.slash(ANNA, "group", "prompts", channel=club)
        await until(lambda: asked.original)
        await until(lambda: any("Week 1" in each.text for each in world.of(BERT)))
        await until(lambda: any("Week 1" in each.text for each in world.in_channel(club)))
        prompt = next(each for each in world.in_channel(club) if "Week 1" in each.text)
        assert f"For <@{ANNA}>:" in prompt.text
        assert prompt.only_to is None
        refused = world.press(BERT, prompt, prompt.labels[0])
        await until(lambda: refused.original)
        assert refused.hidden
        assert refused.original
        assert "somebody else" in refused.original.text
    (sent,) = [
        each for each in world.calls if "Week 1" in str(each.body) and "<@" in str(each.body)
    ]
    assert sent.body["allowed_mentions"] == {"parse": [], "users": [ANNA]}


@pytest.mark.soak
async def test_a_group_lives_and_ends(discord: Server, tmp_path: Path) -> None:
    world = discord.world
    async with playing(discord, tmp_path / "w.db", datetime.fromisoformat(FIRST_DAY)) as player:
        await live_in_a_group(player, lambda name: world.managers.discard(player.people[name]))
