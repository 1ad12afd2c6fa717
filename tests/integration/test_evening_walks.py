"""Whole roadmaps, walked through the terminal by what its pages say alone (promise 3.4).

Nothing of the rules is asked here: the pages are read as a learner reads them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby
from pathlib import Path

import pytest

from support.terminal import Terminal, terminal

EVENING = datetime.fromisoformat("2026-03-02T18:00+01:00")
DAYS_MOST = 700
TASK = re.compile(
    r"^[123]\. (?P<what>.*) \((?:(?P<sitting>(?:day|part) \d+ of \d+), )?"
    r"(?P<time>(?:\d+ h ?)?(?:\d+ min)?)\)$"
)
ACTIVITY = re.compile(r"· (learn|practise|project|review) · ((?:\d+ h ?)?(?:\d+ min)?)")


def minutes(text: str) -> int:
    """The minutes of `1 h 30 min`."""
    hours = re.search(r"(\d+) h", text)
    rest = re.search(r"(\d+) min", text)
    return 60 * int(hours[1] if hours else 0) + int(rest[1] if rest else 0)


@dataclass
class Line:
    """A numbered line of a page."""

    what: str
    sitting: str
    minutes: int


@dataclass
class Page:
    """What `/today` said on a study day."""

    week: int
    day: date
    activity: str
    length: int
    tasks: list[Line]
    buttons: list[str]

    @property
    def builds(self) -> bool:
        return any(task.what.startswith(("Build", "Prove")) for task in self.tasks)

    @property
    def first_line(self) -> tuple[str, str]:
        return self.tasks[0].what, self.tasks[0].sitting


@dataclass
class Walker:
    """Looks at `/today` each evening; who is faithful does it, ticks and goes on as offered."""

    term: Terminal
    faithful: bool
    pages: list[Page] = field(default_factory=list)
    finished: bool = False

    async def walk(self, days: int) -> None:
        for _ in range(days):
            await self._evening()
            if self.finished:
                return
            await self.term.say("!skip 1d")

    async def _evening(self) -> None:
        said = await self.term.say("/today")
        if "rest day" in said or "Paused" in said:
            return
        page = self._read(said)
        self.pages.append(page)
        if self.faithful:
            await self._do(page)

    def _read(self, said: str) -> Page:
        flat = re.sub(r"\n {3}", " ", said)
        week, activity = re.search(r"^Week (\d+) of", flat), ACTIVITY.search(flat)
        assert week, said
        assert activity, said
        numbered = [line for line in flat.splitlines() if re.match(r"[123]\. ", line)]
        read = [TASK.match(line) for line in numbered]
        assert all(read), numbered
        tasks = [Line(x["what"], x["sitting"] or "", minutes(x["time"])) for x in read if x]
        on = self.term.now.date()
        length = minutes(activity[2])
        return Page(int(week[1]), on, activity[1], length, tasks, self.term.buttons)

    async def _do(self, page: Page) -> None:
        await self.term.say("/done")
        while "Tick it" in self.term.buttons:
            await self.term.say("!press Tick it")
        if "Next week" in page.buttons:
            self.finished = "You finished" in await self.term.say("/next")


def running(pages: list[Page]) -> Iterator[int]:
    """On how many study days in a row the first line stayed the same."""
    return (len(list(same)) for _, same in groupby(pages, lambda page: page.first_line))


def holds(page: Page) -> None:
    assert page.tasks, page
    assert all(0 < task.minutes <= page.length for task in page.tasks), page
    assert sum(task.minutes for task in page.tasks) <= page.length, page
    assert page.activity != "project" or page.builds, page


def counts_up(pages: list[Page]) -> None:
    """A thing that is worked at in sittings counts "1 of 3, 2 of 3, 3 of 3"."""
    counted: dict[str, tuple[int, int]] = {}
    for task in (task for page in pages for task in page.tasks if task.sitting):
        number, of = map(int, re.findall(r"\d+", task.sitting))
        before, planned = counted.get(task.what, (0, of))
        assert (number, of) == (before + 1, planned), (task, before)
        counted[task.what] = number, of


async def begun(term: Terminal, roadmap: str, days: str) -> None:
    said = await term.say(f"/start roadmap={roadmap} tz=Europe/Berlin days={days} from=2026-03-02")
    assert "You are set up" in said


async def walks(term: Terminal, roadmap: str, days: str, weeks: int) -> None:
    await begun(term, roadmap, days)
    walker = Walker(term, faithful=True)
    await walker.walk(DAYS_MOST)
    assert walker.finished
    for page in walker.pages:
        holds(page)
    counts_up(walker.pages)
    took = (walker.pages[-1].day - EVENING.date()) // timedelta(days=7) + 1
    assert 0.9 * weeks <= took <= 1.1 * weeks
    for week, pages in groupby(walker.pages, lambda page: page.week):
        assert [page for page in pages if "Next week" in page.buttons][1:] == [], week


@pytest.mark.soak
async def test_a_short_roadmap_from_start_to_finish(tmp_path: Path) -> None:
    async with terminal(tmp_path / "walk.db", EVENING) as term:
        await walks(term, "engineer-ai", "mon,wed,sat", 4)


@pytest.mark.soak
@pytest.mark.parametrize("days", ["mon-sat", "tue,thu,sun", "mon-fri"])
@pytest.mark.parametrize(
    ("roadmap", "weeks"),
    [
        ("six-month", 24),
        ("europe-jobs", 36),
        ("complete-2025", 36),
        ("islands", 30),
        ("engineer", 24),
        ("modern", 16),
    ],
)
async def test_from_start_to_finish(tmp_path: Path, roadmap: str, weeks: int, days: str) -> None:
    async with terminal(tmp_path / "walk.db", EVENING) as term:
        await walks(term, roadmap, days, weeks)


@pytest.mark.soak
@pytest.mark.parametrize("days", ["mon-sat", "mon,wed,sat"])
@pytest.mark.parametrize(
    "roadmap", ["six-month", "europe-jobs", "complete-2025", "islands", "engineer", "modern"]
)
async def test_whoever_only_looks_for_five_weeks(tmp_path: Path, roadmap: str, days: str) -> None:
    async with terminal(tmp_path / "walk.db", EVENING) as term:
        await begun(term, roadmap, days)
        walker = Walker(term, faithful=False)
        await walker.walk(35)
        assert max(running(walker.pages)) <= 3
        for page in walker.pages:
            holds(page)
