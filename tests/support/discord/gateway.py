"""The gateway: sessions that can be resumed, dropped and declared invalid."""

import asyncio
import itertools
import json
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from support.discord.rules import Params
from support.discord.world import APP_ID, BOT_ID, GUILD_ID, World

INTENTS = 1 << 0 | 1 << 12
"""Servers and direct messages: whoever asks for more is told so."""


@dataclass
class Session:
    """A session with all that was ever dispatched in it."""

    id: str
    shard: list[int]
    events: list[Params] = field(default_factory=list)
    socket: "Socket | None" = None


class Socket:
    """One connection, compressed as the library asks for it."""

    def __init__(self, socket: web.WebSocketResponse, *, compressed: bool) -> None:
        self.socket = socket
        self._zlib = zlib.compressobj() if compressed else None

    async def send(self, payload: Params) -> None:
        """Send a payload."""
        await self.say(json.dumps(payload))

    async def say(self, text: str) -> None:
        """Send a text."""
        if self.socket.closed:
            return
        if self._zlib is None:
            await self.socket.send_str(text)
        else:
            data = self._zlib.compress(text.encode()) + self._zlib.flush(zlib.Z_SYNC_FLUSH)
            await self.socket.send_bytes(data)


class Gateway:
    """Takes connections and dispatches events to every session."""

    def __init__(self, world: World, token: Callable[[], str], url: Callable[[], str]) -> None:
        self._world = world
        self._token = token
        self._url = url
        self._numbers = itertools.count(1)
        self._queue: asyncio.Queue[tuple[Session, Params]] = asyncio.Queue()
        self.sessions: dict[str, Session] = {}
        self.wrong: list[str] = []
        self.identifies: list[float] = []
        self.resumes = 0
        self.missed: list[Params] = []
        world.dispatch = self.dispatch

    @property
    def connected(self) -> bool:
        """Whether somebody listens."""
        return any(each.socket for each in self.sessions.values())

    def dispatch(self, name: str, data: Params) -> None:
        """An event for everybody who listens, or will listen again."""
        for session in self.sessions.values():
            event = {"op": 0, "t": name, "s": len(session.events) + 1, "d": data}
            session.events.append(event)
            self._queue.put_nowait((session, event))

    async def run(self) -> None:
        """Send what was dispatched, until cancelled."""
        while True:
            session, event = await self._queue.get()
            if session.socket is not None:
                await self._send(session.socket, event)

    async def drop(self) -> None:
        """Cut every connection; sessions can be resumed."""
        for session in self.sessions.values():
            socket, session.socket = session.socket, None
            if socket is not None:
                await socket.socket.close(code=4000)

    async def ask_to_reconnect(self) -> None:
        """Tell everybody to come again."""
        for session in self.sessions.values():
            if session.socket is not None:
                await session.socket.send({"op": 7, "d": None})

    async def babble(self) -> None:
        """Say something that is no JSON to everybody."""
        for session in self.sessions.values():
            if session.socket is not None:
                await session.socket.say("<html>")

    async def invalidate(self) -> None:
        """Declare every session invalid."""
        sessions, self.sessions = list(self.sessions.values()), {}
        for session in sessions:
            if session.socket is not None:
                await session.socket.send({"op": 9, "d": False})

    async def connect(self, request: web.Request) -> web.WebSocketResponse:
        """One connection to its end."""
        raw = web.WebSocketResponse()
        await raw.prepare(request)
        socket = Socket(raw, compressed=request.query.get("compress") == "zlib-stream")
        await socket.send({"op": 10, "d": {"heartbeat_interval": 41_250}})
        try:
            async for message in raw:
                if message.type is WSMsgType.TEXT:
                    await self._said(socket, json.loads(message.data))
        finally:
            for session in self.sessions.values():
                if session.socket is socket:
                    session.socket = None
        return raw

    async def _said(self, socket: Socket, payload: Params) -> None:
        match payload["op"]:
            case 1:
                await socket.send({"op": 11, "d": None})
            case 2:
                await self._identify(socket, payload["d"])
            case 6:
                await self._resume(socket, payload["d"])
            case other:
                self.wrong.append(f"op {other}")

    async def _identify(self, socket: Socket, data: Params) -> None:
        now = time.monotonic()
        if self.identifies and now - self.identifies[-1] < 4.9:
            self.wrong.append("two sessions within 5 s")
        self.identifies.append(now)
        if data["token"] != self._token():
            await socket.socket.close(code=4004)
            return
        if data["intents"] & ~INTENTS:
            self.wrong.append(f"intents {data['intents']:b}")
        session = Session(f"session{next(self._numbers)}", data.get("shard", [0, 1]), [], socket)
        self.sessions[session.id] = session
        guilds = [{"id": str(GUILD_ID), "unavailable": True}] if self._world.in_guild else []
        ready: dict[str, Any] = {
            "v": 10,
            "user": self._world.user(BOT_ID),
            "guilds": guilds,
            "session_id": session.id,
            "resume_gateway_url": self._url(),
            "shard": session.shard,
            "application": {"id": str(APP_ID), "flags": 0},
        }
        first = [("READY", ready), *(("GUILD_CREATE", self._world.guild()) for _ in guilds)]
        for name, body in first:
            event = {"op": 0, "t": name, "s": len(session.events) + 1, "d": body}
            session.events.append(event)
            await self._send(socket, event)

    async def _resume(self, socket: Socket, data: Params) -> None:
        session = self.sessions.get(data["session_id"])
        if session is None or data["token"] != self._token():
            await socket.send({"op": 9, "d": False})
            return
        self.resumes += 1
        for event in session.events[data["seq"] or 0 :]:
            await self._send(socket, event)
        session.socket = socket
        await self._send(socket, {"op": 0, "t": "RESUMED", "s": len(session.events), "d": {}})

    async def _send(self, socket: Socket, event: Params) -> None:
        try:
            await socket.send(event)
        except (ConnectionError, RuntimeError):
            self.missed.append(event)
