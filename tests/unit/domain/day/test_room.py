"""What is said to those whose days hold less than the pace counts on comes true (promise 3.4a)."""

import math

import pytest

from bot.domain.day.room import room
from support.studying import MONDAY, SETS, Lived, Student, Way, ways

WAYS = tuple(way for way in ways() if way.is_default)
USUAL = tuple(way for way in WAYS if way.pace in {"standard", "slow"})
AT_MOST = 2000
"""Days that a walk takes at most."""

ABOUT = {"accelerated": (0.75, 1.45)}
"""How near the weeks told are; on days of building alone, an accelerated pace has little for topics."""


class Patient(Student):
    """Somebody who stays in a week until nothing of it is open."""

    def _may_go_on(self, lived: Lived) -> bool:
        return not any(self._open())


def takes_about_as_told(way: Way, days: frozenset[int]) -> None:
    told = room(way.roadmap, way.pace, days)
    finish = Patient(way, days).walk(AT_MOST).finish
    assert finish is not None
    weeks = math.ceil(((finish - MONDAY).days + 1) / 7)
    least, most = ABOUT.get(way.pace, (0.8, 1.25))
    assert least * told.weeks <= weeks <= most * told.weeks, (way.name, sorted(days), weeks, told)


@pytest.mark.parametrize("way", USUAL, ids=lambda way: way.name)
def test_whoever_stays_until_a_week_is_done_takes_about_the_weeks_told(way: Way) -> None:
    days = frozenset({0, 2, 5})
    if not room(way.roadmap, way.pace, days).is_enough:
        takes_about_as_told(way, days)


@pytest.mark.soak
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_so_it_is_on_every_set_of_days(way: Way) -> None:
    for days in SETS:
        if not room(way.roadmap, way.pace, days).is_enough:
            takes_about_as_told(way, days)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_all_other_days_hold_the_hours_of_the_pace_or_its_content(way: Way) -> None:
    pace = way.roadmap.pace(way.pace)
    most = 1.1 * (pace.hours_a_week.max or pace.hours_a_week.min) * 60
    for days in SETS[::5]:
        found = room(way.roadmap, way.pace, days)
        assert found.minutes <= most
        if found.is_enough:
            assert found.weeks == (pace.calendar_weeks.max or pace.calendar_weeks.min)
        else:
            assert found.weeks > (pace.calendar_weeks.max or pace.calendar_weeks.min)


def test_the_more_days_the_sooner() -> None:
    way = WAYS[-1]
    few, more = (room(way.roadmap, way.pace, range(days)) for days in (3, 4))
    assert few.minutes < more.minutes
    assert few.weeks >= more.weeks
