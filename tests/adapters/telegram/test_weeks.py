"""Whole lives over the wire: an evening with a restart in it, 24 weeks, a group's week."""

import asyncio
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from adapters.telegram.pacer import PaceLimits
from bot.runtime.clock import SteeredClock
from support import weeks
from support.telegram.dialog import playing
from support.telegram.home import at_home, demo
from support.telegram.process import until
from support.telegram.server import Server
from support.telegram.world import Shown, World

ANNA, BERT, GROUP = 1001, 1002, -700
QUICK = 8_000.0


async def said(world: World, words: str, chat: int = ANNA) -> Shown:
    """The newest message to anna, or another chat, once it holds some words."""
    await until(lambda: world.of(chat) and words in world.of(chat)[-1].text)
    return world.of(chat)[-1]


def told(world: World, words: str) -> int:
    """How often the group was told so."""
    return sum(words in each.text for each in world.of(GROUP))


@pytest.mark.soak
async def test_an_evening_with_a_restart_in_it(api: Server, tmp_path: Path) -> None:
    """Set-up by taps, ticks, a check-in, settings, an export, a pause."""
    world, path = api.world, tmp_path / "w.db"
    async with at_home(api, path):
        world.say(ANNA, "/start")
        world.press(ANNA, await said(world, "Six months"), "Start like this")
        world.press(ANNA, await said(world, "You are set up"), "Today")
        world.press(ANNA, await said(world, "Week 1 of 24"), "Week")
        week = await said(world, "☐")
        world.press(ANNA, week, week.labels[0])
        await until(lambda: "☑" in week.text)
        world.say(ANNA, "/checkin")
        await said(world, "1 of 5")
        world.say(ANNA, "loops")
        await said(world, "2 of 5")
    async with at_home(api, path):
        world.say(ANNA, "a calculator: https://github.com/me/calc")
        await until(lambda: any("3 of 5" in each.text for each in world.of(ANNA)))
        for answer, then in (("nothing", "4 of 5"), ("4", "5 of 5")):
            world.say(ANNA, answer)
            await said(world, then)
        world.say(ANNA, "/journal export")
        export = await said(world, "interview material")
        assert export.file == "document"
        assert export.content is not None
        assert export.content.name.endswith(".md")
        assert "https://github.com/me/calc" in export.content.decode()
        world.say(ANNA, "/settings at=07:30")
        await said(world, "07:30")
        world.say(ANNA, "/pause 5d")
        await said(world, "Paused")
    assert world.unanswered == []


@pytest.mark.soak
async def test_24_weeks_of_prompts(api: Server, tmp_path: Path) -> None:
    """Every due prompt comes once; nothing wrong is asked, no press is left without an answer."""
    world, path = api.world, tmp_path / "w.db"
    async with playing(api, path, weeks.BEGINS) as player:
        await weeks.live(player)
    weeks.check(path)
    assert world.unanswered == []
    assert len(world.sent) + sum(each.edits for each in world.sent) == len(world.history)


@pytest.mark.soak
@pytest.mark.alone
async def test_the_end_of_a_groups_week(api: Server, tmp_path: Path) -> None:
    """Boards and news keep to what a group may be sent, also when a day takes ten seconds."""
    world, path = api.world, tmp_path / "w.db"
    world.managers.add(ANNA)
    clock = demo(QUICK, "2026-03-05T18:00+00:00")
    async with at_home(api, path, clock, speed=QUICK, pace=PaceLimits()):
        for person in (ANNA, BERT):
            world.say(person, "/start tz=UTC days=mon-sun at=06:00")
        world.say(ANNA, "/group start", chat=GROUP)
        for person in (ANNA, BERT):
            world.say(person, "/group join", chat=GROUP)
        for _ in range(3):
            await asyncio.sleep(86_400 / QUICK)
            for person in (ANNA, BERT):
                world.say(person, "/done 25")
        await until(
            lambda: any("Your week together, up to" in each.text for each in world.of(GROUP))
        )
    assert world.limits.refused == 0
    assert {call.code for call in world.calls} <= {0, 200}


@pytest.mark.soak
async def test_a_groups_news_comes_at_its_pace(api: Server, tmp_path: Path) -> None:
    """Two days in seconds, each told: what waits for the pace of a group is not late by it."""
    world = api.world
    world.managers.add(ANNA)
    clock = SteeredClock(datetime.fromisoformat("2026-03-05T18:00+00:00"))
    async with at_home(api, tmp_path / "w.db", clock, pace=PaceLimits()):
        for person in (ANNA, BERT):
            world.say(person, "/start tz=UTC days=mon-sun at=06:00")
            await said(world, "You are set up", person)
        world.say(ANNA, "/group start", chat=GROUP)
        for person in (ANNA, BERT):
            world.say(person, "/group join", chat=GROUP)
            await until(lambda: not world.pending)
        for number, day in enumerate(("Fri 6 March", "Sat 7 March"), 1):
            clock.move_to(clock.now() + timedelta(days=1))
            for person in (ANNA, BERT):
                world.say(person, "/group", chat=GROUP)
                world.say(person, "/done 25")
            await until(partial(told, world, f"{day} is done!"))
            assert told(world, "is done!") == number
    assert world.limits.refused == 0
