"""Telegram's webhook before two replicas: what either takes counts once, in its order (9.3, 9.5)."""

import asyncio
import random
import re
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from itertools import cycle

import aiohttp
import pytest
from aiohttp import web

from support.postgresql import Server as Database
from support.processes import START
from support.telegram.process import Run, until
from support.telegram.server import Server, bot_api
from support.telegram.world import Call

PEOPLE = range(1001, 1021)
PAIRS = 5
NAMES = ("one", "two")
CONNECTIONS = 40
"""How many updates Telegram has on their way at a time, unless it is told otherwise."""

WITHIN = 120.0
HOP = frozenset({"host", "content-length", "transfer-encoding"})


class Front:
    """What stands before the replicas: it passes each post to the next of them."""

    def __init__(self) -> None:
        self.behind: dict[str, str] = {}
        self.taken: Counter[str] = Counter()
        self.url = ""
        self._turns = cycle(NAMES)

    async def start(self) -> web.AppRunner:
        """Listen."""
        app = web.Application()
        app.router.add_post("/hook", self._pass)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
        return runner

    async def _pass(self, request: web.Request) -> web.Response:
        name = next(self._turns)
        headers = {key: each for key, each in request.headers.items() if key.lower() not in HOP}
        try:
            async with (
                aiohttp.ClientSession() as session,
                session.post(
                    self.behind[name], data=await request.read(), headers=headers
                ) as answer,
            ):
                self.taken[name] += answer.status == 200
                return web.Response(status=answer.status)
        except aiohttp.ClientError:
            return web.Response(status=502)


@asynccontextmanager
async def front() -> AsyncIterator[Front]:
    """One that listens."""
    made = Front()
    runner = await made.start()
    try:
        yield made
    finally:
        await runner.cleanup()


class Pair:
    """Two replicas behind a front; Telegram sees which of them calls."""

    def __init__(self, api: Server, url: str, before: Front, ports: dict[str, int]) -> None:
        self.runs: dict[str, Run] = {}
        self._api = api
        self._url = url
        self._front = before
        self._ports = ports

    async def start(self, name: str) -> None:
        """Start one of them, and wait until it serves."""
        port = self._ports[name]
        run = self.runs[name] = Run(
            *("--db", self._url),
            env={
                "WAYMARK_TELEGRAM_TOKEN": self._api.token,
                "WAYMARK_TELEGRAM_API_URL": f"{self._api.url}/{name}",
                "WAYMARK_TELEGRAM_WEBHOOK_URL": self._front.url,
                "WAYMARK_TELEGRAM_LISTEN": f"127.0.0.1:{port}",
                "LEASES_LAST": "0.1",
            },
        )
        self._front.behind[name] = f"http://127.0.0.1:{port}/hook"
        await until(lambda: "running:" in run.err, WITHIN)

    async def give_up(self) -> None:
        """End what still runs."""
        for each in self.runs.values():
            if each.running:
                await each.kill()


def set_up(api: Server) -> None:
    """Everybody begins."""
    for person in PEOPLE:
        api.world.say(person, START)


def say_pairs(api: Server, number: int) -> None:
    """Everybody says two things, the second right after the first."""
    for person in PEOPLE:
        for half in (1, 2):
            api.world.say(person, f"/done 10 n{2 * number + half}")


def notes(person: int, api: Server) -> list[str]:
    """What somebody was told to be logged, in the order in which it was told first."""
    told = [re.findall("“(n[0-9]+)”", each.text) for each in api.world.of(person)]
    return list(dict.fromkeys(note for found in told for note in found))


def senders(calls: Sequence[Call]) -> set[str]:
    """Who sent messages."""
    return {each.by for each in calls if each.method == "sendMessage"}


def all_are_told(api: Server) -> bool:
    """Whether everybody was told of all that they said."""
    return all(len(notes(each, api)) == 2 * PAIRS for each in PEOPLE)


@pytest.mark.soak
@pytest.mark.alone
async def test_a_webhook_on_two_replicas(
    postgresql: Database, unused_tcp_port_factory: Callable[[], int]
) -> None:
    dice = random.Random(9)
    async with AsyncExitStack() as stack:
        name = await stack.enter_async_context(postgresql.database())
        api = await stack.enter_async_context(bot_api())
        before = await stack.enter_async_context(front())
        api.world.limits.on, api.connections = False, CONNECTIONS
        ports = {each: unused_tcp_port_factory() for each in NAMES}
        pair = Pair(api, postgresql.url(name), before, ports)
        stack.push_async_callback(pair.give_up)
        for each in NAMES:
            await pair.start(each)
        set_up(api)
        await until(lambda: all(api.world.of(each) for each in PEOPLE), WITHIN)
        for number in range(PAIRS):
            say_pairs(api, number)
            if number != PAIRS // 2:
                await asyncio.sleep(dice.uniform(0, 1))
                continue
            enough = len(api.world.sent) + dice.randrange(5, 25)
            await until(lambda enough=enough: len(api.world.sent) > enough, WITHIN)  # type: ignore[misc]
            (holder,) = senders(api.world.calls)
            await pair.runs[holder].kill()
            calls_before = len(api.world.calls)
            await pair.start(holder)
        await until(lambda: all_are_told(api), WITHIN)
        for run in pair.runs.values():
            assert await run.stop() == 0, run.err
        await check(postgresql, name, api)
        assert sum(before.taken.values()) == len(PEOPLE) * (2 * PAIRS + 1)
        assert min(before.taken.values()) > len(PEOPLE)
        assert len(senders(api.world.calls[calls_before:])) == 1


async def check(database: Database, name: str, api: Server) -> None:
    """Each was taken once, in its order; who was told twice is on record."""
    logged = await database.execute(
        "SELECT account.chat, array_agg(entry.note ORDER BY entry.id) FROM entry"
        " JOIN account USING (learner_id) GROUP BY 1",
        name,
    )
    all_of_them = [f"n{number + 1}" for number in range(2 * PAIRS)]
    assert dict(logged) == dict.fromkeys(map(str, PEOPLE), all_of_them)
    for query in (
        "SELECT count(*) FROM inbox WHERE handled_at IS NULL",
        "SELECT count(*) FROM reply WHERE sent_at IS NULL",
    ):
        assert await database.execute(query, name) == [(0,)]
    ((resends,),) = await database.execute("SELECT sum(resends) FROM reply", name)
    copies = len(api.world.sent) - len({(each.chat, each.text) for each in api.world.sent})
    assert copies <= resends
