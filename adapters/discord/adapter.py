"""Discord: the life cycle of the adapter, and what the scheduler sees of it."""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import AbstractAsyncContextManager, suppress
from typing import Any, Final

import discord

from adapters.common.core import Core
from adapters.common.flood import Flood
from adapters.common.signing import Signer
from adapters.discord.addresses import use_addresses
from adapters.discord.gateway import Budget, Client
from adapters.discord.inbound import PLATFORM, Reader
from adapters.discord.inbox import Inbox
from adapters.discord.menus import sync
from adapters.discord.options import Options
from adapters.discord.outbox import Outbox
from adapters.discord.outcome import ERRORS, Kind, outcome
from adapters.discord.pace import Pace
from adapters.discord.parts import ID_MOST
from bot.errors import HostError
from bot.messages import Outgoing

log: Final = logging.getLogger(__name__)

AGAIN_FIRST: Final = 0.5
AGAIN_MOST: Final = 30.0
"""Seconds until Discord is tried again: doubled each time, up to the most."""

CALL_WITHIN: Final = 30.0
IDLE_WITHIN: Final = 10.0
FINISH_WITHIN: Final = 10.0
"""Seconds for a call of the start; for what is being handled, and for what waits to be sent, when
told to stop."""

LOOK_AGAIN: Final = 0.5
SNOWFLAKE_WIDTH: Final = 11
"""Digits of a signed id: one of Discord's has 64 bits."""

AUTHENTICATION_FAILED: Final = 4004

REFUSED: Final = (
    "Discord refused the token: set WAYMARK_DISCORD_TOKEN to the one of your application's bot"
)


class Discord:
    """The coach at home in Discord."""

    platform = PLATFORM

    def __init__(self, options: Options, core: Core) -> None:
        use_addresses(options)
        self._options = options
        self._core = core
        signer = Signer(options.token, owner_width=SNOWFLAKE_WIDTH, bytes_most=ID_MOST)
        self._client = Client(options, Budget(core.carriage, core.clock))
        pace = Pace(options.a_second)
        self._outbox = Outbox(self._client, signer, core, pace, self._refuse)
        flood = Flood(options.inputs_a_minute)
        self._inbox = Inbox(Reader(signer, core.coach.scope), core, self._outbox, flood)
        self._known = self._open = False
        self._client.shard_count = 1
        self.refused = False

    @property
    def ready(self) -> bool:
        """Whether anything may be sent now."""
        return self._open and self._outbox.health.ready

    @property
    def resting(self) -> list[str]:
        """Chats that may not be written to now: the library waits for them."""
        return []

    def turn(self, chat: str) -> AbstractAsyncContextManager[None]:
        """The turn of a message that comes by itself."""
        return self._outbox.turn(chat)

    async def send(self, outgoing: Outgoing) -> str:
        """Send a message that comes by itself. Raises DeliveryError."""
        return await self._outbox.send(outgoing)

    async def connect(self) -> None:
        """Ask Discord who we are, once. Raises HostError when the token is refused."""
        try:
            await self._introduce()
        except ERRORS as error:
            found = outcome(error)
            if found.kind is Kind.TOKEN:
                await self._client.end()
                raise HostError(REFUSED) from None
            log.warning("Discord cannot be reached, trying again: %s", found.reason)

    def complain(self) -> None:
        """Raise HostError about the token."""
        raise HostError(REFUSED)

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until told to stop."""
        serving = asyncio.create_task(self._serve(stop))
        waiting = asyncio.create_task(stop.wait())
        await asyncio.wait({serving, waiting}, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        if not serving.done() and not self._open:
            serving.cancel()
        await asyncio.wait({serving})
        await self._client.end()
        if not serving.cancelled():
            serving.result()

    async def _serve(self, stop: asyncio.Event) -> None:
        if not self._known:
            await self._until_it_works(self._introduce)
        await self._outbox.open(await self._salt())
        self._client.ears = self._inbox
        self._open = True
        running = [asyncio.create_task(each) for each in self._parts()]
        await self._inbox.catch_up()
        listening = asyncio.create_task(self._listen())
        try:
            await _until(stop, [*running, listening])
        finally:
            listening.cancel()
            await asyncio.wait({listening})
            await self._finish(running)

    def _parts(self) -> list[Coroutine[Any, Any, None]]:
        return [self._inbox.run(), self._outbox.doors.run(), self._outbox.recorder.run()]

    async def _introduce(self) -> None:
        try:
            async with asyncio.timeout(CALL_WITHIN):
                await self._client.login(self._options.token)
        except ERRORS:
            await self._client.forget_session()
            raise
        self._known = True

    async def _salt(self) -> str:
        """What makes this database's nonces its own."""
        name = f"{PLATFORM}:salt"
        found = await self._core.carriage.memo(name)
        if found is None:
            found = secrets.token_hex(8)
            await self._core.carriage.note(name, found)
        return found

    async def _listen(self) -> None:
        """Set the commands, then stay on the gateway while this process holds the role."""
        await self._until_it_works(self._set_up)
        wait = AGAIN_FIRST
        while True:
            if not self._core.lease.held:
                await asyncio.sleep(LOOK_AGAIN)
                continue
            self._client.connected = False
            reason = await self._connected()
            wait = AGAIN_FIRST if self._client.connected else min(AGAIN_MOST, wait * 2)
            log.warning("the gateway was left, connecting again: %s", reason)
            await asyncio.sleep(wait)

    async def _connected(self) -> str:
        """Be connected as long as possible; why it ended."""
        connecting = asyncio.create_task(self._client.connect())
        try:
            while self._core.lease.held:
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
        if error is not None and not isinstance(error, ERRORS):
            log.error("the gateway brought something strange", exc_info=error)
        return type(error).__name__

    async def _set_up(self) -> None:
        async with asyncio.timeout(CALL_WITHIN):
            commands, guild = self._core.coach.commands, self._options.guild_id
            await sync(self._client, guild, commands, self._core.carriage)
            with suppress(discord.NotFound):  # a proxy may not have it
                self._client.shard_count, *_ = await self._client.limits()

    async def _until_it_works(self, step: Callable[[], Awaitable[None]]) -> None:
        """Try one step of the start until Discord takes it."""
        wait = AGAIN_FIRST
        while True:
            try:
                return await step()
            except ERRORS as error:
                found = outcome(error)
                if found.kind is Kind.TOKEN:
                    self._refuse()
                log.warning("Discord did not take a step of the start: %s", found.reason)
                await asyncio.sleep(max(wait, found.seconds))
                wait = min(AGAIN_MOST, wait * 2)

    async def _finish(self, running: list["asyncio.Task[None]"]) -> None:
        """Let what is under way end well; what waits is stored, for the next start."""
        self._inbox.handling.drop_waiting()
        self._open = False
        self._outbox.close()
        with suppress(TimeoutError):
            async with asyncio.timeout(IDLE_WITHIN):
                await self._inbox.handling.idle()
        await self._outbox.finish(FINISH_WITHIN)
        self._inbox.close()
        for task in running:
            task.cancel()
        await asyncio.wait(running)

    def _refuse(self) -> None:
        self.refused = True
        self._core.stop()


async def _until(stop: asyncio.Event, running: list["asyncio.Task[None]"]) -> None:
    """Wait for `stop`; a part that ends before is an error."""
    waiting = asyncio.create_task(stop.wait())
    try:
        done, _ = await asyncio.wait({waiting, *running}, return_when=asyncio.FIRST_COMPLETED)
        for task in done - {waiting}:
            task.result()
    finally:
        waiting.cancel()
