"""Discord on its loopback server, for the contract of the adapters."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from adapters.common.core import Core
from adapters.discord.adapter import Discord
from adapters.discord.options import DiscordOptions
from support.contract import Heard
from support.discord.dialog import shown_text
from support.discord.rules import RefusedError
from support.discord.server import Fault, Server, discord_server
from support.pages import HTML

EVERYTHING, SEND, FOR_LONG = "", "POST /channels", 10**6


class DiscordStage:
    """People who write to the bot in their direct messages."""

    platform = "discord"

    def __init__(self, server: Server) -> None:
        self._server = server
        self._world = server.world
        self._world.limits.on = False

    def adapter(self, core: Core, token: str | None = None) -> Discord:
        """The adapter at this server."""
        server = self._server
        server.gateway.identifies.clear()  # a process counts the sessions that it begins itself
        return Discord(
            DiscordOptions(token or server.token, server.url, server.gateway_url, a_second=1e6),
            core,
        )

    @property
    def listened_to(self) -> bool:
        """Whether there is a session."""
        return self._server.gateway.connected

    @property
    def asked(self) -> int:
        """How often a message was to be written."""
        return self._world.count(SEND)

    def chat(self, person: int) -> str:
        """Direct messages bear their person's id."""
        return str(person)

    def say(self, person: int, text: str) -> None:
        """Somebody writes a direct message."""
        self._world.say(person, text)

    def press(self, person: int, label: str) -> None:
        """Somebody presses a button under the newest message."""
        self._world.press(person, self._world.of(person)[-1], label)

    def heard(self, person: int) -> list[Heard]:
        """What stands in somebody's direct messages."""
        return [
            Heard(shown_text(each.text), tuple(each.labels), tuple(each.files))
            for each in self._world.of(person)
        ]

    def block(self, person: int) -> None:
        """Somebody closes their direct messages."""
        self._world.closed.add(person)

    def unblock(self, person: int) -> None:
        """And opens them again."""
        self._world.closed.discard(person)

    def too_many(self) -> None:
        """429, once."""
        error = RefusedError(429, 0, "You are being rate limited.", retry_after=0.3)
        self._server.faults.append(Fault(SEND, error=error))

    def refuse(self) -> None:
        """400, once."""
        self._server.faults.append(Fault(SEND, error=RefusedError(400, 50000, "Not today")))

    def swallow(self) -> None:
        """The message arrives, its answer does not."""
        self._server.faults.append(Fault(SEND, applied=True, drops=True))

    def revoke(self) -> None:
        """The token is another one now."""
        self._server.token = "another.loopback-Token_0123456789abcdefghijk"

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
async def staged() -> AsyncIterator[DiscordStage]:
    """A strict server with its people."""
    async with discord_server() as server:
        yield DiscordStage(server)
