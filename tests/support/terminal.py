"""The real terminal, coach and store in this process, with a virtual clock.

SQLite runs in the thread that asks, as in `waymark simulate`: a third of the time. The tests of
the store, of crashes and of the platforms go through aiosqlite's own thread.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from adapters.console.adapter import Console
from adapters.console.render import buttons_line, plain_text
from bot.chat.messages import Outgoing
from bot.coach.coach import Coach
from bot.runtime.clock import SteeredClock
from bot.runtime.wiring import coach_on, storing, ticker_on
from bot.storage.store import SqlStore
from support.template import fresh


@dataclass
class Terminal:
    """Says lines and keeps what was answered."""

    coach: Coach
    clock: SteeredClock
    console: Console
    shown: list[Outgoing] = field(default_factory=list)

    @property
    def now(self) -> datetime:
        """What its clock shows."""
        return self.clock.now()

    async def say(self, *lines: str) -> str:
        """The text of all answers to `lines`."""
        before = len(self.shown)
        for line in lines:
            await self.console.say(line)
        return "\n".join(plain_text(each.message) for each in self.shown[before:])

    async def screen(self, line: str) -> str:
        """The answers to one line with their buttons, as the plain terminal shows them."""
        before = len(self.shown)
        await self.console.say(line)
        parts = []
        for each in self.shown[before:]:
            parts += [plain_text(each.message), buttons_line(each.message)]
        return "\n".join(part for part in parts if part)

    @property
    def buttons(self) -> list[str]:
        """The labels under the last answer."""
        return [button.label for row in self.shown[-1].message.buttons for button in row]


@asynccontextmanager
async def terminal(
    path: Path | str,
    at: datetime,
    *,
    name: str = "me",
    zone: str = "Europe/Berlin",
    own_roadmaps: Path | None = None,
) -> AsyncIterator[Terminal]:
    """A terminal on a database: a file, which may be new, or an address."""
    is_new = isinstance(path, Path) and not path.exists()
    async with fresh(Path(path)) if is_new else storing(str(path), simulated=True) as store:
        yield await seated(store, at, name=name, zone=zone, own_roadmaps=own_roadmaps)


async def seated(
    store: SqlStore,
    at: datetime,
    *,
    name: str = "me",
    zone: str = "Europe/Berlin",
    own_roadmaps: Path | None = None,
) -> Terminal:
    """A terminal on a store that is open: a clock, a coach and a screen of its own."""
    clock = SteeredClock(at)
    coach = coach_on(store, clock, str(own_roadmaps) if own_roadmaps else None)
    shown: list[Outgoing] = []
    console = Console(
        coach, clock, lambda out, to, now, elsewhere: shown.append(out), name=name, zone=zone
    )
    ticker = ticker_on(store, coach, clock, console)
    console.advance = lambda until: ticker.advance(clock, until)
    await ticker.recover()
    return Terminal(coach, clock, console, shown)


async def played(golden: str, database: Path | str, errors: Callable[[], str]) -> str:
    """A dialog as it is now; `errors` gives what was written to standard error since."""
    title, *typed = [line for line in golden.splitlines() if line.startswith(("# ", "> "))]
    out = [title]
    async with terminal(database, datetime.fromisoformat(title.rsplit(" ", 1)[1])) as opened:
        for line in typed:
            answer = await opened.screen(line.removeprefix("> "))
            out += ["", line, *([answer] if answer else []), *errors().splitlines()]
    return "\n".join(out) + "\n"
