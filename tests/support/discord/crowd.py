"""Many who ask at once while prompts go out to many others."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from bot.chat.events import CommandInvoked, Origin
from bot.runtime.clock import SteeredClock
from bot.runtime.wiring import coach_on, storing
from support.discord.process import running
from support.discord.server import Server
from support.discord.world import Interaction
from support.processes import PATIENCE
from support.telegram.process import until

PEOPLE = 1_300_000_000_000_000_000
ANSWERS_WITHIN = 30.0
"""Seconds after which an answer does not come any more: it has no use after three."""

EIGHT = datetime(2026, 3, 3, 7, 58, tzinfo=UTC)


async def set_up(server: Server, path: Path, number: int) -> None:
    """So many people whose prompts are all due at eight."""
    clock = SteeredClock(datetime(2026, 3, 2, 9, tzinfo=UTC))
    async with storing(str(path), simulated=True) as store:  # nobody waits for the disk yet
        coach = coach_on(store, clock)
        for person in range(PEOPLE, PEOPLE + number):
            who = str(person)
            origin = Origin(platform="discord", account=who, name=who, chat=who)
            words = "tz=UTC at=08:00 days=mon-sun"
            await coach.handle(
                CommandInvoked(id=f"s{person}", origin=origin, name="start", words=words)
            )
            await store.key_value.set(f"discord:door:{who}", str(server.world.dm_channel(person)))
            await store.replies.sent([f"r{person - PEOPLE + 1}"], clock.now())


async def crowd(server: Server, path: Path, *, asking: int, prompts: int) -> list[Interaction]:
    """What so many asked while so many prompts went out.

    All is answered and sent then, but for what did not come in good time: whoever asks sees to that.
    """
    world = server.world
    await set_up(server, path, prompts)
    clock = {"WAYMARK_DEMO": "1", "WAYMARK_CLOCK_SPEED": "30"}
    async with running(server, path, **clock, WAYMARK_CLOCK_START=EIGHT.isoformat()):
        await until(lambda: len(world.history) >= prompts / 20)
        asked = [world.slash(PEOPLE - 1 - each, "today") for each in range(asking)]
        await _at_last(lambda: all(each.shown_at for each in asked), ANSWERS_WITHIN)
        shown = sum(each.shown_at is not None for each in asked)
        await _at_last(lambda: len(world.history) >= prompts + shown, PATIENCE)
    return asked


async def _at_last(condition: Callable[[], object], within: float) -> None:
    """Wait until something is the case, or is not to be any more."""
    with suppress(AssertionError):
        await until(condition, within)
