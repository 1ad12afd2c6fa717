"""Discord: the life cycle of the adapter, and what the scheduler sees of it."""

import asyncio
import logging
import random
import secrets
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import AbstractAsyncContextManager, suppress
from time import monotonic
from typing import Any, Final

import discord

from adapters.common.core import Core
from adapters.common.errors import ErrorKind
from adapters.common.flood import Flood
from adapters.common.lifetime import cut_off, serve, until
from adapters.common.signing import Signer
from adapters.discord.addresses import use_addresses
from adapters.discord.gateway import Budget, Client
from adapters.discord.inbound import PLATFORM, DiscordReader
from adapters.discord.inbox import DiscordInbox
from adapters.discord.menus import sync
from adapters.discord.options import TOKEN_SHAPE, DiscordOptions
from adapters.discord.outbox import DiscordOutbox
from adapters.discord.outcome import outcome
from adapters.discord.pace import SendPace
from adapters.discord.parts import ID_MOST
from bot.chat.messages import Outgoing
from bot.errors import TokenRefusedError, named

log: Final = logging.getLogger(__name__)

AGAIN_FIRST: Final = 0.5
AGAIN_MOST: Final = 30.0
"""Seconds until Discord is tried again: doubled each time, up to the most, with jitter."""

GATEWAY_AGAIN_MOST: Final = 300.0
STEADY_AFTER: Final = 60.0
"""The same for the gateway, where each new session counts; seconds after which one was good."""

CALL_WITHIN: Final = 30.0
IDLE_WITHIN: Final = 10.0
FINISH_WITHIN: Final = 10.0
CLOSE_WITHIN: Final = 10.0
"""Seconds for a call of the start; for what is being handled, for what waits to be sent, and for
the connections to close, when told to stop."""

LOOK_AGAIN: Final = 0.5
SNOWFLAKE_WIDTH: Final = 11
"""Digits of a signed id: one of Discord's has 64 bits."""

AUTHENTICATION_FAILED: Final = 4004

MISSHAPEN: Final = (
    "WAYMARK_DISCORD_TOKEN is not a token of Discord's: copy it from your application's bot"
)
REFUSED: Final = (
    "Discord refused the token: set WAYMARK_DISCORD_TOKEN to the one of your application's bot"
)


class Discord:
    """The coach at home in Discord."""

    platform = PLATFORM
    may_double = False

    def __init__(self, options: DiscordOptions, core: Core) -> None:
        use_addresses(options)
        self._options = options
        self._core = core
        signer = Signer(options.token, owner_width=SNOWFLAKE_WIDTH, bytes_most=ID_MOST)
        self._client = Client(options, Budget(core.store.key_value, core.clock))
        pace = SendPace(options.a_second)
        self._outbox = DiscordOutbox(self._client, signer, core, pace, self._refuse)
        flood = Flood(options.inputs_a_minute)
        self._inbox = DiscordInbox(
            DiscordReader(signer, core.coach.scope), core, self._outbox, flood
        )
        self._known = self._open = False
        self._client.shard_count = 1
        self._refused = asyncio.Event()
        self._waits_for = "it is not connected yet"

    @property
    def trouble(self) -> str:
        """What keeps it from serving, in a few words; empty where nothing does."""
        if self._refused.is_set():
            return REFUSED
        if not (self._open and (self._client.listens or not self._core.lease.held)):
            return self._waits_for
        return "" if self._outbox.health.ready else "Discord does not take messages"

    @property
    def ready(self) -> bool:
        """Whether anything may be sent now."""
        return self._open and self._outbox.health.ready

    @property
    def resting(self) -> list[str]:
        """Chats that may not be written to now: the library waits for them."""
        return []

    def slot(self, chat: str) -> AbstractAsyncContextManager[None]:
        """The slot of a message that comes by itself."""
        return self._outbox.slot(chat)

    async def send(self, outgoing: Outgoing) -> str:
        """Send a message that comes by itself. Raises DeliveryError."""
        return await self._outbox.send(outgoing)

    async def connect(self) -> None:
        """Ask Discord who we are, once. Raises TokenRefusedError."""
        if not TOKEN_SHAPE.fullmatch(self._options.token):
            raise TokenRefusedError(MISSHAPEN)
        try:
            await self._introduce()
        except Exception as error:  # noqa: BLE001 -- the library raises whatever a wrong answer makes it
            found = outcome(error)
            if found.kind is ErrorKind.TOKEN:
                raise TokenRefusedError(REFUSED) from None
            log.warning("Discord cannot be reached, trying again: %s", found.reason)

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until told to stop. Raises TokenRefusedError, and whatever goes wrong."""
        try:
            await serve(self._serve(stop), stop, self._refused, lambda: self._open)
        finally:
            await self.close()
        if self._refused.is_set():
            raise TokenRefusedError(REFUSED)

    async def close(self) -> None:
        """Close what is open."""
        try:
            async with asyncio.timeout(CLOSE_WITHIN):
                await self._client.end()
        except Exception as error:  # noqa: BLE001 -- it is left, whatever it says
            log.debug("Discord's client did not close well: %s", named(error))

    async def _serve(self, stop: asyncio.Event) -> None:
        if not self._known:
            await self._until_it_works(self._introduce)
        await self._outbox.open(await self._salt())
        self._client.listener = self._inbox
        self._open = True
        running = [asyncio.create_task(each) for each in self._parts()]
        listening = asyncio.create_task(self._listen())
        try:
            await self._inbox.catch_up()
            await until(stop, [*running, listening])
        finally:
            await cut_off([listening])
            await self._finish(running)

    def _parts(self) -> list[Coroutine[Any, Any, None]]:
        return [
            self._inbox.run(),
            self._outbox.dm_channels.run(),
            self._outbox.recorder.run(),
        ]

    async def _introduce(self) -> None:
        try:
            async with asyncio.timeout(CALL_WITHIN):
                await self._client.login(self._options.token)
        except BaseException:
            await self._client.forget_session()
            raise
        self._known = True

    async def _salt(self) -> str:
        """What makes this database's nonces its own."""
        name = f"{PLATFORM}:salt"
        found = await self._core.store.key_value.get(name)
        if found is None:
            found = secrets.token_hex(8)
            await self._core.store.key_value.set(name, found)
        return found

    async def _listen(self) -> None:
        """Set the commands, then stay on the gateway while this process holds the role."""
        await self._until_it_works(self._set_up)
        wait = AGAIN_FIRST
        while True:
            if not self._core.lease.held:
                await asyncio.sleep(LOOK_AGAIN)
                continue
            began = monotonic()
            self._waits_for = f"the gateway was left: {await self._connected()}"
            steady = monotonic() - began >= STEADY_AFTER
            wait = AGAIN_FIRST if steady else min(GATEWAY_AGAIN_MOST, wait * 2)
            log.warning("Discord: %s; connecting again in %.0f s", self._waits_for, wait)
            await asyncio.sleep(_jittered(wait))

    async def _connected(self) -> str:
        """Be connected as long as possible; why it ended.

        A store that is silent is no reason to leave, for another session would be spent on the way
        back: only somebody else who has taken over is.
        """
        connecting = asyncio.create_task(self._client.connect())
        try:
            while not self._core.lease.lost:
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
                self._refuse()
            return f"closed with {error.code}"
        if error is None:
            return "closed"
        log.debug("the gateway broke here", exc_info=error)
        return outcome(error).reason

    async def _set_up(self) -> None:
        async with asyncio.timeout(CALL_WITHIN):
            commands, guild = self._core.coach.commands, self._options.guild_id
            await sync(self._client, guild, commands, self._core.store.key_value)
            with suppress(discord.NotFound):  # a proxy may not have it
                self._client.shard_count, *_ = await self._client.limits()

    async def _until_it_works(self, step: Callable[[], Awaitable[None]]) -> None:
        """Try one step of the start until Discord takes it."""
        wait = AGAIN_FIRST
        while True:
            try:
                return await step()
            except Exception as error:  # noqa: BLE001 -- the library raises whatever a wrong answer makes it
                found = outcome(error)
                if found.kind is ErrorKind.TOKEN:
                    self._refuse()
                self._waits_for = f"it did not take a step of the start: {found.reason}"
                log.warning("Discord: %s", self._waits_for)
                await asyncio.sleep(max(_jittered(wait), found.seconds))
                wait = min(AGAIN_MOST, wait * 2)

    async def _finish(self, running: list["asyncio.Task[None]"]) -> None:
        """Let what is under way end well; what waits is stored, for the next start."""
        self._inbox.handling.drop_waiting()
        self._open = False
        self._outbox.close()
        if not self._refused.is_set():
            with suppress(TimeoutError):
                async with asyncio.timeout(IDLE_WITHIN):
                    await self._inbox.handling.idle()
        await self._outbox.finish(0.0 if self._refused.is_set() else FINISH_WITHIN)
        self._inbox.close()
        await cut_off(running)

    def _refuse(self) -> None:
        self._refused.set()


def _jittered(seconds: float) -> float:
    return random.uniform(seconds / 2, seconds)  # noqa: S311 -- jitter
