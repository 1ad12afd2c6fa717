"""A wire that is trouble: a TCP proxy before Telegram, Discord or PostgreSQL, whatever they talk."""

import asyncio
import socket
import struct
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from enum import StrEnum
from typing import Final
from urllib.parse import urlsplit

HERE: Final = "127.0.0.1"
PIECE: Final = 65536
NONSENSE: Final = bytes(range(256))
_RESETS: Final = struct.pack("ii", 1, 0)


class Wire(StrEnum):
    """What becomes of the bytes."""

    WELL = "well"
    HANGS = "hangs"
    """Half-open: they are taken, and go on when it is well again, if anybody still waits."""
    LOSES_ANSWERS = "loses answers"
    """What is asked arrives; the connection is reset in the place of an answer."""
    NONSENSE = "nonsense"
    """Answers are bytes that mean nothing."""


class ChaosProxy:
    """Listens on `port`, and passes everything on to a server, as well as the wire is.

    `latency` is in seconds, each way.
    """

    def __init__(self, target: tuple[str, int] | str) -> None:
        self._target = target
        self._server: asyncio.Server | None = None
        self._ends: set[asyncio.StreamWriter] = set()
        self._well = asyncio.Event()
        self._wire = Wire.WELL
        self._well.set()
        self.port = 0
        self.latency = 0.0
        self.lost = 0

    def url(self, server: str) -> str:
        """The address of a server as it is behind this wire."""
        return server.replace(urlsplit(server).netloc, f"{HERE}:{self.port}", 1)

    @property
    def wire(self) -> Wire:
        """How it is."""
        return self._wire

    @wire.setter
    def wire(self, state: Wire) -> None:
        self._wire = state
        (self._well.clear if state is Wire.HANGS else self._well.set)()

    async def accept(self) -> None:
        """Listen; again on the same port after `refuse`."""
        self._server = await asyncio.start_server(self._connected, HERE, self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    def refuse(self) -> None:
        """Refuse connections, and reset those there are."""
        if self._server is not None:
            self._server.close()
        self.reset()

    def cut(self) -> None:
        """End every connection as its peer would."""
        for each in self._ends:
            each.close()

    def reset(self) -> None:
        """End every connection as a machine does that knows nothing of it."""
        for each in self._ends:
            _reset(each)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection to its end."""
        self._ends.add(writer)
        theirs = None
        try:
            source, theirs = await self._reached()
            self._ends.add(theirs)
            pumps = (self._pump(reader, theirs), self._pump(source, writer, self._answered))
            async with asyncio.TaskGroup() as group:
                for pump in pumps:
                    group.create_task(pump)
        except* OSError:
            _reset(writer)
        finally:
            for end in (writer, theirs):
                if end is not None:
                    self._ends.discard(end)
                    end.close()

    async def _reached(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if isinstance(self._target, str):
            return await asyncio.open_unix_connection(self._target)
        return await asyncio.open_connection(*self._target)

    async def _pump(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        changed: Callable[[bytes], bytes] = bytes,
    ) -> None:
        while piece := await reader.read(PIECE):
            await asyncio.sleep(self.latency)
            await self._well.wait()
            writer.write(changed(piece))
            await writer.drain()
        with suppress(OSError, RuntimeError):
            writer.close()

    def _answered(self, piece: bytes) -> bytes:
        if self._wire is Wire.LOSES_ANSWERS:
            self.lost += 1
            raise ConnectionResetError
        return NONSENSE if self._wire is Wire.NONSENSE else piece


def _reset(writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESETS)
    writer.transport.abort()


@asynccontextmanager
async def chaos(target: str) -> AsyncIterator[ChaosProxy]:
    """A wire to a server: the address that it has, or the path of its socket."""
    where = urlsplit(target)
    proxy = ChaosProxy((str(where.hostname), where.port or 0) if where.hostname else target)
    await proxy.accept()
    try:
        yield proxy
    finally:
        proxy.wire = Wire.WELL
        proxy.refuse()
