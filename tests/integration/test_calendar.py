"""`/calendar`: a file that two programs read to the same instants, and that updates the last (14.3)."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random

import pytest
from whenever import PlainDateTime, reset_tzpath

from bot.domain.day.rows import rows_by_weekday
from bot.domain.preferences import WEEKDAYS
from bot.roadmaps.catalogue import Catalogue
from support.agenda import CalendarProgram, Shown, read_by_vobject
from support.terminal import Terminal, terminal

DAY = timedelta(days=1)
ZONES = (
    "Europe/Berlin", "America/New_York", "America/Santiago", "Asia/Kathmandu", "Africa/Casablanca",
    "Australia/Lord_Howe", "Pacific/Apia", "America/St_Johns", "Europe/Dublin", "Asia/Tokyo", "UTC",
)  # fmt: skip
BEGINNINGS = (date(2026, 3, 1), date(2026, 3, 20), date(2026, 9, 20), date(2026, 10, 12))
"""Four weeks from these hold most of the year's clock changes."""


async def handed_over(term: Terminal) -> bytes:
    await term.say("/calendar")
    (file,) = term.shown[-1].message.files
    assert file.name.endswith(".ics")
    assert file.media_type == "text/calendar"
    return file.content


@pytest.fixture
async def begun(term: Terminal) -> Terminal:
    await term.say("/start roadmap=six-month tz=Europe/Berlin days=mon-sat at=18:30")
    return term


def local(found: list[Shown]) -> list[str]:
    """The beginnings, on a clock in Berlin in winter."""
    return [f"{each.begins + timedelta(hours=1):%m-%d %H:%M}" for each in found]


async def test_sessions_and_checkins_of_four_weeks(begun: Terminal) -> None:
    program = CalendarProgram()
    program.take(await handed_over(begun))
    found = program.ahead(begun.now)
    sessions = [each for each in found if each.title == "Study session"]
    checkins = [each for each in found if each.title == "Weekly check-in"]
    assert (len(sessions), len(checkins)) == (24, 4)
    assert local(sessions)[:7] == [f"03-{day:02} 18:30" for day in (2, 3, 4, 5, 6, 7, 9)], (
        "Sunday is a rest day"
    )
    assert [(each.ends - each.begins) // timedelta(minutes=1) for each in sessions[:6]] == [
        *(90, 90, 90, 90, 120, 240)
    ]
    assert local(checkins)[0] == "03-08 18:00"
    shown = await begun.say("/calendar")
    assert "24 study sessions and 4 check-ins, until Sun 29 March." in shown


async def test_the_same_again_changes_nothing(begun: Terminal) -> None:
    first, second = await handed_over(begun), await handed_over(begun)
    assert list(read_by_vobject(first)) == list(read_by_vobject(second))


async def test_what_falls_away_is_cancelled_and_what_moves_is_moved(begun: Terminal) -> None:
    program = CalendarProgram()
    program.take(await handed_over(begun))
    await begun.say("/settings days=mon,wed,fri", "/pause 5d", "!skip 1d", "/settings at=07:00")
    said = await begun.say("/calendar")
    assert "that fell away are in it as cancelled." in said
    program.take(begun.shown[-1].message.files[0].content)
    ahead = [each for each in program.ahead(begun.now) if each.title == "Study session"]
    assert local(ahead)[:4] == ["03-09 07:00", "03-11 07:00", "03-13 07:00", "03-16 07:00"]
    assert len(ahead) == len(set(ahead))
    assert local(program.past(begun.now)) == ["03-02 18:30"], "what was is left as it was"
    await begun.say("/resume", "/settings at=18:30", "!skip 1d")
    program.take(await handed_over(begun))
    ahead = [each for each in program.ahead(begun.now) if each.title == "Study session"]
    assert local(ahead)[:3] == ["03-04 18:30", "03-06 18:30", "03-09 18:30"], "they are back"
    assert len({each.begins for each in ahead}) == len(ahead)


async def test_a_file_that_was_left_out_makes_no_difference(begun: Terminal) -> None:
    program = CalendarProgram()
    program.take(await handed_over(begun))
    await begun.say("/settings days=mon,wed,fri", "!skip 1d")
    await handed_over(begun)  # and never imported
    await begun.say("!skip 1d")
    program.take(await handed_over(begun))
    weekdays = {
        each.begins.weekday() for each in program.ahead(begun.now) if each.title == "Study session"
    }
    assert weekdays == {0, 2, 4}


async def test_before_set_up_and_after_the_finish(term: Terminal) -> None:
    assert "/start" in await term.say("/calendar")
    await term.say("/start roadmap=engineer-ai tz=Europe/Berlin days=mon-sat at=18:30")
    program = CalendarProgram()
    program.take(await handed_over(term))
    await term.say(*["/next"] * 4)
    program.take(await handed_over(term))
    assert program.ahead(term.now) == []
    await term.say("!skip 30d")
    assert "Nothing is planned" in await term.say("/calendar")


async def test_the_ids_come_back_with_the_file_of_export(begun: Terminal, tmp_path: Path) -> None:
    before = await handed_over(begun)
    await begun.say("/done 25", "/export")
    file = tmp_path / "mine.json"
    file.write_bytes(begun.shown[-1].message.files[0].content)
    await begun.say("/forget", "forget", "/import", f"!file {file}")
    assert list(read_by_vobject(await handed_over(begun))) == list(read_by_vobject(before))


@dataclass
class Life:
    """Somebody at random, and what their calendar must show: worked out in another way."""

    rng: Random
    paused: set[date] = field(default_factory=set)

    def __post_init__(self) -> None:
        rng = self.rng
        self.zone, self.begins = rng.choice(ZONES), rng.choice(BEGINNINGS)
        self.begins += DAY * rng.randrange(14)
        self.rollover = rng.choice((0, 2, 4, 4, 6))
        self.now = self.instant(datetime.combine(self.begins, time(12)))
        self.at, self.checkin = self.some_time(), (rng.randrange(7), self.some_time())
        self.days = self.some_days()

    def some_time(self) -> time:
        """Often an hour that clocks repeat, or leave out."""
        hour = self.rng.choice((0, 1, 2, 2, 3, self.rng.randrange(24)))
        return time(hour, self.rng.choice((0, 15, 30, 45)))

    def some_days(self) -> frozenset[int]:
        return frozenset(self.rng.sample(range(7), self.rng.randint(3, 7)))

    def instant(self, wall: datetime) -> datetime:
        """The instant of a wall time by an independent library."""
        plain = PlainDateTime.parse_iso(wall.isoformat())
        found = plain.assume_tz(self.zone, disambiguation="compatible").to_instant()
        return datetime.fromisoformat(found.format_iso())

    def at_on(self, day: date, at: time) -> datetime | None:
        """The first such time on a clock since the day's rollover; a day that loses it has none."""
        date_of = day if at >= time(self.rollover) else day + DAY
        found = self.instant(datetime.combine(date_of, at))
        return found if found < self.begins_at(day + DAY) else None

    def begins_at(self, day: date) -> datetime:
        return self.instant(datetime.combine(day, time(self.rollover)))

    def written(self, days: frozenset[int]) -> str:
        return ",".join(WEEKDAYS[each] for each in sorted(days))

    def expected(self, now: datetime, days_on: dict[date, frozenset[int]]) -> list[Shown]:
        """What is ahead at an instant; `days_on` tells the study days of each date."""
        wall = self.today(now)
        roadmap = Catalogue().find("six-month")
        assert roadmap
        found = []
        for day in (wall + DAY * each for each in range(28)):
            if day < self.begins or day in self.paused:
                continue
            if day.weekday() in days_on[day]:
                rows = rows_by_weekday(roadmap.template_rows("standard"), days_on[day])
                minutes = rows[day.weekday()].minutes
                found.append((self.at_on(day, self.at), minutes, "Study session"))
            weekday, at = self.checkin
            if day.weekday() == weekday and day >= self.begins + 3 * DAY:
                found.append((self.at_on(day, at), 15, "Weekly check-in"))
        return sorted(
            Shown(begins, begins + timedelta(minutes=minutes), title)
            for begins, minutes, title in found
            if begins and begins > now
        )

    def today(self, now: datetime) -> date:
        day = self.begins - DAY
        while self.begins_at(day + DAY) <= now:
            day += DAY
        return day


async def lived(path: Path, seed: int) -> None:
    """Two files, with a change between them, in one calendar."""
    life = Life(Random(seed))
    rng, program = life.rng, CalendarProgram()
    async with terminal(path, life.now, zone=life.zone, name=f"s{seed}") as term:
        await term.say(
            f"/start roadmap=six-month pace=standard tz={life.zone} rollover={life.rollover}"
            f" days={life.written(life.days)} at={life.at:%H:%M} from={life.begins}"
            f" checkin={WEEKDAYS[life.checkin[0]]}-{life.checkin[1]:%H:%M}"
        )
        days_on = dict.fromkeys((life.begins + DAY * each for each in range(60)), life.days)
        program.take(await handed_over(term))
        assert program.ahead(life.now) == life.expected(life.now, days_on), seed
        if rng.random() < 0.6:
            days = life.some_days()
            await term.say(f"/settings days={life.written(days)}")
            days_on |= {day: days for day in days_on if day > life.begins}
        if rng.random() < 0.5:
            length = rng.randint(3, 12)
            await term.say(f"/pause {length}d")
            life.paused = {life.begins + DAY * each for each in range(length)}
        if rng.random() < 0.5:
            life.at = life.some_time()
            await term.say(f"/settings at={life.at:%H:%M}")
        await term.say(f"!skip {rng.randint(1, 80)}h")
        before = program.past(term.now)
        program.take(await handed_over(term))
        assert program.ahead(term.now) == life.expected(term.now, days_on), seed
        assert set(program.past(term.now)) <= set(before), "nothing is added to what is past"


@pytest.fixture(autouse=True)
def _one_tzdata() -> None:
    """`whenever` reads the pinned zones as well."""
    reset_tzpath(())


async def test_two_programs_read_what_was_meant(tmp_path: Path) -> None:
    for seed in range(2):
        await lived(tmp_path / f"{seed}.db", seed)


@pytest.mark.soak
@pytest.mark.parametrize("hundred", range(5))
async def test_two_programs_read_what_was_meant_of_500(tmp_path: Path, hundred: int) -> None:
    for seed in range(hundred * 100, hundred * 100 + 100):
        await lived(tmp_path / f"{seed}.db", 1000 + seed)
