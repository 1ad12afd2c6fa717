"""Lines over TCP: `name secret text` comes in, answers go back as plain text."""

import asyncio
import hmac
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final
from uuid import uuid4

from adapters.common.core import Core
from adapters.common.handling import Handling
from adapters.lines.render import plain_text
from bot.chat.events import Event, Origin, event_of_text
from bot.chat.messages import Outgoing
from bot.errors import DeliveryError, TokenRefusedError

PLATFORM: Final = "lines"
LONGEST: Final = 4096


@dataclass(frozen=True)
class LinesOptions:
    """What the host has set: the secret that every line bears, and where we listen."""

    token: str = field(repr=False)
    port: int


class Lines:
    """The coach behind a TCP port on loopback."""

    platform = PLATFORM

    def __init__(self, options: LinesOptions, core: Core) -> None:
        self._options = options
        self._core = core
        self._writers: dict[str, asyncio.StreamWriter] = {}
        self._open = False
        self._handling = Handling(core, PLATFORM, self._post)

    @property
    def trouble(self) -> str:
        """What keeps it from serving; empty where nothing does."""
        return "" if self._open else "it does not listen yet"

    @property
    def ready(self) -> bool:
        """Whether anything may be sent now."""
        return self._open

    @property
    def resting(self) -> Collection[str]:
        """Chats that may not be written to now."""
        return ()

    @asynccontextmanager
    async def slot(self, chat: str) -> AsyncIterator[None]:
        """There is no pace to keep."""
        yield

    async def send(self, outgoing: Outgoing) -> str:
        """Send a message that comes by itself. Raises DeliveryError."""
        if outgoing.chat not in self._writers:
            raise DeliveryError("nobody is connected", retry_after=60, counted=False)
        self._write(outgoing)
        return outgoing.id

    async def connect(self) -> None:
        """Refuse a token that is none. Raises TokenRefusedError."""
        if " " in self._options.token:
            raise TokenRefusedError("WAYMARK_LINES_TOKEN is one word")

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until told to stop."""
        server = await asyncio.start_server(
            self._talk, "127.0.0.1", self._options.port, limit=LONGEST
        )
        self._open = True
        handling = asyncio.create_task(self._handling.run())
        try:
            await stop.wait()
            await self._handling.idle()
        finally:
            self._open = False
            handling.cancel()
            server.close()
            for writer in self._writers.values():
                writer.close()

    async def close(self) -> None:
        """Nothing is open but while it runs."""

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while line := (await reader.readline()).decode("utf-8", "replace").strip():
            name, secret, text = [*line.split(maxsplit=2), "", ""][:3]
            if not hmac.compare_digest(secret.encode(), self._options.token.encode()):
                break
            self._writers[name] = writer
            origin = Origin(platform=PLATFORM, account=name, name=name, chat=name)
            event = event_of_text(text, id=uuid4().hex, origin=origin)
            now = self._core.clock.now()
            await self._handling.queue(await self._core.carriage.accept([event], now))
        writer.close()

    def _post(self, event: Event, replies: Collection[Outgoing]) -> None:
        for each in replies:
            self._write(each)

    def _write(self, outgoing: Outgoing) -> None:
        if writer := self._writers.get(outgoing.chat):
            writer.write(f"{plain_text(outgoing.message)}\n\n".encode())
