"""Replicas of `waymark run` on PostgreSQL: whatever befalls one, nothing is lost or done twice (9.5).

Leases last a tenth of what they do, so that many harms fit into a minute.
"""

import asyncio
import os
import random
import signal
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack

import pytest

from support.chaos import ChaosProxy, Wire, chaos
from support.discord.server import Server as DiscordServer
from support.discord.server import discord_server
from support.postgresql import Server as Database
from support.postgresql import running as database_running
from support.processes import START
from support.telegram.process import Run, until
from support.telegram.server import Server as TelegramServer
from support.telegram.server import bot_api

TELEGRAM = range(1001, 1004)
DISCORD = range(1_200_000_000_000_000_001, 1_200_000_000_000_000_004)
WITHIN = 90.0
"""Seconds for which the tests wait; that it is sooner is for the leases' own tests to show."""

PAST_THE_LEASE = 5.0
"""Seconds after which another replica has taken over."""


class Replica:
    """A process, and its own wire to the database."""

    def __init__(self, run: Run, wire: ChaosProxy) -> None:
        self.run = run
        self.wire = wire


class Cluster:
    """A database, both platforms, and two replicas."""

    def __init__(
        self, database: Database, name: str, api: TelegramServer, discord: DiscordServer
    ) -> None:
        self.database = database
        self.name = name
        self.api = api
        self.discord = discord
        self.replicas: list[Replica] = []
        self.rounds = 0
        self._stack = AsyncExitStack()

    async def begin(self) -> None:
        """Start both, and have everybody set up."""
        self.api.world.limits.on = self.discord.world.limits.on = False
        for _ in range(2):
            self.replicas.append(await self.start())
        await until(lambda: self.discord.gateway.connected, WITHIN)
        for person in TELEGRAM:
            self.api.world.say(person, START)
        for person in DISCORD:
            self.discord.world.say(person, START)
        await until(lambda: all(self.told(each) for each in (*TELEGRAM, *DISCORD)), WITHIN)

    async def start(self) -> Replica:
        """One more replica."""
        socket = str(self.database.folder / ".s.PGSQL.5432")
        wire = await self._stack.enter_async_context(chaos(socket))
        env = {
            "WAYMARK_TELEGRAM_TOKEN": self.api.token,
            "WAYMARK_TELEGRAM_API_URL": self.api.url,
            "WAYMARK_DISCORD_TOKEN": self.discord.token,
            "WAYMARK_DISCORD_API_URL": self.discord.url,
            "WAYMARK_DISCORD_GATEWAY_URL": self.discord.gateway_url,
            "LEASES_LAST": "0.1",
        }
        url = f"postgresql://waymark@127.0.0.1:{wire.port}/{self.name}"
        return Replica(Run("--db", url, env=env), wire)

    def log(self) -> None:
        """Everybody logs some minutes."""
        self.rounds += 1
        for person in TELEGRAM:
            self.api.world.say(person, f"/done 20 n{self.rounds}")
        for person in DISCORD:
            self.discord.world.say(person, f"/done 20 n{self.rounds}")
        self.discord.gateway.identifies.clear()

    def told(self, person: int) -> list[str]:
        """What somebody was told."""
        if person in TELEGRAM:
            return [each.text for each in self.api.world.of(person)]
        return [each.text for each in self.discord.world.of(person)]

    def is_answered(self, person: int) -> bool:
        """Whether somebody was told that each of their minutes is logged."""
        told = "\n".join(self.told(person))
        return all(f"“n{number + 1}”" in told for number in range(self.rounds))

    async def answered(self) -> None:
        """Wait until everybody was told so."""
        await until(lambda: all(map(self.is_answered, (*TELEGRAM, *DISCORD))), WITHIN)

    async def end(self) -> None:
        """Stop both: each effect was one, and nobody was told more often than is on record."""
        await self.answered()
        await self.check(
            "SELECT count(*) FROM delivery WHERE state NOT IN ('sent', 'skipped')", (0,)
        )
        for each in self.replicas:
            await until(lambda run=each.run: "running:" in run.err, WITHIN)  # type: ignore[misc]
            assert await each.run.stop() == 0, each.run.err
        people = len(TELEGRAM) + len(DISCORD)
        await self.check(
            "SELECT count(*), count(DISTINCT (learner_id, note)) FROM entry",
            (self.rounds * people,) * 2,
        )
        await self.check("SELECT count(*) FROM inbox WHERE handled_at IS NULL", (0,))
        again = "(SELECT coalesce(sum(resends), 0) FROM {}) "
        ((resends,),) = await self.database.execute(
            f"SELECT {again.format('reply')} + {again.format('delivery')}", self.name
        )
        assert sum(map(self.copies, TELEGRAM)) <= resends
        assert sum(map(self.copies, DISCORD)) == 0

    async def check(self, query: str, expected: tuple[int, ...]) -> None:
        """Wait until a query has come to that."""
        async with asyncio.timeout(WITHIN):
            while True:
                if await self.database.execute(query, self.name) == [expected]:
                    return
                await asyncio.sleep(0.1)

    def copies(self, person: int) -> int:
        """How many messages somebody got more than once."""
        return sum(count - 1 for count in Counter(self.told(person)).values())

    async def give_up(self) -> None:
        """End what still runs."""
        for each in self.replicas:
            if each.run.running:
                await each.run.kill()
        await self._stack.aclose()


async def kill(cluster: Cluster, dice: random.Random) -> None:
    """One of them dies at any moment, and another one is started."""
    await asyncio.sleep(dice.uniform(0.1, 1.5))
    await cluster.replicas.pop(dice.randrange(2)).run.kill()
    cluster.replicas.append(await cluster.start())


async def freeze(cluster: Cluster, dice: random.Random) -> None:
    """One of them hangs until the other one has taken over."""
    frozen = cluster.replicas[dice.randrange(2)].run
    await asyncio.sleep(dice.uniform(0.0, 0.3))
    os.kill(frozen.pid, signal.SIGSTOP)
    try:
        cluster.log()
        await asyncio.sleep(PAST_THE_LEASE)
    finally:
        os.kill(frozen.pid, signal.SIGCONT)


async def restart(cluster: Cluster, dice: random.Random) -> None:
    """The database is away for a moment."""
    await asyncio.sleep(dice.uniform(0.0, 0.3))
    await asyncio.to_thread(cluster.database.stop)
    cluster.log()
    await asyncio.to_thread(cluster.database.start)
    await cluster.answered()


async def part(cluster: Cluster, dice: random.Random) -> None:
    """One of them and the database hear nothing of each other, until the other has taken over."""
    wire = cluster.replicas[dice.randrange(2)].wire
    await asyncio.sleep(dice.uniform(0.0, 0.3))
    wire.wire = Wire.HANGS
    cluster.log()
    await asyncio.sleep(PAST_THE_LEASE)
    wire.wire = Wire.WELL


Harm = Callable[[Cluster, random.Random], Awaitable[None]]


@pytest.mark.soak
@pytest.mark.alone
@pytest.mark.parametrize(("harm", "times"), [(kill, 30), (freeze, 6), (restart, 3), (part, 3)])
async def test_nothing_is_lost_or_done_twice(harm: Harm, times: int) -> None:
    with database_running() as database:
        async with database.database() as name, bot_api() as api, discord_server() as discord:
            cluster, dice = Cluster(database, name, api, discord), random.Random(16)
            try:
                await cluster.begin()
                for _ in range(times):
                    cluster.log()
                    await harm(cluster, dice)
                await cluster.end()
            finally:
                await cluster.give_up()
