"""What `waymark run` keeps in memory: both platforms, 20,000 learners with some weeks, 200 groups.

It is part of `make bench`, and runs alone as `python -m benchmarks.memory`. One learner on each
platform lives on the real coach, and the others are copies of their rows. Then a process serves them
on loopback while prompts go out and some hundred of them act.
"""

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from benchmarks.copies import copy_all
from benchmarks.ground import Parts, Row, once, parts, table, written
from benchmarks.processes import running
from benchmarks.size import resident
from bot.chat.events import Origin, event_of_text
from bot.places.find import pin_tzdata
from support.database import connected
from support.discord.crowd import PEOPLE
from support.discord.server import Server as DiscordServer
from support.discord.server import discord_server
from support.discord.world import Interaction
from support.telegram.server import Server as TelegramServer
from support.telegram.server import bot_api

DAY: Final = timedelta(days=1)
HOUR: Final = timedelta(hours=1)
EIGHT: Final = datetime(2026, 3, 2, 8, tzinfo=UTC)
SOON: Final = timedelta(seconds=5)
FIRST: Final = {"telegram": 1_000_000, "discord": PEOPLE}
"""The number of the first person on each platform."""

CHAT: Final = -1_000_000
LINES: Final = ("today", "done", "week")
TOGETHER: Final = 10
"""So many ask at a time on each platform."""

WITHIN: Final = 100.0
NO_ANSWER: Final = 5.0
"""Seconds after which no answer comes any more in Discord, where there is no sign of one in three."""

SETTLES: Final = 5.0
"""Seconds after the last answer, in which what was at work comes to its end."""

MB: Final = 1_000_000


@dataclass(frozen=True)
class MemorySize:
    """So many people on each platform, with so many days behind them, and so many groups there.

    A group has so many members. So many learners are `prompted` meanwhile, and as many others say
    something.
    """

    people: int
    days: int
    groups: int
    members: int
    prompted: int


FULL: Final = MemorySize(people=10_000, days=28, groups=100, members=5, prompted=100)
TINY: Final = MemorySize(people=4, days=2, groups=1, members=2, prompted=1)


async def filled(path: Path, size: MemorySize, channels: list[int]) -> None:
    """A file with all of them; the prompts of the first are due at eight, the others' an hour on.

    Their groups were looked at before.
    """
    began = EIGHT - size.days * DAY
    opened = await parts(path, began, simulated=True)
    for number in range(size.days):
        opened.clock.move_to(began + number * DAY + HOUR)
        for platform in FIRST:
            line = "/done 25 a page" if number else "/start tz=UTC at=08:00 days=mon-sun"
            await _say(opened, _first(platform), line, f"{number}")
    for platform, places in _places(size, channels).items():
        for place in places:
            await _say(opened, _first(platform, place), "/group start", f"g{place}")
    await opened.store.close()
    copy_all(str(path), size.people - 1)
    _changed(path, _due(size), _members(size))
    opened = await parts(path, EIGHT - HOUR, simulated=True)
    await opened.coach.update_groups()
    await opened.store.close()
    at = written(EIGHT + SOON)
    _changed(path, f"insert or replace into group_due select id, {at} from study_group")


def _changed(path: Path, *statements: str) -> None:
    with connected(path) as database:
        for each in statements:
            database.execute(each)
        database.commit()


def _places(size: MemorySize, channels: list[int]) -> dict[str, list[int]]:
    return {"telegram": [CHAT - number for number in range(size.groups)], "discord": channels}


async def _say(opened: Parts, who: Origin, line: str, number: str) -> None:
    event = event_of_text(line, id=f"{who.platform}{number}", origin=who)
    await opened.coach.sent(await opened.coach.handle(event))


def _first(platform: str, chat: int | None = None) -> Origin:
    """The one whose copies the others are; in a group, as who manages it."""
    person = FIRST[platform]
    return Origin(
        platform=platform,
        account=str(person),
        name="Ada",
        chat=str(chat or person),
        private=chat is None,
        manages_chat=chat is not None,
    )


def _due(size: MemorySize) -> str:
    """Learners have turns: one in Telegram, one in Discord."""
    at = f"{written(EIGHT)} + case when id <= {2 * size.prompted} then 0 else 3600000000 + id end"
    return (
        "insert into due (learner_id, kind, day, due_at, expires_at)"
        f" select id, 'daily_prompt', '{EIGHT.date()}', {at}, {at} + 3 * 3600000000 from learner"
    )


def _members(size: MemorySize) -> str:
    apart = max(1, size.people // size.members)
    return (
        "insert into stay (group_id, learner_id, joined_at, joined_on)"
        f" select mine.id, learner_id, started_at, '{EIGHT.date() - DAY}' from study_group as mine"
        f" join account on account.platform = mine.platform"
        f" and learner_id / 2 % {apart} = mine.id % {size.groups}"
    )


@asynccontextmanager
async def serving(
    telegram: TelegramServer, discord: DiscordServer, path: Path
) -> AsyncIterator[int]:
    """`waymark run` on both, a little before eight; its number, as soon as it listens."""
    env = {
        "WAYMARK_TELEGRAM_TOKEN": telegram.token,
        "WAYMARK_TELEGRAM_API_URL": telegram.url,
        "WAYMARK_DISCORD_TOKEN": discord.token,
        "WAYMARK_DISCORD_API_URL": discord.url,
        "WAYMARK_DISCORD_GATEWAY_URL": discord.gateway_url,
        "WAYMARK_LOG_LEVEL": "WARNING",
        "WAYMARK_DEMO": "1",
        "WAYMARK_CLOCK_START": (EIGHT - SOON).isoformat(),
    }
    words = ("-m", "bot", "run", "--db", str(path))
    async with running(Path(sys.executable), *words, **env) as pid:
        await _reached(lambda: discord.gateway.connected and discord.world.commands)
        await _reached(lambda: telegram.world.count("getUpdates"))
        yield pid


async def _reached(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(WITHIN):
        while not condition():  # noqa: ASYNC110 -- what is awaited is another process
            await asyncio.sleep(0.02)


async def _acted(telegram: TelegramServer, discord: DiscordServer, people: int) -> None:
    """So many on each platform say some things, a few people at a time, and are answered."""
    for line in LINES:
        for first in range(people, 2 * people, TOGETHER):
            who = range(first, min(first + TOGETHER, 2 * people))
            wanted = len(telegram.world.sent) + len(who)
            asked = [discord.world.slash(PEOPLE + each, line) for each in who]
            for each in who:
                telegram.world.say(FIRST["telegram"] + each, f"/{line}")
            await _reached(lambda asked=asked: all(map(_is_over, asked)))  # type: ignore[misc]
            await _reached(lambda wanted=wanted: len(telegram.world.sent) >= wanted)  # type: ignore[misc]


def _is_over(asked: Interaction) -> bool:
    late = time.monotonic() - asked.at > NO_ANSWER
    return asked.shown_at is not None or (late and asked.answered_at is None)


async def _known(
    telegram: TelegramServer, discord: DiscordServer, path: Path, size: MemorySize
) -> None:
    """Everybody has talked with the bot before."""
    opened = await parts(path, simulated=True)
    for number in range(size.people):
        telegram.world.knows(FIRST["telegram"] + number)
    for number in range(2 * size.prompted):
        door = discord.world.dm_channel(PEOPLE + number)
        await opened.store.key_value.set(f"discord:door:{PEOPLE + number}", str(door))
    for place in _places(size, [])["telegram"]:
        telegram.world.knows(place)
    await opened.store.close()


async def served(folder: Path, size: MemorySize = FULL) -> list[Row]:
    """Its peak, and what it has when all is done."""
    async with AsyncExitStack() as stack:
        telegram = await stack.enter_async_context(bot_api())
        discord = await stack.enter_async_context(discord_server())
        channels = [discord.world.place() for _ in range(size.groups)]
        path = folder / "memory.db"
        await filled(path, size, channels)
        await _known(telegram, discord, path, size)
        pid = await stack.enter_async_context(serving(telegram, discord, path))
        began = resident(process=pid)
        await _acted(telegram, discord, size.prompted)
        prompted = range(size.prompted)
        await _reached(lambda: all(telegram.world.of(FIRST["telegram"] + n) for n in prompted))
        await _reached(lambda: all(discord.world.of(PEOPLE + n) for n in prompted))
        await asyncio.sleep(SETTLES)
        return list(_told(size, began, resident(process=pid), resident("VmHWM", pid)))


def _told(size: MemorySize, began: int, settled: int, peak: int) -> Iterator[Row]:
    what = f"memory with {2 * size.people:,} learners and {2 * size.groups} groups on two platforms"
    yield Row(f"{what}, as it begins: MB", once(began / MB))
    yield Row(
        f"{what}, {4 * size.prompted} of them at work, at its peak: MB",
        once(peak / MB),
        goal="<= 150",
    )
    yield Row(f"{what}, when all is done: MB", once(settled / MB), goal="<= 150")


async def _alone() -> None:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        print(table(await served(Path(folder))))


if __name__ == "__main__":
    pin_tzdata()
    asyncio.run(_alone())
