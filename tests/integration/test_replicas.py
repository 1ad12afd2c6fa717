"""Replicas of `waymark run` on PostgreSQL: whatever befalls one, nothing is lost or done twice (9.5)."""

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable

import pytest

from support.postgresql import Server as Database
from support.postgresql import running as database_running
from support.processes import START
from support.telegram.process import Run, start, until
from support.telegram.server import Server, bot_api

PEOPLE = range(1001, 1006)
ROUNDS = 3
WITHIN = 90.0
"""Seconds for which the tests wait; that it is sooner is for the leases' own tests to show."""


class Cluster:
    """A database, a platform, and two replicas, of which the first began to serve."""

    def __init__(self, database: Database, name: str, api: Server) -> None:
        self.database = database
        self.api = api
        self.url = database.url(name)
        self.name = name
        self.replicas: list[Run] = []
        self.said = dict.fromkeys(PEOPLE, 0)

    async def begin(self) -> None:
        """Start both, and have everybody set up."""
        self.api.world.limits.on = False
        self.replicas = [await start(self.api, self.url) for _ in range(2)]
        for person in PEOPLE:
            self.api.world.say(person, START)
        await until(lambda: all(self.api.world.of(each) for each in PEOPLE), WITHIN)

    def log(self) -> None:
        """Everybody logs ten minutes."""
        for person in PEOPLE:
            self.api.world.say(person, "/done 10")
            self.said[person] += 1

    def answers(self, person: int) -> int:
        """How often somebody was told that it is logged."""
        return sum("Logged 10 min" in each.text for each in self.api.world.of(person))

    async def answered(self) -> None:
        """Wait until everybody was told so as often as they said it."""
        await until(
            lambda: all(self.answers(person) >= count for person, count in self.said.items()),
            WITHIN,
        )

    async def end(self) -> None:
        """Stop both: each effect was one, and nobody was told more often than is on record."""
        for each in self.replicas:
            assert await each.stop() == 0, each.err
        count, again = "SELECT count(*) FROM entry", "SELECT coalesce(sum(resends), 0) FROM reply"
        ((entries,),) = await self.database.execute(count, self.name)
        ((resends,),) = await self.database.execute(again, self.name)
        assert entries == sum(self.said.values())
        assert sum(map(self.answers, PEOPLE)) <= entries + resends

    async def give_up(self) -> None:
        """End what still runs."""
        for each in self.replicas:
            if each.running:
                await each.kill()


async def kill(cluster: Cluster) -> None:
    """The one that serves dies, and another one is started."""
    await cluster.replicas.pop(0).kill()
    cluster.log()
    cluster.replicas.append(await start(cluster.api, cluster.url))
    await cluster.answered()


async def freeze(cluster: Cluster) -> None:
    """The one that serves hangs until the other one has answered in its place."""
    frozen = cluster.replicas.pop(0)
    os.kill(frozen.pid, signal.SIGSTOP)
    cluster.log()
    cluster.replicas.append(frozen)
    try:
        await cluster.answered()
    finally:
        os.kill(frozen.pid, signal.SIGCONT)


async def restart(cluster: Cluster) -> None:
    """The database is away for a moment."""
    await asyncio.to_thread(cluster.database.stop)
    cluster.log()
    await asyncio.to_thread(cluster.database.start)
    await cluster.answered()


@pytest.mark.soak
@pytest.mark.parametrize("harm", [kill, freeze, restart])
async def test_nothing_is_lost_or_done_twice(harm: Callable[[Cluster], Awaitable[None]]) -> None:
    with database_running() as database:
        async with database.database() as name, bot_api() as api:
            cluster = Cluster(database, name, api)
            try:
                await cluster.begin()
                for _ in range(ROUNDS):
                    cluster.log()
                    await harm(cluster)
                await cluster.end()
            finally:
                await cluster.give_up()
