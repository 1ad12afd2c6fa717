"""`waymark doctor`: a host plants a fault, and is told its mend (promise 10)."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from support.database import execute, rows
from support.discord.server import Server as DiscordServer
from support.discord.server import discord_server
from support.forkserver import CONSTANTS, shared_factory
from support.telegram.process import running, until
from support.telegram.rules import RefusedError
from support.telegram.server import Fault, Server, bot_api
from support.terminal import terminal

Found = list[dict[str, str]]

SHORT = 5
"""Characters that may stand in any line by chance."""


DISK = "bot.storage.dialect.sqlite.findings"


class Host:
    """A machine on which all is well, until somebody changes it."""

    def __init__(self, folder: Path, telegram: Server, discord: DiscordServer) -> None:
        self.folder = folder
        self.database = folder / "waymark.db"
        self.telegram = telegram
        self.discord = discord
        self.env = {
            "WAYMARK_TELEGRAM_TOKEN": telegram.token,
            "WAYMARK_TELEGRAM_API_URL": telegram.url,
            "WAYMARK_DISCORD_TOKEN": discord.token,
            "WAYMARK_DISCORD_API_URL": discord.url,
            "WAYMARK_TELEGRAM_WEBHOOK_SECRET": "canary-of-the-webhook",
            "WAYMARK_DATABASE_PASSWORD": "canary-of-the-database",
        }

    async def examined(self) -> tuple[int, Found]:
        """The exit status and the findings."""
        run = shared_factory().run
        done = await asyncio.to_thread(run, "doctor", "--json", cwd=self.folder, **self.env)
        assert done.err == ""
        for name, each in self.env.items():
            secret = name.endswith(("_TOKEN", "_SECRET", "_PASSWORD")) and len(each) > SHORT
            assert not secret or each.encode() not in done.out, name
        assert self.telegram.token.encode() not in done.out
        return done.code, json.loads(done.out)

    def file(self, name: str, text: str = "", mode: int = 0o600) -> Path:
        """A file of the host's."""
        path = self.folder / name
        path.write_text(text)
        path.chmod(mode)
        return path


@pytest.fixture
async def host(tmp_path: Path) -> AsyncIterator[Host]:
    """A host with both platforms and a database."""
    async with bot_api() as telegram, discord_server() as discord:
        found = Host(tmp_path, telegram, discord)
        async with terminal(found.database, datetime(2026, 3, 2, 18, tzinfo=UTC)) as term:
            await term.say("/start tz=UTC")
        yield found


async def test_all_is_well(host: Host) -> None:
    status, found = await host.examined()
    assert [each for each in found if each["level"] not in {"ok", "note"}] == []
    assert status == 0
    assert {"settings", "telegram", "discord", "sqlite", "database", "disk"} <= {
        each["check"] for each in found
    }
    assert all(set(each) == {"check", "level", "what", "mend"} for each in found)


def setting(**env: str) -> Callable[[Host], None]:
    return lambda host: host.env.update({f"WAYMARK_{name}": each for name, each in env.items()})


def changed(statement: str) -> Callable[[Host], None]:
    return lambda host: execute(host.database, statement)


def babbling(host: Host) -> None:
    host.telegram.faults.append(Fault("getMe", error=RefusedError("Bad Gateway", 502)))


def revoked(host: Host) -> None:
    host.env["WAYMARK_TELEGRAM_TOKEN"] = "4242:another"


def revoked_there(host: Host) -> None:
    host.env["WAYMARK_DISCORD_TOKEN"] = "another"


def hooked(host: Host) -> None:
    host.telegram.world.webhook = {"url": "https://example.org/else"}


def hooked_in_vain(host: Host) -> None:
    host.telegram.world.webhook = {"url": "https://example.org/hook"}
    host.telegram.world.hook_error = "Connection refused"
    host.env["WAYMARK_TELEGRAM_WEBHOOK_URL"] = "https://example.org/hook"


def no_database(host: Host) -> None:
    host.database.write_text("nothing of SQLite's\n" * 100)


def later(host: Host) -> None:
    ahead = datetime.now(UTC) + timedelta(hours=3)
    execute(host.database, f"update inbox set received_at = {int(ahead.timestamp() * 1e6)}")


def silent(host: Host) -> None:
    """Served, as far as the beat says, but nobody renews what is to be done alone."""
    now = datetime.now(UTC).timestamp()
    up = ", ".join(str(int(each * 1e6)) for each in (now - 3600, now))
    execute(host.database, f"insert into uptime (began_at, seen_at) values ({up})")
    execute(host.database, f"insert into lease values ('telegram', 'abc', 1, 5, {int(now) - 90})")


def constant(module: str, name: str, value: float) -> Callable[[Host], None]:
    """Another bound in that process: what would take a machine of its own."""
    return lambda host: host.env.update({CONSTANTS: json.dumps({module: {name: value}})})


def secret_for_all(host: Host) -> None:
    del host.env["WAYMARK_TELEGRAM_TOKEN"]
    path = host.file("token", host.telegram.token, 0o644)
    host.env["WAYMARK_TELEGRAM_TOKEN_FILE"] = str(path)


def bad_roadmap(host: Host) -> None:
    (host.folder / "own").mkdir()
    host.file("own/mine.yaml", "id: mine\n")
    host.env["WAYMARK_ROADMAPS_DIR"] = str(host.folder / "own")


FAULTS: dict[str, tuple[Callable[[Host], object], str, str, int]] = {
    "log level": (setting(LOG_LEVEL="LOUD"), "settings", "WAYMARK_LOG_LEVEL", 2),
    "clock of a demo": (setting(CLOCK_SPEED="3"), "settings", "WAYMARK_DEMO=1", 2),
    "telegram shape": (setting(TELEGRAM_TOKEN="abc"), "telegram", "shape", 2),
    "telegram refused": (revoked, "telegram", "refused", 2),
    "telegram away": (setting(TELEGRAM_API_URL="http://127.0.0.1:9"), "telegram", "network", 2),
    "telegram babbles": (babbling, "telegram", "status 502", 1),
    "webhook elsewhere": (hooked, "webhook", "another address", 1),
    "webhook in vain": (hooked_in_vain, "webhook", "Connection refused", 1),
    "discord shape": (setting(DISCORD_TOKEN="a b"), "discord", "shape", 2),
    "discord refused": (revoked_there, "discord", "refused", 2),
    "discord away": (setting(DISCORD_API_URL="http://127.0.0.1:9"), "discord", "network", 2),
    "secret for all": (secret_for_all, "settings", "chmod 600", 2),
    ".env for all": (lambda host: host.file(".env", "", 0o644), "permissions", "chmod 600", 1),
    "folder": (setting(DATABASE_URL="none/w.db"), "permissions", "mkdir -p", 2),
    "no database": (no_database, "database", "restore a backup", 2),
    "older": (changed("update alembic_version set version_num='0016'"), "database", "upgrade", 2),
    "newer": (changed("update alembic_version set version_num='9999'"), "database", "newer", 2),
    "table": (changed("drop table offer"), "database", "offer is missing", 2),
    "row": (changed("update account set learner_id = 99"), "database", "points to no", 2),
    "database for all": (lambda host: host.database.chmod(0o644), "permissions", "chmod 600", 1),
    "clock": (later, "clock", "NTP", 2),
    "lease": (silent, "lease", "renewed 9", 1),
    "disk full": (constant(DISK, "FREE_LEAST", 1e18), "disk", "free some space", 2),
    "disk filling": (constant(DISK, "FREE_GOOD", 1e18), "disk", "free some space", 1),
    "zones": (constant("bot.runtime.doctor", "ZONES_OLD_AFTER", -9), "zones", "update", 1),
    "roadmaps": (setting(ROADMAPS_DIR="/none"), "roadmaps", "WAYMARK_ROADMAPS_DIR", 2),
    "roadmap": (bad_roadmap, "roadmaps", "mine.yaml", 2),
}
"""What is planted, the check that finds it, a part of its line, and the exit status."""


async def test_a_planted_fault_is_named_with_its_mend(host: Host, tmp_path: Path) -> None:
    whole, env = host.database.read_bytes(), dict(host.env)
    for name, (plant, check, part, code) in FAULTS.items():
        plant(host)
        status, found = await host.examined()
        bad = [each for each in found if each["level"] in {"warning", "error"}]
        assert [each["check"] for each in bad] == [check] * len(bad), (name, bad)
        assert bad, name
        assert any(part in f"{each['what']}; {each['mend']}" for each in bad), (name, bad)
        assert all(each["mend"] for each in bad), (name, bad)
        assert status == code, (name, bad)
        host.env = dict(env)
        host.database.write_bytes(whole)
        host.database.chmod(0o600)
        host.telegram.world.webhook, host.telegram.world.hook_error = {}, ""
        (tmp_path / ".env").unlink(missing_ok=True)


async def test_what_runs_is_named_with_the_age_of_its_leases(host: Host) -> None:
    async with running(host.telegram, host.database):
        await until(lambda: rows(host.database, "select 1 from lease"))
        status, found = await host.examined()
    assert status == 0, found
    told = [each["what"] for each in found if each["check"] == "lease"]
    assert {each.split()[0] for each in told} == {"groups", "telegram", "telegram:in"}
    assert all(re.search(r"held by \w{8}, renewed \d+ s ago", each) for each in told)
    status, found = await host.examined()
    assert status == 0, found
    told = [each["what"] for each in found if each["check"] == "lease"]
    assert all(each.endswith("is free: who held it has stopped") for each in told)
    assert len(told) == 3


async def test_lines_for_a_human(host: Host) -> None:
    host.env = {}
    run = shared_factory().run
    done = await asyncio.to_thread(run, "doctor", "--offline", cwd=host.folder)
    lines = done.out.decode().splitlines()
    assert done.code == 1
    assert any(each.startswith("warning  platforms: none is configured; set") for each in lines)
    assert all(each.split()[0] in {"ok", "note", "warning", "error"} for each in lines)
