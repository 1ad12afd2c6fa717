"""Days excused because Waymark was down (promise 2.8)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import Rule, RuleChange, Timeline, resolve
from bot.domain.delivery import Outage
from bot.domain.streak.outages import outage_days

BERLIN = "Europe/Berlin"
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def on(wall: str, zone: str = BERLIN) -> datetime:
    """`03-02 18:00` in 2026."""
    return resolve(datetime.fromisoformat(f"2026-{wall}"), zone)


LINE = Timeline.of(RuleChange(on("03-02 18:00"), Rule(BERLIN, 4)))


def excused(*spans: tuple[str, str], line: Timeline = LINE) -> list[str]:
    down = [Outage(on(begins), on(ends)) for begins, ends in spans]
    return [f"{day:%m-%d}" for day in sorted(outage_days(line, down))]


@pytest.mark.parametrize(
    ("begins", "ends", "days"),
    [
        ("03-04 01:00", "03-04 03:00", []),
        ("03-04 01:00", "03-04 03:01", ["03-03"]),
        ("03-03 22:00", "03-04 04:00", ["03-03"]),
        ("03-03 08:00", "03-03 22:00", []),
        ("03-03 08:00", "03-04 00:00", []),
        ("03-03 08:00", "03-04 00:01", ["03-03"]),
        ("03-04 02:00", "03-04 12:00", []),
        ("03-04 01:59", "03-04 12:00", ["03-03"]),
        ("03-04 04:00", "03-05 00:00", []),
        ("03-03 12:00", "03-06 12:00", ["03-03", "03-04", "03-05"]),
        ("02-20 12:00", "03-03 12:00", ["03-02"]),
        ("02-20 12:00", "02-25 12:00", []),
    ],
)
def test_more_than_two_of_the_last_six_hours(begins: str, ends: str, days: list[str]) -> None:
    assert excused((begins, ends)) == days


def test_several_outages_add_up() -> None:
    assert excused(("03-03 22:00", "03-03 23:00"), ("03-04 01:00", "03-04 02:00")) == []
    assert excused(("03-03 22:00", "03-03 23:01"), ("03-04 01:00", "03-04 02:00")) == ["03-03"]
    assert excused() == []


def test_a_night_on_which_the_clocks_change_still_has_six_last_hours() -> None:
    """From 21:00 summer time to the next rollover at 04:00, with an hour that is not there."""
    assert excused(("03-28 21:00", "03-29 00:00")) == ["03-28"]
    assert excused(("03-28 21:00", "03-28 23:00")) == []


def test_a_day_shorter_than_six_hours_is_looked_at_as_a_whole() -> None:
    change = RuleChange(on("03-10 12:00", "Pacific/Honolulu"), Rule("Pacific/Auckland"))
    first = RuleChange(on("03-02 12:00", "Pacific/Honolulu"), Rule("Pacific/Honolulu"))
    line = Timeline.of(first, [change])
    day = date(2026, 3, 11)
    begins, ends = line.begins(day), line.ends(day)
    assert ends - begins == HOUR
    assert day not in outage_days(line, [Outage(begins - HOUR, ends)])
    skipped = Timeline.of(
        first, [RuleChange(on("03-10 12:00", "Pacific/Honolulu"), Rule("Pacific/Kiritimati"))]
    )
    assert skipped.begins(day) == skipped.ends(day)
    assert day not in outage_days(skipped, [Outage(begins - DAY, ends + DAY)])


spans = st.tuples(st.integers(0, 10 * 24 * 4), st.integers(1, 60))


@given(st.lists(spans, max_size=6))
def test_it_agrees_with_counting_quarters_of_an_hour(cuts: list[tuple[int, int]]) -> None:
    start, quarter = on("03-02 18:00"), 15 * MINUTE
    down = {number for first, long in cuts for number in range(first, first + long)}

    def outages() -> Iterable[Outage]:
        for number in sorted(down):
            yield Outage(start + number * quarter, start + (number + 1) * quarter)

    expected = set()
    for ahead in range(13):
        day = date(2026, 3, 2) + ahead * DAY
        ends = LINE.ends(day)
        last = {number for number in down if ends - 6 * HOUR <= start + number * quarter < ends}
        if len(last) > 8:
            expected.add(day)
    assert outage_days(LINE, outages()) == expected
