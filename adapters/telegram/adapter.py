"""Telegram: the life cycle of the adapter, and what the scheduler sees of it."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from typing import Final, TypeVar

from telegram import Bot, User

from adapters.common.core import Core
from adapters.common.errors import ErrorKind
from adapters.common.flood import Flood
from adapters.common.lifetime import cut_off, serve, until
from adapters.common.signing import Signer
from adapters.telegram.inbound import PLATFORM, TelegramReader
from adapters.telegram.inbox import TelegramInbox
from adapters.telegram.invites import Invites
from adapters.telegram.menus import set_menus
from adapters.telegram.options import TOKEN_SHAPE, TelegramOptions
from adapters.telegram.outbox import TelegramOutbox
from adapters.telegram.outcome import outcome
from adapters.telegram.polling import Poller
from adapters.telegram.request import AiohttpRequest
from adapters.telegram.webhook import WebhookServer
from bot.chat.messages import Outgoing
from bot.errors import TokenRefusedError, named

Found = TypeVar("Found")

log: Final = logging.getLogger(__name__)

IDLE_WITHIN: Final = 10.0
FINISH_WITHIN: Final = 10.0
CLOSE_WITHIN: Final = 10.0
"""Seconds for what is being handled, for what waits to be sent, and for the connections to close,
when told to stop."""

MISSHAPEN: Final = (
    "WAYMARK_TELEGRAM_TOKEN is not a token of Telegram's: set it to the one that @BotFather shows"
)
REFUSED: Final = (
    "Telegram refused the token: set WAYMARK_TELEGRAM_TOKEN to the one that @BotFather shows"
)


class Telegram:
    """The coach at home in Telegram."""

    platform = PLATFORM

    def __init__(self, options: TelegramOptions, core: Core) -> None:
        self._core = core
        self._webhook = options.webhook
        self._backoff = options.backoff
        self._requests = (AiohttpRequest(), AiohttpRequest())
        self._bot = Bot(
            options.token,
            base_url=f"{options.api_url.rstrip('/')}/bot",
            base_file_url=f"{options.api_url.rstrip('/')}/file/bot",
            get_updates_request=self._requests[0],
            request=self._requests[1],
        )
        self._signer = Signer(options.token)
        self._outbox = TelegramOutbox(self._bot, self._signer, core, options, self._refuse)
        self._flood = Flood(options.inputs_a_minute)
        self._open = False
        self._me: User | None = None
        self._poller: Poller | None = None
        self._refused = asyncio.Event()
        self._waits_for = "it is not connected yet"

    @property
    def trouble(self) -> str:
        """What keeps it from serving, in a few words; empty where nothing does."""
        if self._refused.is_set():
            return REFUSED
        if not self._open or self._waits_for:
            return self._waits_for
        if self._poller is not None and self._poller.trouble:
            return self._poller.trouble
        return "" if self._outbox.health.ready else "Telegram does not take messages"

    @property
    def ready(self) -> bool:
        """Whether anything may be sent now."""
        return self._open and self._outbox.ready

    @property
    def resting(self) -> list[str]:
        """Chats that may not be written to now."""
        return self._outbox.resting

    def slot(self, chat: str) -> AbstractAsyncContextManager[None]:
        """The slot of a message that comes by itself."""
        return self._outbox.slot(chat)

    async def send(self, outgoing: Outgoing) -> str:
        """Send a message that comes by itself. Raises DeliveryError."""
        return await self._outbox.send(outgoing)

    async def connect(self) -> None:
        """Ask Telegram who we are, once. Raises TokenRefusedError."""
        if not TOKEN_SHAPE.fullmatch(self._bot.token):
            raise TokenRefusedError(MISSHAPEN)
        try:
            await self._introduce()
        except Exception as error:  # noqa: BLE001 -- the library raises whatever a wrong answer makes it
            found = outcome(error)
            if found.kind is ErrorKind.TOKEN:
                raise TokenRefusedError(REFUSED) from None
            log.warning("Telegram cannot be reached, trying again: %s", found.reason)

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
                for request in self._requests:
                    await request.shutdown()
        except Exception as error:  # noqa: BLE001 -- it is left, whatever it says
            log.debug("the connections to Telegram did not close well: %s", named(error))

    async def _serve(self, stop: asyncio.Event) -> None:
        me = self._me
        if me is None:
            me = await self._until_it_works(self._introduce)
        invites = Invites(self._bot.token, me.username or "")
        coach = self._core.coach
        commands = frozenset(each.name for each in coach.commands)
        reader = TelegramReader(me, self._signer, invites, coach.scope, commands)
        inbox = TelegramInbox(self._bot, reader, self._core, self._outbox, self._flood)
        await self._outbox.sender.reach.open()
        self._open = True
        running = [
            asyncio.create_task(each)
            for each in (
                self._outbox.run(),
                self._outbox.health.watch(),
                self._outbox.recorder.run(),
                inbox.run(),
            )
        ]
        taking_in = asyncio.create_task(self._take_in(inbox, me.id))
        try:
            await inbox.catch_up()
            await until(stop, [*running, taking_in])
        finally:
            await cut_off([taking_in])
            await self._finish(inbox, running)

    async def _take_in(self, inbox: TelegramInbox, bot_id: int) -> None:
        server = WebhookServer(self._bot, inbox, self._webhook) if self._webhook else None
        try:
            if server is not None:
                await self._until_it_works(server.start)
            else:
                await self._until_it_works(self._bot.delete_webhook)
            await self._until_it_works(
                lambda: set_menus(
                    self._bot, bot_id, self._core.coach.commands, self._core.store.key_value
                )
            )
            self._waits_for = ""
            if server is None:
                self._poller = Poller(self._bot, inbox, self._core.lease, self._backoff)
                await self._poller.run()
                self._refuse()
            await asyncio.Event().wait()
        finally:
            if server is not None:
                await server.stop()

    async def _introduce(self) -> User:
        for request in self._requests:
            await request.initialize()
        self._me = await self._bot.get_me()
        return self._me

    async def _until_it_works(self, step: Callable[[], Awaitable[Found]]) -> Found:
        """Try one step of the start until Telegram takes it."""
        wait = self._backoff.again
        while True:
            try:
                return await step()
            except Exception as error:  # noqa: BLE001 -- the library raises whatever a wrong answer makes it
                found = outcome(error)
                if found.kind is ErrorKind.TOKEN:
                    self._refuse()
                self._waits_for = f"it did not take a step of the start: {found.reason}"
                log.warning("Telegram: %s", self._waits_for)
                pause = random.uniform(wait / 2, wait)  # noqa: S311 -- jitter
                await asyncio.sleep(max(pause, found.seconds))
                wait = min(self._backoff.again_most, wait * 2)

    async def _finish(self, inbox: TelegramInbox, running: list["asyncio.Task[None]"]) -> None:
        """Let what is under way end well; what waits is stored, for the next start."""
        inbox.handling.drop_waiting()
        self._open = False
        self._outbox.close()
        if not self._refused.is_set():
            try:
                async with asyncio.timeout(IDLE_WITHIN):
                    await inbox.handling.idle()
            except TimeoutError:
                log.warning("an event is still being handled")
        await self._outbox.finish(0.0 if self._refused.is_set() else FINISH_WITHIN)
        await cut_off(running)

    def _refuse(self) -> None:
        self._refused.set()
