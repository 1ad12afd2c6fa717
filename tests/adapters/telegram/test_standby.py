"""One of several replicas serves a token; the others stand by, and take over (promise 9.5)."""

import asyncio
from pathlib import Path

import pytest

from adapters.common.core import Core
from adapters.telegram.adapter import Telegram
from adapters.telegram.options import TelegramOptions
from bot.errors import TakenOverError
from bot.ports.leases import LeaseState
from bot.runtime.clock import SystemClock
from bot.runtime.wiring import coach_on, storing
from scheduler.leases import SILENT_AFTER, Lease
from support.telegram.home import HURRY, NO_PACE
from support.telegram.process import until
from support.telegram.server import Server

ANNA = 1001


async def test_a_replica_serves_only_while_it_holds_the_role(api: Server, tmp_path: Path) -> None:
    world, seconds, clock = api.world, [0.0], SystemClock()
    world.limits.on = False
    async with storing(str(tmp_path / "w.db")) as store:
        await store.leases.beat("telegram", "the first", None)
        lease = Lease(store.leases, "telegram", "the second", lambda: seconds[0])
        await lease.beat()
        core = Core(coach_on(store, clock), store, clock, lease, lambda: None)
        adapter = Telegram(TelegramOptions(api.token, api.url, None, NO_PACE, HURRY), core)
        serving = asyncio.create_task(adapter.run(asyncio.Event()))
        world.say(ANNA, "/help")
        await until(lambda: world.count("getMe"))
        await until(lambda: not adapter.trouble)
        assert not adapter.ready
        assert world.count("getUpdates") == 0

        seconds[0] += SILENT_AFTER
        assert await lease.beat()
        await until(lambda: world.of(ANNA))
        assert adapter.ready

        silent = LeaseState("the second", lease.fence, 0)
        assert (await store.leases.beat("telegram", "the third", silent)).owner == "the third"
        assert not await lease.beat()
        with pytest.raises(TakenOverError):
            await serving
        assert not adapter.ready
