"""Neither a delivery that cannot be made nor a platform that is down stops others (promise 9.1)."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from bot.chat.events import Origin, event_of_text
from bot.chat.messages import Outgoing
from bot.runtime.clock import SteeredClock
from bot.runtime.wiring import coach_on, storing, ticker_on
from conftest import MONDAY
from support.database import count, execute
from support.processes import START
from support.telegram.process import until
from support.terminal import terminal

GROUPS = 40
WAITS = "kind = 'daily_prompt' and state = 'pending'"


@pytest.mark.fault(25)
async def test_tomorrows_prompt_comes_though_todays_cannot_be_made(database: str) -> None:
    async with terminal(database, MONDAY) as term:
        await term.say("/start", "!press start like this")
        term.clock.move_to(MONDAY + timedelta(hours=14))
        await term.coach._store.deliveries.claim_due(term.clock.now(), 10)
        execute(database, f"update delivery set body = 'no message' where {WAITS}")
        assert await term.say("!skip 1m") == ""
        assert count(database, "delivery where state = 'dead' and reason like 'cannot%'") == 1
        assert "Week 1" in await term.say("!skip 1d")


class Platform:
    """Shows what it is sent when its slot comes, which may be never."""

    ready = True
    resting = ()

    def __init__(self, platform: str, *, open_: bool) -> None:
        self.platform = platform
        self.may_double = True
        self.open = asyncio.Event()
        self.shown: list[str] = []
        if open_:
            self.open.set()

    @asynccontextmanager
    async def slot(self, _chat: str) -> AsyncIterator[None]:
        await self.open.wait()
        yield

    async def send(self, outgoing: Outgoing) -> str:
        self.shown.append(outgoing.message.kind)
        return str(len(self.shown))


async def test_a_platform_that_is_down_keeps_no_other_waiting(tmp_path: Path) -> None:
    clock, stop = SteeredClock(MONDAY), asyncio.Event()
    down, up = Platform("down", open_=False), Platform("up", open_=True)
    async with storing(str(tmp_path / "two.db")) as store:
        coach = coach_on(store, clock)
        for each in (down, up):
            origin = Origin(platform=each.platform, account="anna", name="anna", chat="anna")
            await coach.handle(event_of_text(START, id=each.platform, origin=origin))
        ticker = ticker_on(store, coach, clock, down, up)
        clock.move_to(MONDAY + timedelta(hours=14))
        ticking = asyncio.create_task(ticker.keep_time(stop, asyncio.Event(), speed=10_000))
        await until(lambda: up.shown == ["daily_prompt"])
        clock.move_to(MONDAY + timedelta(hours=38))
        await until(lambda: up.shown == ["daily_prompt"] * 2)
        assert down.shown == []
        down.open.set()
        await until(lambda: down.shown == ["daily_prompt"])
        stop.set()
        await ticking


async def test_prompts_do_not_wait_until_all_groups_are_looked_after(tmp_path: Path) -> None:
    database = str(tmp_path / "many.db")
    clock, stop, waiting = SteeredClock(MONDAY), asyncio.Event(), list[int]()

    class Looking(Platform):
        async def send(self, outgoing: Outgoing) -> str:
            waiting.append(count(database, "group_due"))
            return await super().send(outgoing)

    shown = Looking("up", open_=True)
    async with storing(database) as store:
        coach = coach_on(store, clock)
        anna = Origin(platform="up", account="anna", name="anna", chat="anna")
        await coach.handle(event_of_text(START, id="anna", origin=anna))
        for number in range(GROUPS):
            chat = {"chat": f"club {number}", "private": False, "manages_chat": True}
            origin = anna.model_copy(update=chat)
            await coach.handle(event_of_text("/group start", id=f"club {number}", origin=origin))
        execute(database, "insert or replace into group_due select id, 0 from study_group")
        ticker = ticker_on(store, coach, clock, shown)
        clock.move_to(MONDAY + timedelta(hours=14))
        ticking = asyncio.create_task(ticker.keep_time(stop, asyncio.Event(), speed=10_000))
        await until(lambda: shown.shown)
        await until(lambda: count(database, "group_due") == 0)
        stop.set()
        await ticking
    assert waiting[0] > GROUPS // 2
