"""Many learners on a platform of the test's own, with the real coach, store and scheduler."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.chat.events import Origin, event_of_text
from bot.chat.messages import Outgoing
from bot.coach.coach import Coach
from bot.runtime.clock import SteeredClock
from bot.runtime.wiring import coach_on, storing, ticker_on
from bot.storage.store import SqlStore
from scheduler.ticker import Ticker
from support.database import Address, execute, rows
from support.processes import START
from support.template import laid


@dataclass
class Paced:
    """A platform with turns: it notes who got one, and what arrived."""

    platform: str = "paced"
    may_double: bool = True
    ready: bool = True
    resting: tuple[str, ...] = ()
    turns: list[str] = field(default_factory=list)
    arrived: list[str] = field(default_factory=list)
    errors: dict[str, BaseException] = field(default_factory=dict)
    gate: asyncio.Event = field(default_factory=asyncio.Event)

    @asynccontextmanager
    async def slot(self, chat: str) -> AsyncIterator[None]:
        """Everybody's turn comes at once."""
        self.turns.append(chat)
        yield

    async def send(self, outgoing: Outgoing) -> str:
        """Fail as told, or let it arrive once the gate is open."""
        if outgoing.chat in self.errors:
            raise self.errors[outgoing.chat]
        await self.gate.wait()
        self.arrived.append(outgoing.chat)
        return str(len(self.arrived))


@dataclass
class Town:
    """The platform, its people, and all that serves them."""

    path: Address
    store: SqlStore
    coach: Coach
    clock: SteeredClock
    platform: Paced
    ticker: Ticker

    async def settle(self, *names: str) -> None:
        """Let people set up; each chat bears its person's name."""
        for name in names:
            await self.say(name, START)

    async def say(self, name: str, line: str) -> None:
        """Somebody says a line, and says it once."""
        origin = Origin(platform=self.platform.platform, account=name, name=name, chat=name)
        await self.coach.handle(event_of_text(line, id=f"{name} {line}", origin=origin))

    def rows(self, query: str) -> list[Any]:
        """What the database says."""
        return rows(self.path, query)

    @property
    def states(self) -> list[str]:
        """The states of all deliveries, by the name of whom they are for."""
        return [state for (state,) in self.rows("select state from delivery order by chat, id")]

    def change(self, *statements: str) -> None:
        """Change the database behind the program's back."""
        execute(self.path, *statements)


@asynccontextmanager
async def town(path: Address, at: datetime) -> AsyncIterator[Town]:
    """A town at a virtual time."""
    clock, platform = SteeredClock(at), Paced()
    async with storing(await laid(path)) as store:
        coach = coach_on(store, clock)
        yield Town(path, store, coach, clock, platform, ticker_on(store, coach, clock, platform))
