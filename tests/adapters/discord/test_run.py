"""`waymark run` in Discord: the real library, process and database, and a strict server."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from support.discord.process import running, start
from support.discord.rules import RefusedError
from support.discord.server import TOKEN, Fault, Server
from support.processes import ROOT, environment
from support.telegram.process import until
from support.telegram.server import bot_api

ANNA = 1_200_000_000_000_000_001


async def test_a_wrong_token_ends_it_with_one_clear_line(discord: Server, tmp_path: Path) -> None:
    run = await start(discord, tmp_path / "w.db", WAYMARK_DISCORD_TOKEN="wrong")
    assert await run.ended() == 2
    (line,) = run.err.splitlines()
    assert "token" in line
    assert "wrong" not in line


@pytest.mark.parametrize("token", ["two words", "12:34", "tökén", "a/b"])
async def test_what_is_no_token_is_not_even_tried(
    discord: Server, tmp_path: Path, token: str
) -> None:
    run = await start(discord, tmp_path / "w.db", WAYMARK_DISCORD_TOKEN=token)
    assert await run.ended() == 2
    (line,) = run.err.splitlines()
    assert "TOKEN is not a token" in line
    assert token not in line
    assert discord.world.calls == []


async def test_a_token_that_is_revoked_is_used_no_more(discord: Server, tmp_path: Path) -> None:
    world = discord.world
    async with bot_api() as telegram:
        env = {"WAYMARK_TELEGRAM_TOKEN": telegram.token, "WAYMARK_TELEGRAM_API_URL": telegram.url}
        async with running(discord, tmp_path / "w.db", **env) as run:
            discord.token = "another"
            await discord.gateway.invalidate()
            await until(lambda: "discord is called no more" in run.err)
            calls, sessions = len(world.calls), len(discord.gateway.identifies)
            telegram.world.say(7, "/today")
            await until(lambda: telegram.world.of(7))
            assert (len(world.calls), len(discord.gateway.identifies)) == (calls, sessions)
            (last,) = [line for line in run.err.splitlines() if "is called no more" in line]
            assert "token" in last
        assert "Traceback" not in run.err
    assert TOKEN not in run.err


async def test_the_token_is_nowhere(discord: Server, tmp_path: Path) -> None:
    world, secret = discord.world, tmp_path / "token"
    secret.write_text(TOKEN)
    secret.chmod(0o600)
    discord.faults += [
        Fault("POST /interactions", drops=True),
        Fault("POST /channels", error=RefusedError(400, 1, f"Bad {TOKEN}")),
    ]
    env = {"WAYMARK_DISCORD_TOKEN": "", "WAYMARK_DISCORD_TOKEN_FILE": str(secret)}
    async with running(discord, tmp_path / "w.db", WAYMARK_LOG_LEVEL="DEBUG", **env) as run:
        asked = world.slash(ANNA, "help", command="my-secret-words")
        world.say(ANNA, "/today")
        await until(lambda: asked.original)
        await discord.stop()
        await asyncio.sleep(0.5)
        await discord.start()
        await until(lambda: discord.gateway.connected)
    tokens = [TOKEN, TOKEN.partition(".")[2], "my-secret-words", *world.interactions]
    assert len(run.err) > 100
    assert [each for each in tokens if each in run.err] == []


async def test_both_platforms_side_by_side(discord: Server, tmp_path: Path) -> None:
    async with bot_api() as telegram:
        env = {"WAYMARK_TELEGRAM_TOKEN": telegram.token, "WAYMARK_TELEGRAM_API_URL": telegram.url}
        async with running(discord, tmp_path / "w.db", **env):
            telegram.world.say(7, "/today")
            discord.world.slash(ANNA, "today")
            await until(lambda: telegram.world.of(7) and discord.world.of(ANNA))


@pytest.mark.soak
def test_only_what_is_switched_on_is_imported() -> None:
    code = (
        "import sys; from adapters.{}.adapter import *;"
        " print([each for each in ('discord', 'telegram') if each in sys.modules])"
    )
    for name in ("discord", "telegram"):
        done = subprocess.run(
            [sys.executable, "-c", code.format(name)],
            cwd=ROOT,
            env=environment(),
            capture_output=True,
            text=True,
            timeout=30,
            check=True,
        )
        assert done.stdout.strip() == f"['{name}']"
