"""Discord: the platform's own part of its adapter's life."""

import asyncio
import logging
import secrets
from collections.abc import Coroutine, Iterable
from contextlib import suppress
from time import monotonic
from typing import Any, Final

import discord

from adapters.common.backoff import Doubling, jittered
from adapters.common.core import Core
from adapters.common.errors import SendOutcome
from adapters.common.flood import Flood
from adapters.common.lifecycle import NetworkAdapter, PlatformInfo
from adapters.common.signing import Signer
from adapters.discord.addresses import use_addresses
from adapters.discord.fetching import fetching
from adapters.discord.gateway import Budget, Client
from adapters.discord.inbound import PLATFORM, DiscordReader
from adapters.discord.inbox import DiscordInbox
from adapters.discord.menus import sync
from adapters.discord.options import TOKEN_SHAPE, DiscordOptions
from adapters.discord.outbox import DiscordOutbox
from adapters.discord.outcome import outcome
from adapters.discord.pace import SendPace
from adapters.discord.parts import ID_MOST
from adapters.discord.pointing import entries

log: Final = logging.getLogger(__name__)

AGAIN: Final = Doubling(0.5, 30.0)
"""Seconds until a step of the start is tried again."""

GATEWAY_AGAIN: Final = Doubling(0.5, 300.0)
STEADY_AFTER: Final = 60.0
"""The same for the gateway, where each new session counts; seconds after which one was good."""

CALL_WITHIN: Final = 30.0
"""Seconds for a call of the start."""

LOOK_AGAIN: Final = 0.5
SNOWFLAKE_WIDTH: Final = 11
"""Digits of a signed id: one of Discord's has 64 bits."""

AUTHENTICATION_FAILED: Final = 4004

DISCORD: Final = PlatformInfo(
    platform=PLATFORM,
    title="Discord",
    token_shape=TOKEN_SHAPE,
    misshapen=(
        "WAYMARK_DISCORD_TOKEN is not a token of Discord's: copy it from your application's bot"
    ),
    refused=(
        "Discord refused the token: set WAYMARK_DISCORD_TOKEN to the one of your application's bot"
    ),
)


class Discord(NetworkAdapter):
    """The coach at home in Discord."""

    may_double = False

    def __init__(self, options: DiscordOptions, core: Core) -> None:
        use_addresses(options)
        super().__init__(DISCORD, options.token, core, AGAIN)
        self._guild_id = options.guild_id
        signer = Signer(options.token, owner_width=SNOWFLAKE_WIDTH, bytes_most=ID_MOST)
        self._client = Client(options, Budget(core.store.key_value, core.clock))
        pace = SendPace(options.a_second)
        self._outbox = DiscordOutbox(self._client, signer, core, pace, self.refuse)
        flood = Flood(PLATFORM, options.inputs_a_minute)
        takers = frozenset(each.name for each in core.coach.commands if each.file)
        reader = DiscordReader(signer, core.coach.scope, takers, entries(core.coach.commands))
        self._inbox = DiscordInbox(reader, core, self._outbox, flood, fetching(options))
        self._client.shard_count = 1

    @property
    def outbox(self) -> DiscordOutbox:
        """The way out."""
        return self._outbox

    @property
    def deaf(self) -> str:
        """What keeps it from listening, in a few words; empty where nothing does."""
        return "" if self._client.listens or not self._core.listening.held else self._waits_for

    async def introduce(self) -> None:
        """Ask Discord who we are."""
        try:
            async with asyncio.timeout(CALL_WITHIN):
                await self._client.login(self._token)
        except BaseException:
            await self._client.forget_session()
            raise

    async def open_inbox(self) -> DiscordInbox:
        """Learn who cannot be reached; the way in. Raises HostError."""
        await self._outbox.open(await self._salt())
        self._client.listener = self._inbox
        return self._inbox

    def parts(self) -> Iterable[Coroutine[Any, Any, None]]:
        """What opens direct messages."""
        return (self._outbox.dm_channels.run(),)

    async def disconnect(self) -> None:
        """Close the connections."""
        await self._client.end()

    def outcome(self, error: BaseException) -> SendOutcome:
        """What an error of the library means."""
        return outcome(error)

    async def listen(self) -> None:
        """Set the commands, then stay on the gateway while this process holds the role."""
        await self.turn()
        await self.until_it_works(self._set_up)
        failures = 0
        while True:
            await self.turn()
            began = monotonic()
            self._waits_for = f"the gateway was left: {await self._connected()}"
            steady = monotonic() - began >= STEADY_AFTER
            failures = 0 if steady else failures + 1
            wait = GATEWAY_AGAIN.after(failures)
            log.warning("Discord: %s; connecting again in %.0f s", self._waits_for, wait)
            await asyncio.sleep(jittered(wait))

    async def _salt(self) -> str:
        """What makes this database's nonces its own."""
        name = f"{PLATFORM}:salt"
        found = await self._core.store.key_value.get(name)
        if found is None:
            found = secrets.token_hex(8)
            await self._core.store.key_value.set(name, found)
        return found

    async def _connected(self) -> str:
        """Be connected as long as possible; why it ended.

        A store that is silent is no reason to leave, for another session would be spent on the way
        back: only somebody else who has taken over is.
        """
        connecting = asyncio.create_task(self._client.connect())
        try:
            while not self._core.listening.lost:
                done, _ = await asyncio.wait({connecting}, timeout=LOOK_AGAIN)
                if done:
                    return self._why(connecting.exception())
            return "another process has taken over"
        finally:
            while not connecting.done():  # the library swallows a cancellation while it reconnects
                connecting.cancel()
                await asyncio.wait({connecting}, timeout=LOOK_AGAIN)
            await self._client.hang_up()

    def _why(self, error: BaseException | None) -> str:
        if isinstance(error, discord.ConnectionClosed):
            if error.code == AUTHENTICATION_FAILED:
                self.refuse()
            return f"closed with {error.code}"
        if error is None:
            return "closed"
        log.debug("the gateway broke here", exc_info=error)
        return outcome(error).reason

    async def _set_up(self) -> None:
        async with asyncio.timeout(CALL_WITHIN):
            commands, guild = self._core.coach.commands, self._guild_id
            await sync(self._client, guild, commands, self._core.store.key_value)
            with suppress(discord.NotFound):  # a proxy may not have it
                self._client.shard_count, *_ = await self._client.limits()
