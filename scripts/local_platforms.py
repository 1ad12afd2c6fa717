"""Telegram and Discord on loopback, to debug the bot without a token: `make platforms`.

Prints the settings with which `waymark run` finds them. Then each line that is typed is said in the
private chat, on Telegram after `t ` and on Discord after `d `, and what the bot writes is shown.
"""

import asyncio
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from support.discord.server import Server as DiscordServer
from support.discord.server import discord_server
from support.telegram.server import Server, bot_api

TELEGRAM_PERSON = 1001
DISCORD_PERSON = 1_200_000_000_000_000_001
LOOK_EVERY = 0.1
"""Seconds between looks for what the bot wrote."""


def settings(telegram: Server, discord: DiscordServer) -> Iterator[str]:
    """What `waymark run` is to be told, as lines of a shell."""
    yield f"export WAYMARK_TELEGRAM_TOKEN={telegram.token}"
    yield f"export WAYMARK_TELEGRAM_API_URL={telegram.url}"
    yield f"export WAYMARK_DISCORD_TOKEN={discord.token}"
    yield f"export WAYMARK_DISCORD_API_URL={discord.url}"
    yield f"export WAYMARK_DISCORD_GATEWAY_URL={discord.gateway_url}"


def heard(telegram: Server, discord: DiscordServer) -> list[str]:
    """What the bot has written in the private chats."""
    return [
        *(f"t {each.text}" for each in telegram.world.of(TELEGRAM_PERSON)),
        *(f"d {each.text}" for each in discord.world.of(DISCORD_PERSON)),
    ]


async def show(telegram: Server, discord: DiscordServer) -> None:
    """Show what the bot writes, until cancelled."""
    shown: set[str] = set()
    while True:
        for line in heard(telegram, discord):
            if line not in shown:
                shown.add(line)
                print(line, end="\n\n", flush=True)
        await asyncio.sleep(LOOK_EVERY)


async def talk(telegram: Server, discord: DiscordServer) -> None:
    """Say what is typed, until the input ends."""
    while line := await asyncio.to_thread(sys.stdin.readline):
        match line.rstrip("\n").split(" ", 1):
            case ["t", text]:
                telegram.world.say(TELEGRAM_PERSON, text)
            case ["d", text]:
                discord.world.say(DISCORD_PERSON, text)
            case _:
                print("Begin with `t ` for Telegram or `d ` for Discord; for example: t /today")


async def main() -> None:
    """Serve until the input ends."""
    async with bot_api() as telegram, discord_server() as discord:
        print(*settings(telegram, discord), sep="\n", end="\n\n", flush=True)
        showing = asyncio.create_task(show(telegram, discord))
        await talk(telegram, discord)
        showing.cancel()


if __name__ == "__main__":
    asyncio.run(main())
