"""The plan against the promises' examples and against a slow walk from day to day."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.plan import (
    Anchor,
    Consequence,
    Offer,
    Plan,
    Standing,
    Timing,
    consequence,
    offers,
    repace,
    span,
)

MONDAY = date(2026, 3, 2)
SUNDAY = 6
DAY = timedelta(days=1)

EARLY, ON_TIME, LATE = Timing.EARLY, Timing.ON_TIME, Timing.LATE


def plan(
    days: Fraction = Fraction(7), weeks: int = 24, paused: frozenset[date] = frozenset()
) -> Plan:
    return Plan(Anchor(1, MONDAY), days, weeks, paused)


def off(first: date, days: int) -> frozenset[date]:
    return frozenset(first + DAY * ahead for ahead in range(days))


# An independent oracle: every unpaused day gets its week, one after the other.


def weeks_by_walking(plan: Plan, day_from: date, day_to: date) -> dict[date, int]:
    weeks: dict[date, int] = {}
    day, spent = plan.anchor.day, Fraction(0)
    while day <= day_to:
        if day not in plan.paused:
            weeks[day] = plan.anchor.week + spent // plan.span
            spent += 1
        day += DAY
    day, spent = plan.anchor.day - DAY, Fraction(-1)
    while day >= day_from:
        if day not in plan.paused:
            weeks[day] = plan.anchor.week + spent // plan.span
            spent -= 1
        day -= DAY
    return dict(sorted(weeks.items()))


def standing_by_walking(plan: Plan, week: int, today: date, weekday: int) -> Standing:
    own = [d for d, w in weeks_by_walking(plan, *AROUND).items() if w == week]
    checkin = own[-1]
    while checkin.weekday() != weekday:
        checkin += DAY
    if today < own[0]:
        return Standing(EARLY, sum(today <= d < own[0] for d in days_without(plan.paused)))
    late = sum(own[-1] < d <= today for d in days_without(plan.paused))
    return Standing(LATE, late) if today > checkin and late else Standing(ON_TIME, 0)


AROUND = MONDAY - DAY * 300, MONDAY + DAY * 560


def days_without(paused: frozenset[date]) -> list[date]:
    whole = (AROUND[0] + DAY * ahead for ahead in range((AROUND[1] - AROUND[0]).days))
    return [day for day in whole if day not in paused]


near = st.integers(-60, 120).map(lambda ahead: MONDAY + DAY * ahead)
pauses = st.lists(st.builds(off, near, st.integers(1, 21)), max_size=3).map(
    lambda several: frozenset().union(*several)
)
spans = st.builds(span, st.integers(12, 48), st.integers(8, 36))
short_spans = st.builds(span, st.integers(24, 48), st.integers(1, 3))
plans = st.builds(
    Plan, st.builds(Anchor, st.integers(1, 9), near), spans, st.integers(9, 16), pauses
)


@pytest.mark.parametrize(
    ("roadmap", "calendar", "days"),
    [
        (24, 24, Fraction(7)),
        (24, 16, Fraction(14, 3)),
        (24, 36, Fraction(21, 2)),
        (36, 86, Fraction(301, 18)),
    ],
)
def test_a_roadmap_week_takes_its_share_of_the_calendar(
    roadmap: int, calendar: int, days: Fraction
) -> None:
    assert span(roadmap, calendar) == days


@given(st.integers(1, 60), st.integers(1, 120), near)
def test_a_roadmap_without_pauses_takes_exactly_its_calendar_weeks(
    roadmap: int, calendar: int, start: date
) -> None:
    whole = Plan(Anchor(1, start), span(roadmap, calendar), roadmap)
    assert whole.finish == start + timedelta(weeks=calendar) - DAY


def test_the_printed_example() -> None:
    assert plan().first_day(1) == MONDAY
    assert plan().due(1) == date(2026, 3, 8)
    assert plan().first_day(2) == date(2026, 3, 9)


def test_due_dates_round_up_to_whole_days() -> None:
    fast = plan(span(24, 16))
    assert [fast.due(week) for week in (1, 2, 3)] == [MONDAY + DAY * k for k in (4, 9, 13)]
    assert [fast.first_day(week) for week in (1, 2, 3)] == [MONDAY + DAY * k for k in (0, 5, 10)]


def test_paused_days_shift_what_follows_also_when_they_are_still_to_come() -> None:
    paused = plan(paused=off(date(2026, 3, 4), 5))
    assert paused.due(1) == date(2026, 3, 13)
    assert paused.first_day(2) == date(2026, 3, 14)
    assert plan(paused=off(date(2026, 5, 1), 7)).due(3) == plan().due(3)


def test_a_plan_anchored_on_a_paused_day_begins_after_the_pause() -> None:
    assert plan(paused=off(MONDAY - DAY, 4)).first_day(1) == date(2026, 3, 5)


def test_a_paused_day_is_in_the_week_that_goes_on_after_it() -> None:
    paused = plan(paused=off(date(2026, 3, 9), 3))
    assert paused.week_on(date(2026, 3, 8)) == 1
    assert paused.week_on(date(2026, 3, 9)) == paused.week_on(date(2026, 3, 12)) == 2


def test_weeks_before_the_anchor_run_backwards() -> None:
    later = Plan(Anchor(5, MONDAY), Fraction(7), 24, off(date(2026, 2, 25), 2))
    assert later.due(4) == date(2026, 3, 1)
    assert later.first_day(4) == date(2026, 2, 21)


def test_a_week_shorter_than_a_day_shares_the_day_before() -> None:
    rush = plan(span(24, 3))
    assert rush.first_day(8) == rush.due(8) == rush.due(7)


@given(plans)
def test_every_day_belongs_to_the_week_that_the_walk_gives_it(some: Plan) -> None:
    last = some.due(some.weeks)
    walked = weeks_by_walking(some, some.first_day(1), last)
    assert {day: some.week_on(day) for day in walked} == walked
    for week in set(walked.values()):
        own = [day for day, its in walked.items() if its == week]
        assert (some.first_day(week), some.due(week)) == (own[0], own[-1])


@given(plans, spans | short_spans)
def test_due_dates_never_run_backwards_nor_fall_on_a_paused_day(
    whole: Plan, pace: Fraction
) -> None:
    some = replace(whole, span=pace)
    dues = [some.due(week) for week in range(1, some.weeks + 1)]
    assert dues == sorted(dues)
    assert some.finish == dues[-1]
    assert not some.paused & set(dues)
    assert all(some.first_day(week) <= some.due(week) for week in range(1, some.weeks + 1))


@given(plans, near)
def test_the_week_on_a_day_stays_within_the_roadmap(some: Plan, day: date) -> None:
    assert 1 <= some.week_on(day) <= some.weeks
    assert some.week_on(date(2040, 1, 1)) == some.weeks
    assert some.week_on(date(2020, 1, 1)) == 1


@pytest.mark.parametrize(
    ("week", "today", "expected"),
    [
        (1, MONDAY, Standing(ON_TIME, 0)),
        (1, date(2026, 3, 8), Standing(ON_TIME, 0)),
        (1, date(2026, 3, 9), Standing(LATE, 1)),
        (1, date(2026, 3, 15), Standing(LATE, 7)),
        (2, date(2026, 3, 8), Standing(EARLY, 1)),
        (3, date(2026, 3, 9), Standing(EARLY, 7)),
        (2, date(2026, 3, 9), Standing(ON_TIME, 0)),
    ],
)
def test_standing(week: int, today: date, expected: Standing) -> None:
    assert plan().standing(week, today, SUNDAY) == expected


def test_on_time_lasts_until_the_checkin_after_the_due_date_and_counts_from_the_due_date() -> None:
    fast = plan(span(24, 16))
    assert fast.due(1) == date(2026, 3, 6)
    assert fast.standing(1, date(2026, 3, 8), SUNDAY) == Standing(ON_TIME, 0)
    assert fast.standing(1, date(2026, 3, 9), SUNDAY) == Standing(LATE, 3)


def test_paused_days_make_nobody_late_or_earlier() -> None:
    paused = plan(span(24, 16), paused=off(date(2026, 3, 7), 10))
    assert paused.standing(1, date(2026, 3, 16), SUNDAY) == Standing(ON_TIME, 0)
    assert paused.standing(1, date(2026, 3, 17), SUNDAY) == Standing(LATE, 1)
    assert paused.standing(2, date(2026, 3, 6), SUNDAY) == Standing(EARLY, 1)


def test_standing_in_one_signed_number() -> None:
    assert [Standing(kind, 3).late_by for kind in (EARLY, LATE)] == [-3, 3]
    assert Standing(ON_TIME, 0).late_by == 0


@settings(max_examples=50)
@given(plans, st.integers(1, 9), near, st.integers(0, 6))
def test_standing_agrees_with_the_walk(some: Plan, week: int, today: date, weekday: int) -> None:
    assert some.standing(week, today, weekday) == standing_by_walking(some, week, today, weekday)


@given(plans, st.integers(1, 9), near)
def test_waiting_never_makes_anyone_earlier(some: Plan, week: int, today: date) -> None:
    now = some.standing(week, today, SUNDAY).late_by
    assert some.standing(week, today + DAY, SUNDAY).late_by >= now


def test_repacing_begins_the_week_today() -> None:
    today = date(2026, 4, 15)
    slower = repace(plan(), 4, today, calendar_weeks=36)
    assert (slower.first_day(4), slower.span) == (today, Fraction(21, 2))
    assert consequence(plan(), slower) == Consequence(date(2026, 8, 16), date(2026, 11, 21))


def test_repacing_to_a_later_finish_keeps_the_pace() -> None:
    later = repace(plan(), 4, date(2026, 4, 15))
    assert later == Plan(Anchor(4, date(2026, 4, 15)), Fraction(7), 24)


@given(plans, st.integers(1, 9), near)
def test_after_repacing_everyone_is_on_time(some: Plan, week: int, today: date) -> None:
    anew = repace(some, week, today)
    assert anew.standing(week, anew.first_day(week), SUNDAY).kind is ON_TIME
    assert anew.paused == some.paused


@pytest.mark.parametrize(
    ("late_by", "days", "expected"),
    [
        ([], 7, Offer.NONE),
        ([9], 7, Offer.NONE),
        ([2, 2], 7, Offer.LATER),
        ([1, 2], 7, Offer.NONE),
        ([2, 1], 7, Offer.NONE),
        ([2, 0, 2], 7, Offer.NONE),
        ([0, 2, 3], 7, Offer.LATER),
        ([-2, -5], 7, Offer.FASTER),
        ([-2, -1], 7, Offer.NONE),
        ([-2, 2], 7, Offer.NONE),
        ([2, 2], 10, Offer.NONE),
        ([3, 3], 15, Offer.NONE),
        ([-3, -3], 15, Offer.NONE),
        ([4, 4], 15, Offer.LATER),
    ],
)
def test_offers_need_more_than_a_fifth_of_a_week_twice_running(
    late_by: list[int], days: int, expected: Offer
) -> None:
    assert offers(late_by, Fraction(days)) is expected
