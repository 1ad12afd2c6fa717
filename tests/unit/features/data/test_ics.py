"""An iCalendar file: its time zones say the truth, whatever else is in it (promise 14.3)."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from itertools import cycle
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical

from bot.domain.agenda import Appointment, AppointmentKind, Booking
from bot.domain.calendar import clock_changes, wall_at
from bot.features.data.ics import written
from support.agenda import read_by_icalendar, read_by_vobject

TITLES = {AppointmentKind.SESSION: "Study; “tea”, and\nmore", AppointmentKind.CHECKIN: "Check"}
HOUR = timedelta(hours=1)
BEGINS = datetime(2026, 2, 1, 6, tzinfo=UTC)


def file_of(zone: str, *begins: datetime, minutes: int = 60) -> bytes:
    found = [
        Booking(
            f"{number}@waymark",
            number,
            Appointment(AppointmentKind.SESSION, at.date(), at, minutes, zone),
        )
        for number, at in enumerate(begins)
    ]
    return written(found, TITLES, "About; this, \\ and that 🙂", begins[0])


CHANGING = (
    "Europe/Berlin",
    "Europe/Dublin",
    "Africa/Casablanca",
    "Australia/Lord_Howe",
    "America/Santiago",
    "America/St_Johns",
    "Antarctica/Troll",
)


def around_changes(zone: str) -> list[datetime]:
    """Each quarter of the hours before and after the clocks of a zone change."""
    changes = list(clock_changes(zone, BEGINS, BEGINS + timedelta(days=330)))[1:]
    assert len(changes) >= 2
    return [each.at + number * HOUR / 4 for each in changes for number in range(-20, 21)]


@pytest.mark.parametrize("zone", CHANGING)
def test_its_zones_say_what_clocks_show(zone: str) -> None:
    """Of an hour that clocks show twice the file speaks in UTC."""
    found = tzical(StringIO(file_of(zone, BEGINS).decode())).get()
    for at in around_changes(zone):
        wall, other = wall_at(at, zone), at.astimezone(ZoneInfo(zone))
        if other.utcoffset() == other.replace(fold=1 - other.fold).utcoffset():
            assert wall.replace(tzinfo=found).astimezone(UTC) == at, at


@pytest.mark.parametrize(
    ("zone", "minutes"),
    [*zip(CHANGING, cycle((15, 45, 90, 240)), strict=False), ("Asia/Kathmandu", 90), ("UTC", 90)],
)
def test_two_programs_read_the_same_around_a_change(zone: str, minutes: int) -> None:
    begins = around_changes(zone if zone in CHANGING else "Europe/Berlin")
    content = file_of(zone, *begins, minutes=minutes)
    found = list(read_by_icalendar(content))
    assert [each.shown.begins for each in found] == begins
    assert [each.shown.ends for each in found] == [
        each + timedelta(minutes=minutes) for each in begins
    ]
    assert found == list(read_by_vobject(content))


def test_it_is_a_file_as_the_standard_wants_it() -> None:
    content = file_of("Europe/Berlin", datetime(2026, 3, 2, 17, tzinfo=UTC))
    lines = content.decode().split("\r\n")
    assert lines[:3] == ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Waymark//Study coach//EN"]
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert all(len(line.encode()) <= 75 for line in lines)
    assert "DTSTART;TZID=Europe/Berlin:20260302T180000" in lines
    (event,) = read_by_vobject(content)
    assert event.shown.title == TITLES[AppointmentKind.SESSION]
