"""The host's guide, walked from its first line to its last against both platforms on loopback.

What needs root or systemd stands in the guide with its reason, and is done here by hand: the
folders are made, the service is started and stopped.
"""

import asyncio
import re
import socket
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import pytest

from support.database import count, rows
from support.discord.server import Server as DiscordServer
from support.discord.server import discord_server
from support.messages import ROOT
from support.postgresql import Server as PostgreSQL
from support.processes import PATIENCE
from support.telegram.process import until
from support.telegram.server import Fault, Server, bot_api
from support.walking import GUIDES, SHELL, Block, Walk, blocks

pytestmark = [pytest.mark.soak, pytest.mark.alone]

HOST: Final = blocks(GUIDES / "host.md")
BEFORE: Final = "12b8765"
"""A version of before: its schema and its requirements were others."""

RUN: Final = ".venv/bin/waymark run"
ORIGIN: Final = "https://example.org/waymark.git"
LINE_OF_CRON: Final = re.compile(r"^\d+ \d+ \* \* \* waymark (.*)$", re.MULTILINE)
ANNA: Final = 1
PEOPLE: Final = range(1, 11)
"""They have their prompt at eight in the morning."""

WRITERS: Final = range(11, 17)
"""They have it in the afternoon, and write before."""


class Machine:
    """A fresh machine with the two folders that root made, and both platforms."""

    def __init__(self, folder: Path, telegram: Server, discord: DiscordServer) -> None:
        self.telegram, self.discord = telegram, discord
        self.program, self.data = folder / "opt" / "waymark", folder / "var" / "lib" / "waymark"
        self.origin = folder / "origin.git"
        self.program.parent.mkdir(parents=True)
        self.data.mkdir(parents=True)
        webhook, health = free_ports(2)
        stands_for = {
            "https://bot.example.org/telegram": f"http://127.0.0.1:{webhook}/telegram",
            "127.0.0.1:8443": f"127.0.0.1:{webhook}",
            "127.0.0.1:9090": f"127.0.0.1:{health}",
            "/opt/waymark": str(self.program),
            "/var/lib/waymark": str(self.data),
            "/tmp/waymark-try": str(folder / "try"),
            "123456789:put-here-what-BotFather-showed": telegram.token,
            "put-here-what-the-portal-showed": discord.token,
        }
        env = {
            "PYTHON": getattr(sys, "_base_executable", sys.executable),
            "WAYMARK_TELEGRAM_API_URL": telegram.url,
            "WAYMARK_DISCORD_API_URL": discord.url,
            "WAYMARK_DISCORD_GATEWAY_URL": discord.gateway_url,
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": f"url.{self.origin}.insteadOf",
            "GIT_CONFIG_VALUE_0": ORIGIN,
        }
        self.walk = Walk(folder, stands_for, env)

    async def section(self, title: str) -> str:
        """Everything of a section that is run, in its order; what the last command said."""
        said = ""
        for block in section(title):
            if not block.reason:
                said = await self.walk.run(block)
        return said

    @asynccontextmanager
    async def serving(self, command: str = RUN) -> AsyncIterator[None]:
        """The bot, until the end of the block."""
        self.discord.gateway.sessions.clear()
        async with self.walk.serving(command):
            yield

    async def answers(self, line: str, person: int = ANNA) -> str:
        """What somebody is answered in Telegram."""
        before = len(self.telegram.world.of(person))
        self.telegram.world.say(person, line)
        await until(lambda: len(self.telegram.world.of(person)) > before, 3 * PATIENCE)
        return self.telegram.world.of(person)[-1].text


def section(title: str) -> Iterator[Block]:
    """The commands of a section of the guide."""
    found = [each for each in HOST if each.section == title and each.language in SHELL]
    assert found, title
    yield from found


def free_ports(number: int) -> list[int]:
    """So many ports on which nobody listens."""
    held = [socket.socket() for _ in range(number)]
    for each in held:
        each.bind(("127.0.0.1", 0))
    found: list[int] = [each.getsockname()[1] for each in held]
    for each in held:
        each.close()
    return found


async def git(*words: str | Path) -> None:
    """Git, to its end."""
    process = await asyncio.create_subprocess_exec("git", *map(str, words))
    assert await process.wait() == 0, words


@pytest.fixture
async def machine(tmp_path: Path) -> AsyncIterator[Machine]:
    """A fresh machine; where it clones from has this version as its main branch."""
    origin = tmp_path / "origin.git"
    await git("clone", "--quiet", "--bare", ROOT, origin)
    await git("-C", origin, "update-ref", "refs/heads/new", "HEAD")
    await origin_at(origin, "new")
    async with bot_api() as telegram, discord_server() as discord:
        yield Machine(tmp_path, telegram, discord)


async def test_from_a_fresh_machine_to_a_bot_that_was_moved(
    machine: Machine, postgresql: PostgreSQL
) -> None:
    await machine.section("Install it")
    assert "Week 1 of 24" in machine.walk.log
    *before, run = section("A bot in Telegram")
    for block in before:
        await machine.walk.run(block)
    assert [each.command for each in run.steps] == [RUN]
    async with machine.serving():
        assert "You are set up" in await machine.answers("/start tz=UTC")
        assert "Logged 25 min" in await machine.answers("/done 25")

    await machine.section("A bot in Discord")
    async with machine.serving():
        await until(lambda: machine.discord.gateway.connected, 3 * PATIENCE)
        await until(lambda: machine.discord.world.commands, 3 * PATIENCE)
        machine.discord.world.slash(1001, "start")
        await until(lambda: machine.discord.world.of(1001), 3 * PATIENCE)
        assert "is sound" in await machine.section("See that it lives")
        assert '"ready": true' in machine.walk.log
        assert "is a sound backup" in await machine.section("A backup each night")
        await each_night(machine)
    await machine.section("A new version")
    await moved_house(machine)

    await machine.section("A webhook instead")
    async with machine.serving():
        await until(lambda: machine.telegram.world.webhook, 3 * PATIENCE)
        assert "1 study day in a row" in await machine.answers("/streak")

    async with postgresql.database(empty=True) as name:
        (copies,) = section("When you grow")
        address = "postgresql://waymark@db.example.org/waymark"
        machine.walk.also(address, postgresql.url(name))
        assert "copied" in await machine.walk.run(copies)
        assert count(postgresql.url(name), "learner") == count(
            machine.data / "waymark.db", "learner"
        )
    assert machine.telegram.world.wrong == []


async def each_night(machine: Machine) -> None:
    """The lines of cron, as cron runs them."""
    (lines,) = [each.text for each in section("A backup each night") if each.reason]
    night = LINE_OF_CRON.findall(lines)
    assert len(night) == 2
    for command in night:
        code, said = await machine.walk.do(command.replace("\\%", "%"))
        assert code == 0, said
    kept = {each.name for each in (machine.data / "backups").iterdir()}
    assert len(kept) == 2
    assert "first.db" in kept


async def moved_house(machine: Machine) -> None:
    """Yesterday's backup, restored elsewhere, knows what was logged."""
    assert "is sound" in await machine.section("Another machine")
    restored = machine.data / "restored.db"
    assert rows(restored, "select minutes from entry") == [(25,)]
    async with machine.serving(f"{RUN} --db /var/lib/waymark/restored.db"):
        assert "1 study day in a row" in await machine.answers("/streak")


async def test_an_upgrade_from_a_version_of_before_loses_nothing(machine: Machine) -> None:
    """What was due, said or half sent when the old version was killed arrives with the new one."""
    world, database = machine.telegram.world, machine.data / "waymark.db"
    world.limits.on = False
    await older_version(machine)
    async with machine.serving(at("2026-03-02T18:00+00:00")):
        for person in (*PEOPLE, *WRITERS):
            time = "08:00" if person in PEOPLE else "17:00"
            world.say(person, f"/start tz=UTC at={time} days=mon-sun")
        await until(lambda: all(world.of(each) for each in (*PEOPLE, *WRITERS)), 3 * PATIENCE)
    hanging = Fault("sendMessage", times=1000, until=asyncio.Event())
    machine.telegram.faults.append(hanging)
    async with machine.walk.serving(at("2026-03-03T07:59:58+00:00"), killed=True):
        await until(lambda: sending(database), 3 * PATIENCE)
    machine.telegram.faults.clear()
    for person in WRITERS:
        world.say(person, f"/done 10 note{person}")

    await origin_at(machine.origin, "new")
    await machine.section("A new version")
    assert re.search(r"^schema \d+ -> \d+$", machine.walk.log, re.MULTILINE)
    async with machine.serving(at("2026-03-03T08:05+00:00")):
        await until(lambda: all_is_told(machine), 3 * PATIENCE)
    assert sorted(rows(database, "select minutes from entry")) == [(10,)] * len(WRITERS)
    resent = rows(database, "select sum(resends) from delivery where kind = 'daily_prompt'")
    copies = [sum("Just 10 minutes" in each.labels for each in world.of(one)) for one in PEOPLE]
    assert all(copies)
    assert sum(copies) <= len(PEOPLE) + resent[0][0]
    assert world.wrong == []


async def older_version(machine: Machine) -> None:
    """What the guide installs, as it was before; its Makefile had no `install` yet."""
    await origin_at(machine.origin, BEFORE)
    clone, enter, install = commands("Install it")[:3]
    assert install == "make install"
    for command in (clone, enter, "make --silent .venv/.run"):
        code, said = await machine.walk.do(command)
        assert code == 0, said
    await machine.walk.run(next(section("A bot in Telegram")))


async def origin_at(origin: Path, revision: str) -> None:
    """What is cloned and pulled is at a revision of this repository."""
    await git("-C", origin, "update-ref", "refs/heads/trunk", revision)
    await git("-C", origin, "symbolic-ref", "HEAD", "refs/heads/trunk")


def commands(title: str) -> list[str]:
    """The commands of a section that are run."""
    return [step.command for each in section(title) if not each.reason for step in each.steps]


def at(instant: str) -> str:
    """The bot with a clock that begins then."""
    return f"WAYMARK_DEMO=1 WAYMARK_CLOCK_START={instant} {RUN}"


def sending(database: Path) -> bool:
    """Whether some prompts are on their way."""
    return count(database, "delivery where state = 'sending' and kind = 'daily_prompt'") > 0


def all_is_told(machine: Machine) -> bool:
    """Whether everybody who waits for a prompt has it, and who wrote was answered."""
    world = machine.telegram.world
    prompted = [any("Just 10 minutes" in one.labels for one in world.of(each)) for each in PEOPLE]
    answered = [any(f"“note{each}”" in one.text for one in world.of(each)) for each in WRITERS]
    return all(prompted) and all(answered)
