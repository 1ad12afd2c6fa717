"""Telegram: the platform's own part of its adapter's life."""

import asyncio
from collections.abc import Coroutine, Iterable
from typing import Any, Final

from telegram import Bot, User

from adapters.common.backoff import Doubling
from adapters.common.core import Core
from adapters.common.errors import SendOutcome
from adapters.common.flood import Flood
from adapters.common.lifecycle import NetworkAdapter, PlatformInfo
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

TELEGRAM: Final = PlatformInfo(
    platform=PLATFORM,
    title="Telegram",
    token_shape=TOKEN_SHAPE,
    misshapen=(
        "WAYMARK_TELEGRAM_TOKEN is not a token of Telegram's: set it to the one that @BotFather"
        " shows"
    ),
    refused=(
        "Telegram refused the token: set WAYMARK_TELEGRAM_TOKEN to the one that @BotFather shows"
    ),
)


class Telegram(NetworkAdapter):
    """The coach at home in Telegram."""

    may_double = True

    def __init__(self, options: TelegramOptions, core: Core) -> None:
        backoff = options.backoff
        super().__init__(TELEGRAM, options.token, core, Doubling(backoff.again, backoff.again_most))
        self._webhook = options.webhook
        self._backoff = backoff
        self._requests = (AiohttpRequest(), AiohttpRequest())
        self._bot = Bot(
            options.token,
            base_url=f"{options.api_url.rstrip('/')}/bot",
            base_file_url=f"{options.api_url.rstrip('/')}/file/bot",
            get_updates_request=self._requests[0],
            request=self._requests[1],
        )
        self._signer = Signer(options.token)
        self._outbox = TelegramOutbox(self._bot, self._signer, core, options, self.refuse)
        any_may_take_in = options.webhook is not None and core.store.news.shared
        inputs = core.store.inputs if any_may_take_in else None
        self._flood = Flood(PLATFORM, options.inputs_a_minute, inputs)
        self._me: User | None = None
        self._inbox: TelegramInbox | None = None
        self._poller: Poller | None = None

    @property
    def outbox(self) -> TelegramOutbox:
        """The way out."""
        return self._outbox

    @property
    def deaf(self) -> str:
        """What keeps it from listening, in a few words; empty where nothing does."""
        return self._waits_for or (self._poller.trouble if self._poller is not None else "")

    async def introduce(self) -> None:
        """Ask Telegram who we are."""
        for request in self._requests:
            await request.initialize()
        self._me = await self._bot.get_me()

    async def open_inbox(self) -> TelegramInbox:
        """Learn who cannot be reached; the way in. Raises HostError."""
        me = self._known_as
        invites = Invites(self._bot.token, me.username or "")
        coach = self._core.coach
        reader = TelegramReader(me, self._signer, invites, coach.scope, coach.commands)
        self._inbox = TelegramInbox(self._bot, reader, self._core, self._outbox, self._flood)
        await self._outbox.sender.reach.open()
        return self._inbox

    def parts(self) -> Iterable[Coroutine[Any, Any, None]]:
        """The pacer, and the watch over Telegram's health."""
        return self._outbox.run(), self._outbox.health.watch()

    async def listen(self) -> None:
        """Set the menus, then poll, or have updates brought to the webhook."""
        assert self._inbox is not None  # noqa: S101 -- it is opened before
        if self._webhook is None:
            await self.turn()
            await self.until_it_works(self._bot.delete_webhook)
            await self._set_menus()
            self._poller = Poller(self._bot, self._inbox, self._core.listening, self._backoff)
            await self._poller.run()
            self.refuse()
            await asyncio.Event().wait()
            return
        server = WebhookServer(self._bot, self._inbox, self._webhook)
        try:
            await self.until_it_works(server.start)
            await self._set_menus()
            await asyncio.Event().wait()
        finally:
            await server.stop()

    async def disconnect(self) -> None:
        """Close the connections."""
        for request in self._requests:
            await request.shutdown()

    def outcome(self, error: BaseException) -> SendOutcome:
        """What an error of the library means."""
        return outcome(error)

    @property
    def _known_as(self) -> User:
        assert self._me is not None  # noqa: S101 -- it is introduced before
        return self._me

    async def _set_menus(self) -> None:
        commands, notes = self._core.coach.commands, self._core.store.key_value
        await self.until_it_works(lambda: set_menus(self._bot, self._known_as.id, commands, notes))
        self._waits_for = ""
