"""Telegram and Discord in one process, on one database and one clock that stands still."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import Any

from adapters.common.core import Core
from bot.runtime.clock import SteeredClock
from bot.runtime.wiring import coach_on, storing, ticker_on
from scheduler.leases import Lease
from support.discord import dialog as discord_dialog
from support.discord.server import Server as DiscordServer
from support.discord.server import discord_server
from support.telegram import dialog as telegram_dialog
from support.telegram.dialog import beating
from support.telegram.server import Server as TelegramServer
from support.telegram.server import bot_api
from support.template import laid

TELEGRAM_ME = 1
"""The private chat of whoever plays in Telegram."""

DISCORD_ME = 1001
"""The person who plays in Discord."""


Side = telegram_dialog.Player | discord_dialog.Player
"""Somebody on one of the two."""


@dataclass
class Both:
    """Somebody who writes in Telegram, and somebody who writes in Discord."""

    telegram: telegram_dialog.Player
    discord: discord_dialog.Player
    telegram_server: TelegramServer
    discord_server: DiscordServer
    path: Path

    async def skip(self, time: str) -> tuple[list[str], list[str]]:
        """Let time go by; what came meanwhile in the private chats of Telegram and of Discord."""
        before = self._shown()
        await self.telegram.say(f"!skip {time}")
        await self.discord.say("!skip 0h")
        now = self._shown()
        return now[0][len(before[0]) :], now[1][len(before[1]) :]

    def _shown(self) -> tuple[list[str], list[str]]:
        telegram = [each.text for each in self.telegram_server.world.of(TELEGRAM_ME)]
        discord = [each.text for each in self.discord_server.world.of(DISCORD_ME)]
        return telegram, discord

    def rows(self, query: str) -> list[Any]:
        """What the database holds."""
        with closing(sqlite3.connect(self.path, timeout=10)) as database:
            return database.execute(query).fetchall()


@asynccontextmanager
async def both_servers() -> AsyncIterator[tuple[TelegramServer, DiscordServer]]:
    """Telegram and Discord themselves, which outlive a process that is killed."""
    async with bot_api() as telegram, discord_server() as discord:
        discord.world.managers.add(DISCORD_ME)
        telegram.world.managers.add(TELEGRAM_ME)
        yield telegram, discord


@asynccontextmanager
async def playing_both(
    path: Path,
    at: datetime,
    *,
    sends_to_discord: bool = True,
    on: tuple[TelegramServer, DiscordServer] | None = None,
) -> AsyncIterator[Both]:
    """`waymark run` with both platforms, at a virtual time; another may send to Discord."""
    clock = SteeredClock(at)
    async with AsyncExitStack() as stack:
        if on is None:
            on = await stack.enter_async_context(both_servers())
        telegram_server, discord_served = on
        store = await stack.enter_async_context(storing(await laid(path)))
        lease = Lease(store.leases, "sender", "test", monotonic)
        await lease.seize()
        coach = coach_on(store, clock)
        core = Core(coach, store, clock, lease, lambda: None)
        telegram = await stack.enter_async_context(telegram_dialog.served(telegram_server, core))
        discord = await stack.enter_async_context(discord_dialog.served(discord_served, core))
        await stack.enter_async_context(beating(lease))
        senders = (telegram, discord) if sends_to_discord else (telegram,)
        ticker = ticker_on(store, coach, clock, *senders)
        yield Both(
            telegram_dialog.Player(telegram_server, path, clock, ticker),
            discord_dialog.Player(discord_served, path, clock, ticker),
            telegram_server,
            discord_served,
            path,
        )
