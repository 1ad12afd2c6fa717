"""Ten years of a learner in twenty groups, and what a day costs at the end of some.

At the end of a year some days are lived with a friend in all the groups, so that their days count;
in between the learner studies alone. What has had its time is let go of all along, as `waymark run`
does. It is part of `make bench`, and runs alone as `python -m benchmarks.decade`, which then studies
twice as often, and lives two days in the groups each year in the place of one each second year.
"""

import asyncio
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks.counting import Asked, SqlCounter
from benchmarks.ground import PLATFORM, Parts, Row, once, parts, table
from benchmarks.kept import GROUPS, OWN, rows_by_table, sizes_by_table
from bot.chat.events import ButtonPressed, Event, Origin, event_of_text
from bot.places.find import pin_tzdata
from support.database import execute

DAY: Final = timedelta(days=1)
HOUR: Final = timedelta(hours=1)
SECOND: Final = timedelta(seconds=1)
YEAR: Final = 364
"""Days: the same weekdays end each of them."""

BEGINS: Final = datetime.fromisoformat("2026-03-02T05:00+00:00")
"""A Monday; each day is lived from five on, and prompts come at eight."""

ANSWERS: Final = ("loops and lists", "a small tool", "the evenings", "4", "Tuesday, 19:00, at home")


@dataclass(frozen=True)
class DecadeSize:
    """So many years, a study day each `apart` days; at the end of every so many they are `met`.

    Then so many groups have their days, and what so many days cost is looked at.
    """

    years: int
    groups: int
    apart: int
    looks: int
    met: int = 1


FULL: Final = DecadeSize(years=10, groups=20, apart=56, looks=1, met=2)
ALONE: Final = DecadeSize(years=10, groups=20, apart=28, looks=2)
TINY: Final = DecadeSize(years=2, groups=1, apart=YEAR, looks=1, met=2)


@dataclass(frozen=True)
class Cost:
    """What something costs: statements and rows read, milliseconds of CPU."""

    asked: Asked
    cpu: float


@dataclass(frozen=True)
class YearsEnd:
    """What a day costs at the end of a year, and what is kept: rows and bytes by table."""

    year: int
    costs: dict[str, Cost]
    rows: dict[str, int]
    sizes: dict[str, int]

    @property
    def passing(self) -> int:
        """Rows that are nobody's history."""
        return sum(rows for name, rows in self.rows.items() if name not in {*OWN, GROUPS})


class Decade:
    """The life, year after year."""

    def __init__(self, opened: Parts, path: Path, size: DecadeSize) -> None:
        self._opened, self._path, self._size = opened, path, size
        self._counter = SqlCounter(opened.store._engine)  # noqa: SLF001 -- below the store
        self._numbers = 0

    @property
    def _now(self) -> datetime:
        return self._opened.clock.now()

    @property
    def _seldom(self) -> bool:
        return self._size.apart > 7

    async def years(self) -> list[YearsEnd]:
        """How each of them ends at whose end the groups are met."""
        for who in ("me", "friend"):
            await self._say(who, "/start tz=UTC at=08:00 days=mon,wed,fri")
        for number in range(self._size.groups):
            await self._say("host", "/group start", f"club{number}")
        found = []
        for year in range(self._size.met, self._size.years + 1, self._size.met):
            ends = BEGINS + (year * YEAR - self._size.looks - 1) * DAY
            while self._now < ends:
                await self._alone(min(self._size.apart * DAY, ends - self._now))
            found.append(await self._together(year))
        return found

    async def _alone(self, days: timedelta) -> None:
        """A day with a check-in and now and then a review; and some days of rest."""
        began = self._now
        await self._until(began + 6 * HOUR)
        for line in ("/today", "/done 25 read the docs"):
            await self._say("me", line)
        await self._press("Tick it")
        if began.toordinal() % 6 < 2:
            await self._say("me", "/review")
            for _ in range(6):
                await self._press()
        for line in ("/checkin", *ANSWERS):
            await self._say("me", line)
        await self._press()
        await self._until(began + days)
        await self._tidy()

    async def _together(self, year: int) -> YearsEnd:
        """Some days in all the groups; what happens then is what is looked at."""
        for who in ("me", "friend"):
            await self._say(who, "/settings days=mon-sun")
        await self._in_all_groups("/group join")
        spent: dict[str, list[Cost]] = {}
        await self._until(self._now + DAY)
        for _ in range(self._size.looks):
            began = self._now
            await self._say("friend", "/done 25")
            await self._until(began + 3 * HOUR - SECOND)
            for name, work in self._looks(began).items():
                spent.setdefault(name, []).append(await self._cost(work))
            await self._until(began + DAY)
            await self._tidy()
        await self._in_all_groups("/group leave")
        for who in ("me", "friend"):
            await self._say(who, "/settings days=mon,wed,fri")
        costs = {name: _middle(each) for name, each in spent.items()}
        return YearsEnd(year, costs, rows_by_table(self._path), sizes_by_table(self._path))

    async def _in_all_groups(self, line: str) -> None:
        for number in range(self._size.groups):
            for who in ("me", "friend"):
                await self._say(who, line, f"club{number}")

    def _looks(self, began: datetime) -> dict[str, Callable[[], Awaitable[None]]]:
        return {
            "prompts": lambda: self._until(began + 3 * HOUR + 60 * SECOND),
            "/today": lambda: self._say("me", "/today"),
            "/done": lambda: self._say("me", "/done 25"),
            "the groups' day": lambda: self._until(began + 4 * HOUR),
        }

    async def _cost(self, work: Callable[[], Awaitable[None]]) -> Cost:
        before, began = self._counter.asked, time.process_time()
        await work()
        return Cost(self._counter.asked - before, (time.process_time() - began) * 1000)

    async def _until(self, instant: datetime) -> None:
        await self._opened.ticker.advance(self._opened.clock, instant)

    async def _tidy(self) -> None:
        store = self._opened.store
        await self._opened.coach.tidy()
        if self._seldom:  # a first pass goes as far as time has gone
            execute(self._path, "delete from memo where name = 'retention:reached'")
        while (before := await store.retention.begin(self._now)) is not None:
            while await store.retention.step(before):
                pass

    async def _say(self, who: str, line: str, chat: str | None = None) -> None:
        self._numbers += 1
        await self._told(event_of_text(line, id=f"e{self._numbers}", origin=_origin(who, chat)))

    async def _press(self, label: str | None = None) -> None:
        """Press a button of the newest message that has one like it, the first if none is named."""
        for shown in await self._opened.coach.recent(PLATFORM, "me", 3):
            buttons = [each for row in shown.message.buttons for each in row]
            wanted = [each for each in buttons if label in {None, each.label}]
            if wanted:
                self._numbers += 1
                event = ButtonPressed(
                    id=f"e{self._numbers}",
                    origin=_origin("me"),
                    action=wanted[0].action,
                    message=shown.edits or shown.id,
                )
                return await self._told(event)
        return None

    async def _told(self, event: Event) -> None:
        coach = self._opened.coach
        await coach.sent(await coach.handle(event))


def _middle(costs: list[Cost]) -> Cost:
    statements = median(each.asked.statements for each in costs)
    rows = median(each.asked.rows for each in costs)
    return Cost(Asked(round(statements), round(rows)), median(each.cpu for each in costs))


def _origin(who: str, chat: str | None = None) -> Origin:
    return Origin(
        platform=PLATFORM,
        account=who,
        name=who,
        chat=chat or who,
        private=chat is None,
        manages_chat=who == "host",
    )


async def years(path: Path, size: DecadeSize) -> list[YearsEnd]:
    """Live them, on a new file."""
    opened = await parts(path, BEGINS, simulated=True)
    try:
        return await Decade(opened, path, size).years()
    finally:
        await opened.store.close()


async def lived(folder: Path, size: DecadeSize = FULL) -> list[Row]:
    """The table's rows: the last year, beside the second."""
    return list(_told(await years(folder / "decade.db", size)))


def _told(found: Sequence[YearsEnd]) -> Iterator[Row]:
    (second,) = [each for each in found if each.year == 2]
    last = found[-1]
    for name, cost in last.costs.items():
        before, what = second.costs[name], f"{name}, year {last.year}"
        yield _beside(f"{what}: statements", cost.asked.statements, before.asked.statements)
        yield _beside(f"{what}: rows read", cost.asked.rows, before.asked.rows)
        yield _beside(f"{what}: ms of CPU", cost.cpu, before.cpu, "")
    what = f"kept after year {last.year}"
    yield _beside(f"rows {what} that are nobody's history", last.passing, second.passing)
    kept, then = (sum(each.sizes.values()) / 1000 for each in (last, second))
    yield _beside(f"kB {what}", kept, then, "")


def _beside(what: str, last: float, second: float, goal: str = "<= 1.1") -> Row:
    return Row(f"{what}; x year 2", once(last), once(last / second, 2), goal)


def _every_year(found: Sequence[YearsEnd]) -> Iterator[str]:
    for each in found:
        yield f"After year {each.year}"
        for name, cost in each.costs.items():
            asked = cost.asked
            yield f"  {name}: {asked.statements} statements, {asked.rows} rows, {cost.cpu:.1f} ms"
        for name, rows in each.rows.items():
            if rows:
                yield f"  {name}: {rows} rows, {each.sizes.get(name, 0)} B"


async def _alone_in(folder: Path) -> None:
    found = await years(folder / "decade.db", ALONE)
    print("\n".join(_every_year(found)))
    print(table(list(_told(found))))


def main() -> None:
    """Run it alone."""
    pin_tzdata()
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_alone_in(Path(folder)))


if __name__ == "__main__":
    main()
