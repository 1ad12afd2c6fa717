"""Telegram on its loopback server, for the contract of the adapters."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from adapters.common.core import Core
from adapters.telegram.adapter import Telegram
from adapters.telegram.options import TelegramOptions
from support.contract import Heard
from support.pages import HTML
from support.telegram.home import HURRY, NO_PACE
from support.telegram.rules import RefusedError
from support.telegram.server import Fault, Server, bot_api

EVERYTHING, SEND, FOR_LONG = "*", "sendMessage", 10**6


class TelegramStage:
    """People who write to the bot, each in their own chat."""

    platform = "telegram"

    def __init__(self, server: Server) -> None:
        self._server = server
        self._world = server.world
        self._world.limits.on = False

    def adapter(self, core: Core, token: str | None = None) -> Telegram:
        """The adapter at this server."""
        server = self._server
        return Telegram(
            TelegramOptions(token or server.token, server.url, None, NO_PACE, HURRY), core
        )

    @property
    def listened_to(self) -> bool:
        """Whether updates were asked for."""
        return self._world.count("getUpdates") > 0

    @property
    def asked(self) -> int:
        """How often a message was to be sent."""
        return self._world.count(SEND)

    def chat(self, person: int) -> str:
        """A private chat bears its person's id."""
        return str(person)

    def say(self, person: int, text: str) -> None:
        """Somebody writes to the bot."""
        self._world.say(person, text)

    def press(self, person: int, label: str) -> None:
        """Somebody presses a button under the newest message."""
        self._world.press(person, self._world.of(person)[-1], label)

    def heard(self, person: int) -> list[Heard]:
        """What stands in a private chat."""
        return [
            Heard(
                each.text,
                tuple(each.labels),
                ((each.content.name, bytes(each.content)),) if each.content is not None else (),
            )
            for each in self._world.of(person)
        ]

    def block(self, person: int) -> None:
        """Somebody blocks the bot, and Telegram has not said so."""
        self._world.blocked.add(person)

    def unblock(self, person: int) -> None:
        """Somebody lets it in again."""
        self._world.blocked.discard(person)

    def too_many(self) -> None:
        """429, once."""
        error = RefusedError("Too Many Requests: retry after 1", 429, retry_after=1)
        self._server.faults.append(Fault(SEND, error=error))

    def refuse(self) -> None:
        """400, once."""
        self._server.faults.append(Fault(SEND, error=RefusedError("Bad Request: not today")))

    def swallow(self) -> None:
        """The message arrives, its answer does not."""
        self._server.faults.append(Fault(SEND, applied=True, drops=True))

    def revoke(self) -> None:
        """The token is another one now."""
        self._server.token = "4242:another-Token_0123456789abcdefghijklm"

    def hang(self) -> None:
        """Nothing is answered."""
        self._server.faults.append(Fault(EVERYTHING, FOR_LONG, delay=1000))

    def babble(self) -> None:
        """Everything is answered with a web page."""
        self._server.faults.append(Fault(EVERYTHING, FOR_LONG, page=HTML))

    def mend(self) -> None:
        """No more faults."""
        self._server.faults.clear()

    async def vanish(self) -> None:
        """Nobody listens on the port."""
        await self._server.stop()

    async def come_back(self) -> None:
        """On the same port again."""
        await self._server.start()


@asynccontextmanager
async def staged() -> AsyncIterator[TelegramStage]:
    """A strict Bot API server with its people."""
    async with bot_api() as server:
        yield TelegramStage(server)
