"""The real service under trouble: no message lost, none dead, none doubled unrecorded (9.1, 9.2)."""

import asyncio
import random
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.domain.policy import RESENDS_MOST
from support.discord.process import start as start_discord
from support.discord.server import Fault as DiscordFault
from support.discord.server import Server as DiscordServer
from support.discord.server import discord_server
from support.telegram.process import Run, until
from support.telegram.server import Fault, Server, bot_api

PEOPLE = 8
ANNA = 1_200_000_000_000_000_001


def rows(path: Path, query: str) -> list[Any]:
    with closing(sqlite3.connect(path, timeout=30)) as database:
        return database.execute(query).fetchall()


def prompts(path: Path) -> list[tuple[str, str, int]]:
    """Platform, state and recorded ambiguous attempts of each prompt."""
    return rows(path, "select platform, state, resends from delivery where kind = 'daily_prompt'")


class Home:
    """Both platforms, and one process that serves them."""

    def __init__(
        self,
        telegram: Server,
        discord: DiscordServer,
        path: Path,
        people: int = PEOPLE,
        minutes: int = 1,
    ) -> None:
        self.people = people
        self.minutes = minutes
        self.telegram = telegram
        self.discord = discord
        self.path = path
        self.run: Run | None = None

    async def start(self, at: str) -> None:
        """Start the process at an instant."""
        self.discord.gateway.identifies.clear()
        self.discord.gateway.sessions.clear()
        env = {
            "WAYMARK_TELEGRAM_TOKEN": self.telegram.token,
            "WAYMARK_TELEGRAM_API_URL": self.telegram.url,
            "WAYMARK_DEMO": "1",
            "WAYMARK_CLOCK_START": at,
        }
        self.run = await start_discord(self.discord, self.path, **env)

    @property
    def process(self) -> Run:
        """The process."""
        assert self.run is not None
        return self.run

    async def set_up(self) -> None:
        """Everybody sets up on Monday evening; their prompts come within so many minutes."""
        self.telegram.world.limits.on = self.discord.world.limits.on = False
        await self.start("2026-03-02T18:00+00:00")
        await until(lambda: self.discord.gateway.connected)
        for number in range(self.people):
            line = f"/start tz=UTC at=08:{number % self.minutes:02} days=mon-sun"
            self.telegram.world.say(1000 + number, line)
            self.discord.world.say(ANNA + number, line)
        await until(lambda: len(rows(self.path, "select 1 from enrolment")) == 2 * self.people)
        await until(lambda: not rows(self.path, "select 1 from reply where sent_at is null"))
        assert await self.process.stop() == 0, self.process.err

    def telegram_copies(self) -> Counter[int]:
        """How many prompts each person got in Telegram."""
        return Counter(each.chat for each in self.telegram.world.sent if _is_prompt(each.labels))

    def discord_copies(self) -> Counter[int]:
        """How many prompts each person got in Discord."""
        messages = self.discord.world.messages
        return Counter(each.channel for each in messages if _is_prompt(each.labels))

    def check(self) -> None:
        """All arrived; copies are recorded as ambiguous; none dead; in Discord none twice."""
        found = prompts(self.path)
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

    def all_ended(self) -> bool:
        """Whether every prompt is at its end."""
        states = [state for _, state, _ in prompts(self.path)]
        ended = {"sent", "unknown", "dead", "skipped"}
        return len(states) == 2 * self.people and ended.issuperset(states)


def _is_prompt(labels: list[str]) -> bool:
    return "Just 10 minutes" in labels


async def at_trouble(
    path: Path, trouble: Callable[[Home], Any], seconds: float, *, patience: float
) -> None:
    """Prompts fall due while `trouble` lasts."""
    async with bot_api() as telegram, discord_server() as discord:
        home = Home(telegram, discord, path)
        await home.set_up()
        await home.start("2026-03-03T07:59:57+00:00")
        try:
            await trouble(home)(seconds)
            await until(home.all_ended, patience)
            home.check()
            assert await home.process.stop() == 0, home.process.err
        finally:
            if home.process.running:
                await home.process.kill()


def locked(home: Home) -> Callable[[float], Any]:
    """The database is locked, as by a backup program, while the platforms answer slowly."""

    async def lasts(seconds: float) -> None:
        home.telegram.faults.append(Fault("sendMessage", times=4, delay=2))
        home.discord.faults.append(DiscordFault("POST /channels", times=4, delay=2))
        await until(lambda: "sending" in {state for _, state, _ in prompts(home.path)})
        with closing(sqlite3.connect(home.path, timeout=30)) as database:
            database.execute("begin exclusive")
            await asyncio.sleep(seconds)
            database.rollback()

    return lasts


def hanging(home: Home) -> Callable[[float], Any]:
    """Both platforms hang: what was asked is done at the end, or not at all."""

    async def lasts(seconds: float) -> None:
        home.telegram.faults.append(Fault("sendMessage", times=4, delay=seconds))
        home.discord.faults.append(DiscordFault("POST /channels", times=4, delay=seconds))
        await asyncio.sleep(seconds)

    return lasts


@pytest.mark.soak
async def test_a_database_locked_for_15_seconds(tmp_path: Path) -> None:
    await at_trouble(tmp_path / "w.db", locked, 15, patience=60)


@pytest.mark.soak
async def test_platforms_that_hang_for_40_seconds(tmp_path: Path) -> None:
    await at_trouble(tmp_path / "w.db", hanging, 40, patience=120)


async def killed(path: Path, people: int, kills: int) -> None:
    """The process is killed again and again while the prompts go out, some more each minute.

    What is said takes 50 ms to arrive, and is lost where the program that says it is gone by then.
    """
    rng = random.Random(30)
    async with bot_api() as telegram, discord_server() as discord:
        home = Home(telegram, discord, path, people, minutes=kills)
        await home.set_up()
        telegram.faults.append(Fault("sendMessage", times=10_000, delay=0.05))
        discord.faults.append(DiscordFault("POST /channels", times=10_000, delay=0.05))
        try:
            for minute in range(kills):
                telegram.world.calls.clear()
                await home.start(f"2026-03-03T08:{minute:02}:01+00:00")
                await until(lambda: telegram.world.count("sendMessage"))
                await asyncio.sleep(rng.uniform(0, 1.5))
                await home.process.kill()
            telegram.world.calls.clear()
            await home.start(f"2026-03-03T08:{kills:02}:01+00:00")
            await until(lambda: telegram.world.count("getUpdates") and home.all_ended(), 60)
            home.check()
            assert await home.process.stop() == 0, home.process.err
        finally:
            if home.process.running:
                await home.process.kill()


@pytest.mark.soak
async def test_killed_while_prompts_go_out(tmp_path: Path) -> None:
    await killed(tmp_path / "w.db", people=PEOPLE, kills=1)


@pytest.mark.soak
async def test_killed_30_times_while_prompts_go_out(tmp_path: Path) -> None:
    await killed(tmp_path / "w.db", people=120, kills=30)
