"""What it costs to settle a group's day, for each member: `make bench`."""

import time
from datetime import timedelta
from pathlib import Path
from typing import Final

from benchmarks.ground import NOW, PLATFORM, Parts, Row, parts, spread
from bot.chat.events import Event, Origin, event_of_text

FEW: Final = 20
MANY: Final = 200
DAYS: Final = 6
DAY: Final = timedelta(days=1)
CHAT: Final = "club"


async def settling(folder: Path) -> list[Row]:
    """Milliseconds that a day on which nobody studies costs, for each member of the group."""
    few = await _days(folder / "few.db", FEW)
    many = await _days(folder / "many.db", MANY)
    growth = sorted(many)[DAYS // 2] / sorted(few)[DAYS // 2]
    return [
        Row(f"settling a day, {FEW} members: ms each", spread(few, 2)),
        Row(f"settling a day, {MANY} members: ms each", spread(many, 2), f"{growth:.2f}"),
    ]


async def _days(path: Path, members: int) -> list[float]:
    opened = await parts(path, NOW)
    await _say(opened, _who(0, CHAT), "/group start")
    for number in range(members):
        await _say(opened, _who(number), "/start tz=Europe/Berlin days=mon-sun")
        await _say(opened, _who(number, CHAT), "/group join")
    await opened.coach.update_groups()
    found = [await _settled(opened, number, members) for number in range(DAYS)]
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
