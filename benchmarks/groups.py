"""What it costs to settle a group's day, for each member: `make bench`."""

import statistics
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

from benchmarks.ground import NOW, PLATFORM, Parts, Row, once, parts, spread
from bot.chat.events import Event, Origin, event_of_text

DAY: Final = timedelta(days=1)
CHAT: Final = "club"


@dataclass(frozen=True)
class GroupsSize:
    """A group of `few`, one of `many`, and for how many days they are looked at."""

    few: int
    many: int
    days: int


FULL: Final = GroupsSize(few=20, many=200, days=6)
TINY: Final = GroupsSize(few=2, many=4, days=2)


async def settling(folder: Path, size: GroupsSize = FULL) -> list[Row]:
    """Milliseconds that a day on which nobody studies costs, for each member of the group."""
    few = await _days(folder / "few.db", size.few, size.days)
    many = await _days(folder / "many.db", size.many, size.days)
    growth = statistics.median(many) / statistics.median(few)
    return [
        Row(f"settling a day, {size.few} members: ms each", spread(few, 2)),
        Row(
            f"settling a day, {size.many} members: ms each; x that",
            spread(many, 2),
            once(growth, 2),
            "<= 1.1",
        ),
    ]


async def _days(path: Path, members: int, days: int) -> list[float]:
    opened = await parts(path, NOW)
    await _say(opened, _who(0, CHAT), "/group start")
    for number in range(members):
        await _say(opened, _who(number), "/start tz=Europe/Berlin days=mon-sun")
        await _say(opened, _who(number, CHAT), "/group join")
    await opened.coach.update_groups()
    found = [await _settled(opened, number, members) for number in range(days)]
    await opened.store.close()
    return found


async def _settled(opened: Parts, number: int, members: int) -> float:
    """The day's last look comes when the last member can log it late no more."""
    opened.clock.move_to(NOW + (number + 3) * DAY)
    began = time.perf_counter()
    await opened.coach.update_groups()
    return (time.perf_counter() - began) * 1000 / members


def _who(number: int, chat: str | None = None) -> Origin:
    name = f"s{number}"
    return Origin(
        platform=PLATFORM,
        account=name,
        name=name,
        chat=chat or name,
        private=chat is None,
        manages_chat=chat is not None,
    )


async def _say(opened: Parts, who: Origin, line: str) -> None:
    event: Event = event_of_text(line, id=f"{who.chat}:{who.account}:{line}", origin=who)
    await opened.coach.handle(event)
