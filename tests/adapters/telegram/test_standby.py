"""One of several replicas fetches and sends; what came in is handled by all (promise 9.5)."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

import aiohttp
import pytest

from adapters.common import handling
from adapters.common.core import Core
from adapters.common.flood import INPUTS_MOST
from adapters.telegram.adapter import Telegram
from adapters.telegram.options import TelegramOptions, Webhook, webhook_of
from bot.errors import TakenOverError
from bot.ports.leases import LeaseState
from bot.runtime.clock import SystemClock
from bot.runtime.wiring import coach_on, storing
from bot.storage.store import SqlStore
from scheduler.leases import SILENT_AFTER, Lease, way_in
from support.database import count
from support.postgresql import Server as Database
from support.processes import START
from support.telegram.home import HURRY, NO_PACE
from support.telegram.process import until
from support.telegram.server import Server

ANNA = 1001


@dataclass
class Replica:
    """A process's adapter, and its roles."""

    store: SqlStore
    sending: Lease
    listening: Lease
    adapter: Telegram
    serving: "asyncio.Task[None]"
    seconds: list[float]

    async def keep(self) -> None:
        """Show that it lives, or take over."""
        await self.sending.beat()
        await self.listening.beat()


@asynccontextmanager
async def replica(
    api: Server, url: str, owner: str, webhook: Webhook | None = None
) -> AsyncIterator[Replica]:
    """One that hears what others tell; its adapter is cut off at the end."""
    seconds, clock = [0.0], SystemClock()
    async with storing(url) as store, AsyncExitStack() as stack:
        leases = [
            Lease(store.leases, role, owner, lambda: seconds[0])
            for role in ("telegram", way_in("telegram"))
        ]
        for each in leases:
            await each.beat()
        sending, listening = leases
        core = Core(coach_on(store, clock), store, clock, sending, lambda: None, way_in=listening)
        adapter = Telegram(TelegramOptions(api.token, api.url, webhook, NO_PACE, HURRY), core)
        for work in (serving := adapter.run(asyncio.Event()), store.news.run()):
            task = asyncio.create_task(work)
            stack.push_async_callback(asyncio.wait, [task])
            stack.callback(task.cancel)
            if work is serving:
                mine = task
        yield Replica(store, sending, listening, adapter, mine, seconds)


@pytest.fixture
async def url(postgresql: Database) -> AsyncIterator[str]:
    """The address of a database that both share."""
    async with postgresql.database() as name:
        yield postgresql.url(name)


@pytest.mark.soak
async def test_a_replica_fetches_only_while_it_holds_the_role(api: Server, url: str) -> None:
    world = api.world
    world.limits.on = False
    async with storing(url) as store:
        for role in ("telegram", way_in("telegram")):
            await store.leases.beat(role, "the first", None)
        async with replica(api, url, "the second") as second:
            world.say(ANNA, "/help")
            await until(lambda: world.count("getMe"))
            await until(lambda: not second.adapter.trouble)
            assert world.count("getUpdates") == 0

            second.seconds[0] += SILENT_AFTER
            await second.keep()
            await until(lambda: world.of(ANNA))
            assert second.adapter.ready

            silent = LeaseState("the second", second.sending.fence, 0)
            found = await store.leases.beat("telegram", "the third", silent)
            assert found.owner == "the third"
            await second.keep()
            with pytest.raises(TakenOverError):
                await second.serving
            assert not second.adapter.ready


@pytest.mark.soak
async def test_what_one_fetched_another_handles_and_the_first_sends(
    api: Server, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everybody is answered once, in the order in which they wrote, whoever handles it."""
    world = api.world
    world.limits.on = False
    monkeypatch.setattr(handling, "AHEAD_MOST", 3)
    people = range(1001, 1013)
    async with replica(api, url, "one") as one, replica(api, url, "two") as two:
        for person in people:
            world.say(person, START)
        await until(lambda: all(world.of(each) for each in people))
        handled = {"one": 0, "two": 0}
        for each, name in ((one, "one"), (two, "two")):
            count_handled(each, name, handled)
        for number in range(3):
            for person in people:
                world.say(person, f"/done {10 + number}")
        await until(lambda: all(len(world.of(each)) == 4 for each in people), 60)
    for person in people:
        told = [each.text.partition(" min")[0] for each in world.of(person)[1:]]
        assert told == [f"Logged {10 + number}" for number in range(3)]
    assert min(handled.values()) > 0
    assert sum(handled.values()) == 36


@pytest.mark.soak
async def test_a_flood_over_two_replicas_is_one(
    api: Server, url: str, unused_tcp_port_factory: Callable[[], int]
) -> None:
    """Whichever takes it in: so many inputs in a minute, and one line when they are too many."""
    world = api.world
    world.limits.on = False
    hooks = []
    for _ in range(2):
        address = f"127.0.0.1:{unused_tcp_port_factory()}"
        hooks.append(webhook_of(f"http://{address}/hook", address, "secret", "1:a"))
    async with replica(api, url, "one", hooks[0]), replica(api, url, "two", hooks[1]):
        await until(lambda: world.count("setWebhook") == 2)
        world.webhook = {}
        for number in range(3 * INPUTS_MOST):
            world.say(ANNA, f"/done 1 n{number}")
        updates, world.pending = world.pending, []
        headers = {"X-Telegram-Bot-Api-Secret-Token": "secret"}
        async with aiohttp.ClientSession(headers=headers) as session:
            for number, update in enumerate(updates):
                async with session.post(hooks[number % 2].url, json=update) as answer:
                    assert answer.status == 200
        await until(lambda: len(world.of(ANNA)) == INPUTS_MOST + 1)
    assert count(url, "entry") == INPUTS_MOST
    assert sum("Slow down" in each.text for each in world.of(ANNA)) == 1


def count_handled(replica: Replica, name: str, handled: dict[str, int]) -> None:
    """Count what a replica wrote an answer to."""
    coach = replica.adapter._core.coach
    handle = coach.handle

    async def counted(*arguments: object, **options: object) -> object:
        answers = await handle(*arguments, **options)  # type: ignore[arg-type]
        handled[name] += bool(answers)
        return answers

    coach.handle = counted  # type: ignore[assignment, method-assign]
