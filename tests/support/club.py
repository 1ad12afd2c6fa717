"""Sixty days of five members in five zones: what they say, and what the oracle makes of it."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Protocol

from bot.domain.calendar import Rule, wall_at
from bot.domain.groups.count import QuorumChange
from bot.domain.groups.streak import Settlement, SettlementOutcome, streak
from bot.runtime.wiring import storing
from oracle.group import SlowGroup, told_streak
from oracle.group_world import EVERY_DAY, MemberWorld

START = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
CHAT = "club"
ZONES = {
    "aroha": "Pacific/Auckland",
    "bina": "Asia/Kathmandu",
    "carl": "Europe/Berlin",
    "dora": "America/New_York",
    "ehu": "Pacific/Honolulu",
    "fumi": "Asia/Tokyo",
}
LONG = 20
"""Days in which everything happens that can happen to a group's day."""

FOUNDERS = tuple(ZONES)[:5]

Deed = Callable[[MemberWorld], object]


class Saying(Protocol):
    """Somebody who says lines on a platform, on a clock that stands still."""

    @property
    def now(self) -> datetime: ...

    async def say(self, line: str) -> object: ...


@dataclass
class Twins:
    """Everything is said to the coach and done in the other world at the same instant."""

    shown: Saying
    worlds: dict[str, MemberWorld] = field(default_factory=dict)

    async def say(self, name: str, line: str, deed: Deed) -> None:
        world = self.worlds[name]
        world.now = self.shown.now
        deed(world)
        await self.shown.say(f"!as {name}")
        await self.shown.say(line)

    async def set_up(self, name: str) -> None:
        now = self.shown.now
        rule = Rule(ZONES[name])
        self.worlds[name] = MemberWorld(len(self.worlds) + 1, now, rule, EVERY_DAY)
        await self.shown.say(f"!as {name}")
        await self.shown.say(f"/start tz={ZONES[name]} days=mon-sun")
        await self.say(name, "/group join", MemberWorld.join)


def hour_of(name: str, day: int) -> int:
    """When somebody studies: mornings, evenings, sometimes after midnight."""
    return (7 + 5 * len(name) + 3 * day + ord(name[0])) % 17 + 8


def studies(name: str, day: int) -> bool:
    """Most days everybody does; on some too few do."""
    if day in {12, 40}:
        return name in {"aroha", "carl"}
    if day in {25, 26, 27}:
        return name == "bina"
    return (day * 7 + ord(name[0]) * 3) % 6 != 0


async def a_day(twins: Twins, day: int) -> None:
    """One UTC day, hour by hour."""
    begins = START + timedelta(days=day)
    for hour in range(24):
        for number, (name, world) in enumerate(twins.worlds.items()):
            now = begins + timedelta(hours=hour, minutes=number)
            world.now = now
            local = wall_at(now, world.timeline.rule(now).zone)
            if local.hour == hour_of(name, day) and studies(name, day):
                await twins.shown.say(f"!clock {now.isoformat()}")
                await twins.say(name, "/done 20", lambda each: each.log(20))
            elif local.hour == 12 and not studies(name, day - 1) and (day + len(name)) % 3 == 0:
                await twins.shown.say(f"!clock {now.isoformat()}")
                await twins.say(name, "/done 15 yesterday", lambda each: each.log_yesterday(15))
        if hour == 13:
            await twins.shown.say(
                f"!clock {(begins + timedelta(hours=hour, minutes=30)).isoformat()}"
            )
            await something_else(twins, day)


async def something_else(twins: Twins, day: int) -> None:
    match day:
        case 8:
            await twins.say("bina", "/pause 5d", lambda each: each.pause(5))
        case 11:
            await twins.say("bina", "/resume", MemberWorld.resume)
        case 15:
            await twins.set_up("fumi")
        case 20:
            zone = "Asia/Tokyo"
            await twins.say("dora", f"/settings tz={zone}", lambda each: each.move(zone))
        case 30:
            await twins.say("ehu", "/group leave", MemberWorld.leave)
        case 33:
            await twins.say("carl", "/undo", MemberWorld.undo)
        case 38:
            await twins.say("ehu", "/group join", MemberWorld.join)
        case 44:
            zone = "America/New_York"
            await twins.say("dora", f"/settings tz={zone}", lambda each: each.move(zone))
        case _:
            pass


def stored(path: Path) -> list[Settlement]:
    with closing(sqlite3.connect(path)) as database:
        rows = database.execute("select day, outcome, at, done, expected, needed from settlement")
        return sorted(
            (
                Settlement(
                    date.fromisoformat(day),
                    SettlementOutcome(outcome),
                    datetime.fromtimestamp(0, UTC) + timedelta(microseconds=at),
                    done,
                    expected,
                    needed,
                )
                for day, outcome, at, done, expected, needed in rows
            ),
            key=lambda each: each.day,
        )


async def live(shown: Saying, path: Path, length: int) -> None:
    """Live so many days; every one of them must be the oracle's."""
    twins = Twins(shown)
    await shown.say("!as host")
    await shown.say(f"!in {CHAT}")
    await shown.say("/group start")
    for name in FOUNDERS:
        await twins.set_up(name)
    for day in range(length):
        await a_day(twins, day)
    settled = stored(path)
    slow = SlowGroup(list(twins.worlds.values()), list[QuorumChange](), shown.now)
    days = [START.date() + timedelta(days=ahead) for ahead in range(length + 1)]
    told = [found for day in days if (found := slow.settlement(day, shown.now))]
    assert settled == told
    assert len(settled) >= length - 2
    rows = [
        (each.day, each.state.value, each.streak, each.freezes) for each in streak(settled).days
    ]
    assert rows == told_streak(told)
    if length >= LONG:
        states = {each.state.value for each in streak(settled).days}
        assert states == {"success", "failure", "frozen"}
    async with storing(str(path)) as opened, opened.work() as work:
        told_again = await work.groups.settled(await work.groups.take(1), date.min)
        assert list(told_again.days) == settled
