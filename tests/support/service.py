"""`waymark run` on both platforms and a database of either sort, and what may not go wrong with it.

Nothing is lost, nothing is dead, and what comes twice is on record as ambiguous (promises 9.1, 9.2).
"""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator, Callable, Collection, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from time import monotonic
from typing import Final

from bot.domain.policy import RESENDS_MOST
from support.chaos import HERE, ChaosProxy, chaos
from support.database import Address, count, rows
from support.discord.process import start as start_discord
from support.discord.server import Server as DiscordServer
from support.discord.server import discord_server
from support.forkserver import CONSTANTS
from support.processes import PATIENCE
from support.telegram.process import Run, until
from support.telegram.server import Server, bot_api

EVENING: Final = "2026-03-02T18:00+00:00"
MORNING: Final = "2026-03-03T07:59:57+00:00"
"""When everybody sets up, and shortly before their prompts."""

BERT, ANNA = 1000, 1_200_000_000_000_000_001
"""The first of the people in Telegram, and in Discord."""

DATABASE: Final = "database"

QUICK_LEASES: Final = {
    "scheduler.leases": {
        "SILENT_AFTER": 5.0,
        "TRUSTED_FOR": 4.0,
        "BEAT_EVERY": 1.0,
        "WATCH_EVERY": 0.5,
    },
    "bot.runtime.serve": {"WATCH_EVERY": 0.5},
}
"""Whoever holds a role is followed in seconds: how long it really takes is the leases' own test."""

ENDED: Final = frozenset({"sent", "unknown", "dead", "skipped"})


class Service:
    """Both platforms with their people, the processes that serve them, and their database.

    `clock` are settings of a clock that all processes share. So many `people` have their prompts within so many `minutes`; so many `writers` write, and have
    theirs in the afternoon. `wires` lead to "telegram", to "discord" or to the "database", where the way is not straight.
    """

    def __init__(
        self,
        telegram: Server,
        discord: DiscordServer,
        address: Address,
        people: int,
        minutes: int,
        writers: int,
        wires: Mapping[str, ChaosProxy],
    ) -> None:
        self.telegram = telegram
        self.discord = discord
        self.address = address
        self.people = people
        self.minutes = minutes
        self.writers = writers
        self._writing = range(people, people + writers)
        self.runs: list[Run] = []
        self.logged = 0
        self.clock: dict[str, str] = {}
        self.wires = wires

    async def start(self, at: str) -> Run:
        """A further process, begun at an instant."""
        self.discord.gateway.identifies.clear()
        found = {
            "WAYMARK_TELEGRAM_TOKEN": self.telegram.token,
            "WAYMARK_TELEGRAM_API_URL": self._behind("telegram", self.telegram.url),
            "WAYMARK_DISCORD_API_URL": self._behind("discord", self.discord.url),
            "WAYMARK_DISCORD_GATEWAY_URL": self._behind("discord", self.discord.gateway_url),
            "WAYMARK_DEMO": "1",
            CONSTANTS: json.dumps(QUICK_LEASES),
            "WAYMARK_CLOCK_START": at,
            **self.clock,
        }
        self.discord.resume_url = found["WAYMARK_DISCORD_GATEWAY_URL"]
        run = await start_discord(self.discord, self._behind_database(), **found)
        self.runs.append(run)
        return run

    @property
    def run(self) -> Run:
        """The latest process."""
        return self.runs[-1]

    async def stop(self) -> None:
        """All of them stop, and stop well."""
        while self.runs:
            run = self.runs.pop()
            assert await run.stop() == 0, run.err

    async def kill(self, which: int = -1) -> None:
        """`kill -9`; the last one that listened listens no more."""
        await self.runs.pop(which).kill()
        if not self.runs:
            self.discord.gateway.sessions.clear()

    async def give_up(self) -> None:
        """Let nothing run on."""
        for each in self.runs:
            if each.running:
                await each.kill()

    async def set_up(self) -> None:
        """Everybody sets up in the evening; their prompts come within so many minutes."""
        self.telegram.world.limits.on = self.discord.world.limits.on = False
        await self.start(EVENING)
        await until(lambda: self.discord.gateway.connected)
        times = [f"08:{number % self.minutes:02}" for number in range(self.people)]
        for number, at in enumerate([*times, *["17:00"] * self.writers]):
            line = f"/start tz=UTC at={at} days=mon-sun"
            self.telegram.world.say(BERT + number, line)
            self.discord.world.say(ANNA + number, line)
        everybody = 2 * (self.people + self.writers)
        await stored(lambda: count(self.address, "enrolment") == everybody, 3 * PATIENCE)
        await stored(self.all_answered)
        await self.stop()
        self.discord.gateway.sessions.clear()

    async def begin(self, at: str = MORNING) -> None:
        """Start, and wait until both platforms are served."""
        self.telegram.world.calls.clear()
        await self.start(at)
        await until(
            lambda: self.discord.gateway.connected and self.telegram.world.count("getUpdates")
        )

    def log(self) -> None:
        """Those whose prompt is not due log ten minutes each."""
        self.logged += 1
        for number in self._writing:
            self.telegram.world.say(BERT + number, f"/done 10 tele{number}x{self.logged}")
            self.discord.world.say(ANNA + number, f"/done 10 disc{number}x{self.logged}")

    def prompts(self) -> list[tuple[str, str, int]]:
        """Platform, state and recorded ambiguous attempts of each prompt."""
        query = "select platform, state, resends from delivery where kind = 'daily_prompt'"
        return rows(self.address, query)

    def is_sending(self) -> bool:
        """Whether a prompt is on its way."""
        return "sending" in {state for _, state, _ in self.prompts()}

    def all_ended(self) -> bool:
        """Whether every prompt is at its end."""
        states = [state for _, state, _ in self.prompts()]
        return len(states) == 2 * self.people and ENDED.issuperset(states)

    def all_taken_up(self) -> bool:
        """Whether every log that was said has had its effect."""
        return count(self.address, "entry") >= 2 * self.writers * self.logged

    def all_answered(self) -> bool:
        """Whether no reply waits."""
        waits = "reply where sent_at is null and failed is null"
        return not count(self.address, waits)

    def check(self) -> None:
        """All prompts arrived; copies are recorded as ambiguous; none dead; in Discord none twice."""
        found = self.prompts()
        assert Counter(platform for platform, _, _ in found) == {
            "telegram": self.people,
            "discord": self.people,
        }
        assert {state for _, state, resends in found if resends < RESENDS_MOST} <= {"sent"}
        assert {state for _, state, _ in found} <= {"sent", "unknown"}
        ambiguous = sum(resends for platform, _, resends in found if platform == "telegram")
        copies = self.telegram_copies()
        assert len(copies) == self.people
        assert sum(copies.values()) <= self.people + ambiguous
        assert sorted(self.discord_copies().values()) == [1] * self.people

    def check_logs(self) -> None:
        """What was said counts once, and was answered; a second answer is on record."""
        notes = [note for (note,) in rows(self.address, "select note from entry")]
        assert sorted(notes) == sorted(
            f"{platform}{number}x{nth + 1}"
            for platform in ("tele", "disc")
            for number in self._writing
            for nth in range(self.logged)
        )
        told = [each.text for each in self.telegram.world.sent]
        ((again,),) = rows(
            self.address,
            "select coalesce(sum(resends), 0) from reply where platform = 'telegram'",
        )
        mine = [
            sum(f"“{note}”" in text for text in told) for note in notes if note.startswith("tele")
        ]
        assert all(mine)
        assert sum(mine) <= len(mine) + again
        told = [each.text for each in self.discord.world.messages]
        assert all(
            sum(f"“{note}”" in text for text in told) == 1
            for note in notes
            if note.startswith("disc")
        )

    def state(self) -> str:
        """How things stand, for whoever reads of a failure."""
        waiting = "select platform, event_id, tries, reason from inbox where handled_at is null"
        unsent = "select platform, resends, failed from reply where sent_at is null"
        found = [self.prompts(), rows(self.address, "select note from entry")]
        found += [rows(self.address, query) for query in (waiting, unsent)]
        return "\n".join([*map(str, found), *(each.err for each in self.runs)])

    def telegram_copies(self) -> Counter[int]:
        """How many prompts each person got in Telegram."""
        return Counter(each.chat for each in self.telegram.world.sent if _is_prompt(each.labels))

    def discord_copies(self) -> Counter[int]:
        """How many prompts each person got in Discord."""
        messages = self.discord.world.messages
        return Counter(each.channel for each in messages if _is_prompt(each.labels))

    def _behind(self, name: str, url: str) -> str:
        return self.wires[name].url(url) if name in self.wires else url

    def _behind_database(self) -> Address:
        if DATABASE not in self.wires:
            return self.address
        name = str(self.address).partition("@/")[2].partition("?")[0]
        return f"postgresql://waymark@{HERE}:{self.wires[DATABASE].port}/{name}"


async def stored(condition: Callable[[], object], within: float = PATIENCE) -> None:
    """Wait until a database holds something; it is looked at now and then."""
    ends = monotonic() + within
    while not condition():
        assert monotonic() < ends, "it took too long"
        await asyncio.sleep(0.05)


def _is_prompt(labels: list[str]) -> bool:
    return "Just 10 minutes" in labels


@asynccontextmanager
async def service(
    address: Address,
    *,
    people: int = 8,
    minutes: int = 1,
    writers: int = 2,
    wired: Collection[str] = (),
) -> AsyncIterator[Service]:
    """Everybody is set up on it; nobody serves yet. Those `wired` are reached by a wire."""
    async with AsyncExitStack() as stack:
        telegram = await stack.enter_async_context(bot_api())
        discord = await stack.enter_async_context(discord_server())
        targets = {"telegram": telegram.url, "discord": discord.url, DATABASE: socket_of(address)}
        wires = {name: await stack.enter_async_context(chaos(targets[name])) for name in wired}
        served = Service(telegram, discord, address, people, minutes, writers, wires)
        try:
            await served.set_up()
            yield served
            await served.stop()
        except AssertionError as error:
            error.add_note(served.state())
            raise
        finally:
            await served.give_up()


def socket_of(address: Address) -> str:
    """Where PostgreSQL listens for the database at an address."""
    return f"{str(address).partition('?host=')[2]}/.s.PGSQL.5432"
