"""The dialogs of the terminal, played by people who use the bot in Discord."""

import asyncio
import re
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import datetime
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from adapters.common.core import Core
from adapters.console.inbound import read_instant, read_skip
from adapters.discord.adapter import Discord
from adapters.discord.options import DiscordOptions
from bot.chat.arguments import _KEY, ArgumentType, options_of
from bot.chat.translate import Say, languages
from bot.errors import CoachError
from bot.features.menu import FEATURES
from bot.runtime.clock import SteeredClock
from bot.runtime.wiring import coach_on, storing, ticker_on
from scheduler.leases import Lease
from scheduler.ticker import Ticker
from support.discord.server import Server
from support.discord.world import Shown
from support.telegram.dialog import beating
from support.telegram.process import until
from support.template import laid

ZONE = "Europe/Berlin"
"""Where the people of the dialogs live."""

ON_DISCORD_ONLY = {
    Say(language).line(label)
    for label in ("Answer in one form", "Tick topics", "Type the answer", "Write it anew")
    for language in languages()
}
COMMANDS = {each.name: each for feature in FEATURES for each in feature.commands}


class Player:
    """Uses commands and presses as a dialog says."""

    def __init__(self, server: Server, path: Path, clock: SteeredClock, ticker: Ticker) -> None:
        self._world = server.world
        self._path = path
        self._clock = clock
        self._ticker = ticker
        self.people = {"me": 1001}
        self._places: dict[str, int] = {}
        self._taken_in: set[str] = set()
        self._me = "me"
        self._in: str | None = None
        self.language = "en"
        """In which the readers' clients show instants."""

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
            self.people.setdefault(rest, 1001 + len(self.people))
            self._world.names[self.people[rest]] = rest
            self._world.managers.add(self.people[rest])
        elif line.startswith("!in"):
            self._enter(rest)
        elif line.startswith("!skip"):
            await self._ticker.advance(self._clock, self._clock.now() + read_skip(rest))
        elif line.startswith("!clock"):
            instant = read_instant(rest)
            if instant >= self._clock.now():
                await self._ticker.advance(self._clock, instant)
        elif line.startswith("!press") or _is_label(line):
            self._press(rest if word == "press" else line[1:-1])
        else:
            self._speak(line)
        await self._settled()
        await self._ticker.advance(self._clock, self._clock.now())
        await self._settled()
        heard: dict[int, list[str]] = {}
        for each in self._world.history[before:]:
            heard.setdefault(each.channel, []).append(self._read(each))
        return heard

    def _read(self, shown: Shown) -> str:
        text = _written(shown, self.language)
        for name in self._places:
            text = text.replace(f"#{name}", name)
        return text

    @property
    def _person(self) -> int:
        return self.people[self._me]

    @property
    def _channel(self) -> int | None:
        return None if self._in is None else self._places[self._in]

    def _enter(self, name: str) -> None:
        self._in = None if name in {"me", self._me} else name
        if self._in is not None and self._in not in self._places:
            self._places[self._in] = self._world.place()
            self._world.channels[self._places[self._in]].name = self._in

    def _speak(self, line: str) -> None:
        asked = slash(line)
        if asked is None:
            if self._channel is None:
                self._world.say(self._person, line)
            return
        name, path, options = asked
        self._world.slash(self._person, name, *path, channel=self._channel, **options)

    def _press(self, label: str) -> None:
        seen = self._world.in_channel(self._channel or self._world.dm_channel(self._person))
        mine = [each for each in seen if each.only_to in {None, self._person}]
        wanted = _bare(label)
        for exact in (True, False):
            for shown in reversed(mine):
                for each in shown.labels:
                    if _bare(each) == wanted if exact else _bare(each).startswith(wanted):
                        self._world.press(self._person, shown, each)
                        return

    async def _settled(self) -> None:
        """Wait until everything is handled, sent and recorded."""
        await until(lambda: not self._open(), 10)

    def _open(self) -> int:
        if self._world.unanswered or self._world.thinking:
            return 1
        with closing(sqlite3.connect(self._path, timeout=10)) as database:
            heard = {str(each.id) for each in self._world.interactions.values()}
            heard |= {f"m{each}" for each in self._world.said}
            rows = database.execute("select event_id, handled_at is null from inbox").fetchall()
            self._taken_in.update(name for name, _ in rows)  # erased later, they were here
            open_ = sum(bool(waits) for _, waits in rows) + len(heard - self._taken_in)
            query = "select count(*) from reply where sent_at is null"
            return open_ + int(database.execute(query).fetchone()[0])


def slash(line: str) -> tuple[str, list[str], dict[str, Any]] | None:
    """A line as a command with typed options, where Discord's menu has room for it."""
    name, *words = line.removeprefix("/").split()
    if not line.startswith("/") or name not in COMMANDS:
        return None
    options = {each.name: each.kind for each in options_of(COMMANDS[name].arguments)}
    path = [words.pop(0)] if name == "group" and words else []
    if name == "group" and not path:
        path = ["board"]
    given = _given(words, options)
    if given is None:
        return None
    typed: dict[str, Any] = {}
    for key, value in given.items():
        if not _fits(options[key], value):
            return None
        typed[key] = int(value) if options[key].whole else value
    return name, path, typed


def _given(words: list[str], options: dict[str, ArgumentType]) -> dict[str, str] | None:
    """Which option each word is for; None where there is none."""
    given: dict[str, str] = {}
    bare: list[str] = []
    for word in words:
        key = _KEY.match(word)
        if key and key[1] in options:
            given[key[1]] = word[key.end() :]
        else:
            bare.append(word)
    while bare:
        free = {each: kind for each, kind in options.items() if each not in given}
        free = dict(sorted(free.items(), key=lambda item: not item[1].eager))
        for name, kind in free.items():
            try:
                found = kind.taken(bare)
            except CoachError:
                return None  # only as text
            if found:
                value, count = found
                given[name] = str(value) if kind.whole else " ".join(bare[:count])
                del bare[:count]
                break
        else:
            rest = next((each for each, kind in free.items() if kind.rest), None)
            return None if rest is None else {**given, rest: " ".join(bare)}
    return given


def _fits(kind: ArgumentType, value: str) -> bool:
    """Whether a client would let somebody say so."""
    if kind.whole is not None:
        return value.isdigit() and kind.whole[0] <= int(value) <= kind.whole[1]
    return not kind.words or value in kind.words


@asynccontextmanager
async def served(server: Server, core: Core) -> AsyncIterator[Discord]:
    """Discord on a core; nobody has to wait for a pace."""
    server.world.limits.on = False
    options = DiscordOptions(
        server.token, server.url, server.gateway_url, a_second=1e6, inputs_a_minute=10_000
    )
    discord, stop = Discord(options, core), asyncio.Event()
    await discord.connect()
    running = asyncio.create_task(discord.run(stop))
    await until(lambda: server.gateway.connected)
    try:
        yield discord
    finally:
        stop.set()
        await running


@asynccontextmanager
async def playing(server: Server, path: Path, at: datetime) -> AsyncIterator[Player]:
    """The coach in Discord at a virtual time that stands still."""
    server.world.locale = "en-DE"  # in English, and at home in Berlin
    server.world.managers.add(1001)
    clock = SteeredClock(at)
    async with storing(await laid(path)) as store:
        lease = Lease(store.leases, "sender", "test", monotonic)
        await lease.seize()
        coach = coach_on(store, clock)
        core = Core(coach, store, clock, lease, lambda: None)
        async with served(server, core) as discord, beating(lease):
            yield Player(server, path, clock, ticker_on(store, coach, clock, discord))


def shown_text(markdown: str, language: str = "en") -> str:
    """What a reader sees of a markdown text; a link with its address after it."""
    outside, *programs = re.split(r"```py\n(.*?)\n```", markdown, flags=re.DOTALL)
    shown = [_without_signs(outside, language)]
    for program, after in zip(programs[::2], programs[1::2], strict=True):
        shown += [program, _without_signs(after, language)]
    return "".join(shown).replace("\u200b", "").replace("\u2060", "")


def _without_signs(markdown: str, language: str) -> str:
    instants = partial(_by_the_clock, language)
    text = re.sub(r"(?<!\\)<t:(\d+):([tF])>", instants, markdown)
    text = re.sub(r"\[((?:[^\]\\]|\\.)*)\]\(<([^>]*)>\)", r"\1 \2", text)
    text = re.sub(r"(?<!\\)<(https?://[^>]*)>", r"\1", text)
    text = re.sub(r"^### ", "", text, flags=re.MULTILINE)
    text = re.sub(r"(?<!\\)(\*\*|\*|``|`)", "", text)
    return re.sub(r"\\([^A-Za-z0-9\s])", r"\1", text)


def _by_the_clock(language: str, found: re.Match[str]) -> str:
    """An instant as a client in the dialogs' zone shows it, in short."""
    wall = datetime.fromtimestamp(int(found[1]), ZoneInfo(ZONE))
    form = "EEE HH:mm" if found[2] == "F" else "HH:mm"
    return format_datetime(wall, form, locale=language).replace(".", "")


def _written(shown: Shown, language: str) -> str:
    """A message as the terminal writes it: buttons in brackets."""
    labels = [each for each in shown.labels if each not in ON_DISCORD_ONLY]
    seen = "\n".join(
        [
            shown_text(shown.text, language),
            *(each for each in shown.words if each not in shown.text),
        ]
    )
    return f"{seen}\n" + " ".join(f"[{label}]" for label in labels)


def _bare(label: str) -> str:
    return " ".join("".join(c for c in label.casefold() if c.isalnum() or c in " :,-").split())


def _is_label(line: str) -> bool:
    """Whether a line is a button in brackets; `[1, 9]` is an answer."""
    return line.startswith("[") and (line[1:2].isupper() or line[1:-1].isdigit())
