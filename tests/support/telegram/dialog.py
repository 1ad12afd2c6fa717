"""The dialogs of the terminal, played by somebody who writes to the bot in Telegram."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from time import monotonic
from typing import Any

from adapters.common.core import Core
from adapters.console.inbound import read_instant, read_skip
from adapters.telegram.adapter import Telegram
from adapters.telegram.options import TelegramOptions
from bot.runtime.clock import SteeredClock
from bot.runtime.wiring import coach_on, storing, ticker_on
from scheduler.leases import Lease
from scheduler.ticker import Ticker
from support.database import Address, count
from support.telegram.home import HURRY, NO_PACE
from support.telegram.process import until
from support.telegram.server import Server
from support.telegram.world import Shown, World
from support.template import laid


class Player:
    """Writes and presses as a dialog says."""

    def __init__(self, server: Server, path: Address, clock: SteeredClock, ticker: Ticker) -> None:
        self._world = server.world
        self._path = path
        self._clock = clock
        self._ticker = ticker
        self.people = {"me": 1}
        self._groups: dict[str, int] = {}
        self._me = "me"
        self._group: int | None = None
        self.topic: int | None = None

    @property
    def now(self) -> datetime:
        """What the clock shows."""
        return self._clock.now()

    async def say(self, line: str) -> str:
        """All that one line brings, with its buttons."""
        heard = await self.hear(line)
        return "\n".join(text for texts in heard.values() for text in texts)

    async def hear(self, line: str) -> dict[int, list[str]]:
        """The same by its chats."""
        before = len(self._world.history)
        word, _, rest = line.removeprefix("!").partition(" ")
        if line.startswith("!as"):
            self._me = rest
            self._world.managers.add(self.people.setdefault(rest, len(self.people) + 1))
        elif line.startswith("!in"):
            self._enter(rest)
        elif line.startswith("!skip"):
            await self._ticker.advance(self._clock, self._clock.now() + read_skip(rest))
        elif line.startswith("!clock"):
            instant = read_instant(rest)
            if instant >= self._clock.now():
                await self._ticker.advance(self._clock, instant)
        elif line.startswith("!press") or _is_label(line):
            await self._press(rest if word == "press" else line[1:-1])
        else:
            person = self.people[self._me]
            sender = _person(person, self._me)
            topic = self.topic if self._group else None
            self._world.message(person, chat=self._group, text=line, sender=sender, topic=topic)
        await self._settled()
        await self._ticker.advance(self._clock, self._clock.now())
        await self._settled()
        heard: dict[int, list[str]] = {}
        for each in self._world.history[before:]:
            heard.setdefault(each.chat, []).append(_written(each))
        return heard

    def _enter(self, chat: str) -> None:
        """A group's chat, or the private one."""
        if chat in {"me", self._me}:
            self._group = None
            return
        self._group = self._groups.setdefault(chat, -1000 - len(self._groups))
        self._world.titles[self._group] = chat

    async def _press(self, label: str) -> None:
        person = self.people[self._me]
        wanted = _bare(label)
        for exact in (True, False):
            for shown in reversed(self._world.of(self._group or person)):
                for each in shown.labels:
                    if _bare(each) == wanted if exact else _bare(each).startswith(wanted):
                        self._world.press(person, shown, each)
                        return

    async def _settled(self) -> None:
        """Wait until everything is handled, sent and recorded."""
        await until(lambda: not self._world.pending and not self._open())

    def _open(self) -> int:
        events = count(self._path, "inbox where handled_at is null")
        return events + count(self._path, "reply where sent_at is null and failed is null")


@asynccontextmanager
async def served(server: Server, core: Core) -> AsyncIterator[Telegram]:
    """Telegram on a core; nobody has to wait for a pace."""
    server.world.limits.on = False
    options = TelegramOptions(
        server.token, server.url, None, NO_PACE, HURRY, inputs_a_minute=10_000
    )
    telegram, stop = Telegram(options, core), asyncio.Event()
    await telegram.connect()
    running = asyncio.create_task(telegram.run(stop))
    await until(lambda: telegram.ready)
    try:
        yield telegram
    finally:
        stop.set()
        await running


@asynccontextmanager
async def playing(server: Server, path: Address, at: datetime) -> AsyncIterator[Player]:
    """The coach in Telegram at a virtual time that stands still."""
    clock = SteeredClock(at)
    async with storing(await laid(path)) as store:
        lease = Lease(store.leases, "sender", "test", monotonic)
        await lease.seize()
        coach = coach_on(store, clock)
        core = Core(coach, store, clock, lease, lambda: None)
        async with served(server, core) as telegram, beating(lease):
            yield Player(server, path, clock, ticker_on(store, coach, clock, telegram))


@asynccontextmanager
async def beating(lease: Lease) -> AsyncIterator[None]:
    """A lease that shows signs of life."""

    async def beat() -> None:
        while True:
            await asyncio.sleep(5)
            with suppress(Exception):
                await lease.beat()

    task = asyncio.create_task(beat())
    try:
        yield
    finally:
        task.cancel()


async def begun(player: Player, world: World) -> int:
    """A group with two members; its chat."""
    for line in (
        "!as anna",
        "!in club",
        "/group start",
        "!in me",
        "/start tz=UTC days=mon-sun at=23:50",
        "!in club",
        "/group join",
    ):
        await player.say(line)
    for line in (
        "!as bert",
        "!in me",
        "/start tz=UTC days=mon-sun at=23:50",
        "!in club",
        "/group join",
    ):
        await player.say(line)
    return next(each.chat for each in world.sent if each.chat < 0)


def _written(shown: Shown) -> str:
    """A message as the terminal writes it: links with their addresses, buttons in brackets."""
    raw = shown.text.encode("utf-16-le")
    for each in sorted(shown.entities, key=lambda entity: -int(entity["offset"])):
        if each["type"] == "text_link":
            ends = 2 * (each["offset"] + each["length"])
            raw = raw[:ends] + f" {each['url']}".encode("utf-16-le") + raw[ends:]
    buttons = " ".join(f"[{label}]" for label in shown.labels)
    return f"{raw.decode('utf-16-le')}\n{buttons}"


def _bare(label: str) -> str:
    return " ".join("".join(c for c in label.casefold() if c.isalnum() or c in " :,-").split())


def _person(number: int, name: str) -> Any:
    return {"id": number, "is_bot": False, "first_name": name, "language_code": "en-DE"}


def _is_label(line: str) -> bool:
    """Whether a line is a button in brackets; `[1, 9]` is an answer."""
    return line.startswith("[") and (line[1:2].isupper() or line[1:-1].isdigit())
