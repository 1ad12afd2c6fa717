"""The one place where the parts are wired together."""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

from bot import places
from bot.clock import SteeredClock
from bot.coach import Coach
from bot.errors import HostError
from bot.features import FEATURES, HINT
from bot.ports import Clock
from bot.roadmaps import Roadmaps
from bot.storage.engine import database_url
from bot.storage.schema import open_database
from bot.storage.store import SqlStore


@asynccontextmanager
async def coaching(url: str, clock: Clock) -> AsyncIterator[Coach]:
    """A coach on the database at `url`. Raises HostError where it cannot be used."""
    places.pin_tzdata()
    store = SqlStore(await open_database(database_url(url)))
    try:
        yield Coach(store, clock, Roadmaps(), FEATURES, HINT)
    finally:
        await store.close()


async def chat(url: str, *, name: str, at: datetime | None, as_json: bool) -> None:
    """Talk to the coach in the terminal until the input ends."""
    from adapters.console import session
    from adapters.console.adapter import Console

    clock = SteeredClock(at)
    pleasant = sys.stdin.isatty() and sys.stdout.isatty() and not as_json
    show = session.show_json if as_json else session.show_plain
    async with coaching(url, clock) as coach:
        await _not_before_history(coach, clock, at)
        console = Console(
            coach,
            clock,
            session.show_styled if pleasant else show,
            name=name,
            zone=places.machine_zone(),
        )
        commands = [command.name for command in coach.commands]
        lines = session.typed_lines(commands, console.labels) if pleasant else session.piped_lines()
        await console.talk(lines)


async def _not_before_history(coach: Coach, clock: SteeredClock, at: datetime | None) -> None:
    last = await coach.mailroom.last_instant()
    if at is not None and last is not None and at < last:
        clock.move_to(last)
        sys.stderr.write(f"waymark: the clock starts at {last.isoformat()}, the last event\n")


def checked_instant(text: str) -> datetime:
    """An ISO instant with an offset. Raises HostError."""
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None:
        raise HostError("--at needs a date, a time and an offset, like 2026-03-02T08:00+01:00")
    return instant
