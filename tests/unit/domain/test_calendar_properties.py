"""Learner-days in every zone there is, and timelines against a walk through time (1.1 to 1.4)."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib import resources
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whenever import PlainDateTime, reset_tzpath

from bot.domain.calendar import Rule, RuleChange, Timeline, day_at, day_begins, resolve
from oracle.days import DAY, STEP, Days

FIRST, LAST = date(2024, 1, 1), date(2029, 12, 31)
KNOWN = (
    "Africa/Cairo", "Africa/Casablanca", "America/Nuuk", "America/New_York", "America/Santiago",
    "Antarctica/Troll", "Asia/Gaza", "Asia/Kathmandu", "Atlantic/Azores", "Australia/Lord_Howe",
    "Europe/Berlin", "Europe/Dublin", "Pacific/Apia", "Pacific/Chatham", "Pacific/Easter",
)  # fmt: skip
ALL = sorted(available_timezones() - {"Factory", "localtime"})
MICROSECOND = timedelta.resolution


@pytest.fixture(autouse=True, scope="module")
def _one_tzdata() -> None:
    """`whenever` reads the pinned zones as well."""
    reset_tzpath(())


@cache
def zones_that_differ() -> tuple[str, ...]:
    """Every zone there is, under one of its names."""
    files = resources.files("tzdata.zoneinfo")
    by_content = {files.joinpath(*zone.split("/")).read_bytes(): zone for zone in reversed(ALL)}
    return tuple(sorted(by_content.values()))


@cache
def days_of_change(zone: str) -> tuple[date, ...]:
    """The days on which the clocks of a zone change."""
    info = ZoneInfo(zone)
    midnights = [datetime(2024, 1, 1, tzinfo=UTC) + DAY * n for n in range((LAST - FIRST).days)]
    offsets = [(at, at.astimezone(info).utcoffset()) for at in midnights]
    return tuple(at.date() for (at, one), (_, two) in pairwise(offsets) if one != two)


def around(day: date) -> Iterator[date]:
    return (day + DAY * near for near in range(-2, 4))


def check_days(zone: str, rollovers: range) -> None:
    """One beginning for each date, one after the other, and `day_at` finds each again."""
    for change in days_of_change(zone) or (FIRST,):
        for rollover in rollovers:
            rule = Rule(zone, rollover)
            begins = [day_begins(rule, day) for day in around(change)]
            assert all(b > a for a, b in pairwise(begins))
            assert [day_at(rule, at) for at in begins] == list(around(change))
            assert [day_at(rule, at - MICROSECOND) + DAY for at in begins] == list(around(change))


def check_resolve(zone: str, minutes: range) -> None:
    """Every wall time around a change is where an independent library says it is."""
    for change in days_of_change(zone):
        for minute in minutes:
            wall = datetime.combine(change, time()) + timedelta(minutes=minute)
            judge = PlainDateTime(wall).assume_tz(zone, disambiguation="compatible")
            assert resolve(wall, zone) == judge.to_instant().to_stdlib()


@pytest.mark.parametrize("zone", KNOWN)
def test_days_around_every_change_of_the_clocks(zone: str) -> None:
    check_days(zone, range(24))
    check_resolve(zone, range(-2 * 60, 26 * 60, 10))


@pytest.mark.parametrize("part", range(8))
def test_days_in_all_zones(part: int) -> None:
    """Rollovers near the hours at which clocks change; the soak run takes all, and every name."""
    for zone in zones_that_differ()[part::8]:
        check_days(zone, range(0, 5, 2))


@pytest.mark.soak
@pytest.mark.parametrize("part", range(32))
def test_every_rollover_in_all_zones(part: int) -> None:
    for zone in ALL[part::32]:
        check_days(zone, range(24))
        check_resolve(zone, range(-2 * 60, 26 * 60, 5))


instants = st.integers(0, 366 * 96).map(lambda n: datetime(2026, 1, 1, tzinfo=UTC) + STEP * n)
offsets = st.timedeltas(timedelta(0), timedelta(days=12))
rules = st.builds(Rule, st.sampled_from((*KNOWN, "Pacific/Honolulu")), st.integers(0, 23))


@settings(max_examples=30, deadline=None, derandomize=True)
@given(instants, rules, st.lists(st.tuples(offsets, rules), max_size=9))
def test_a_timeline_agrees_with_a_walk_through_time(
    start: datetime, at_first: Rule, moves: list[tuple[timedelta, Rule]]
) -> None:
    first = RuleChange(start, at_first)
    changes = [RuleChange(start + after, rule) for after, rule in moves]
    until = start + timedelta(days=15)
    line, walk = Timeline.of(first, changes), Days(first, changes, until)
    steps = [walk.start + STEP * n for n in range(len(walk.days))]
    assert [line.day(step) for step in steps] == walk.days
    assert list(line.short_days(until)) == walk.short(until)
    assert all(later >= day for day, later in pairwise(walk.days))
    for day in walk.lived[1:]:
        assert line.begins(day) == walk.begins(day)
        assert line.begins(day) <= line.ends(day) == line.begins(day + DAY)
    for day, later in pairwise(walk.lived[1:]):
        assert line.lived_before(later) == day


@settings(max_examples=30, deadline=None, derandomize=True)
@given(instants, rules, st.lists(st.tuples(offsets, rules), max_size=6), st.data())
def test_the_order_of_changes_is_no_matter_and_later_ones_leave_the_past_alone(
    start: datetime, at_first: Rule, moves: list[tuple[timedelta, Rule]], data: st.DataObject
) -> None:
    first = RuleChange(start, at_first)
    changes = [RuleChange(start + after, rule) for after, rule in dict(moves).items()]
    line = Timeline.of(first, changes)
    assert Timeline.of(first, data.draw(st.permutations(changes))) == line
    now = max((change.made_at for change in changes), default=start)
    later = Timeline.of(first, [*changes, RuleChange(now, data.draw(rules))])
    for back in range(0, 12 * 24, 5):
        instant = now - timedelta(hours=back)
        assert later.day(instant) == line.day(instant)
    today = line.day(now)
    assert later.ends(today) >= day_begins(line.rule(now), today + DAY), "nothing is taken from it"
