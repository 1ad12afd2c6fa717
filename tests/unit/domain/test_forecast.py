"""The forecast: which weeks it draws from, and its draws against exact probabilities."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import accumulate
from operator import mul

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.forecast import WEEKS_MOST, Forecast, forecast, weekly_progress
from support.habits import HABITS, coverage, overall

MONDAY = date(2026, 3, 2)
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
NEVER: frozenset[date] = frozenset()


def after(weeks: int, days: int = 0) -> date:
    return MONDAY + WEEK * weeks + DAY * days


def test_weeks_count_once_their_sunday_is_over() -> None:
    moves = [(MONDAY, 1), (after(0, 6), 2)]
    assert weekly_progress(moves, after(0, 6), NEVER) == ()
    assert weekly_progress(moves, after(1), NEVER) == (1,)


def test_the_week_of_a_start_after_its_monday_is_no_whole_week() -> None:
    assert weekly_progress(
        [(after(0, 1), 1), (after(0, 3), 3), (after(1), 4)], after(2), NEVER
    ) == (1,)


def test_zero_weeks_are_included_and_a_week_may_finish_several() -> None:
    moves = [(MONDAY, 1), (after(1, 2), 2), (after(1, 4), 3)]
    assert weekly_progress(moves, after(4, 3), NEVER) == (0, 2, 0, 0)


def test_a_start_in_the_middle_of_a_roadmap_is_no_progress() -> None:
    assert weekly_progress([(MONDAY, 9)], after(2), NEVER) == (0, 0)


def test_only_the_last_eight_weeks_count() -> None:
    moves = [(after(week), week + 1) for week in range(12)]
    assert weekly_progress(moves, after(12), NEVER) == (1,) * 8
    assert weekly_progress(moves, after(12), NEVER, weeks=2) == (1, 1)


def test_going_back_subtracts_but_never_below_zero() -> None:
    moves = [(MONDAY, 5), (after(0, 1), 7), (after(0, 2), 6), (after(1, 1), 4), (after(2), 5)]
    assert weekly_progress(moves, after(3), NEVER) == (1, 0, 1)


def test_weeks_paused_for_more_than_half_are_left_out() -> None:
    moves = [(MONDAY, 1)]
    three = frozenset(after(1, day) for day in (0, 3, 6))
    assert weekly_progress(moves, after(3), three) == (0, 0, 0)
    assert weekly_progress(moves, after(3), three | {after(1, 1)}) == (0, 0)


def test_nobody_without_a_start_has_progress() -> None:
    assert weekly_progress([], after(9), NEVER) == ()


steps = st.lists(st.tuples(st.integers(0, 80), st.integers(-2, 3)), max_size=20).map(sorted)


@given(steps, st.integers(0, 100), st.frozensets(st.integers(0, 90), max_size=40))
def test_progress_is_what_the_weeks_moves_add_up_to(
    drawn: list[tuple[int, int]], today: int, paused: frozenset[int]
) -> None:
    reached = accumulate((step for _, step in drawn), initial=20)
    moves = list(zip([MONDAY, *(after(0, day) for day, _ in drawn)], reached, strict=True))
    expected = []
    for week in range(max(0, today // 7 - 8), today // 7):
        days = range(7 * week, 7 * week + 7)
        if sum(day in paused for day in days) < 4:
            expected.append(max(0, sum(step for day, step in drawn if day in days)))
    off = frozenset(after(0, day) for day in paused)
    assert list(weekly_progress(moves, after(0, today), off)) == expected


@pytest.mark.parametrize("progress", [(), (1, 1), (0, 0, 0), (0,) * 8])
def test_silent_without_data(progress: tuple[int, ...]) -> None:
    assert forecast(progress, 10, MONDAY) is None


@pytest.mark.parametrize("remaining", [0, -1])
def test_silent_when_nothing_remains(remaining: int) -> None:
    assert forecast((1, 1, 1), remaining, MONDAY) is None


def test_a_steady_learner_is_nearly_sure_to_go_on() -> None:
    assert forecast((1,) * 8, 21, MONDAY) == Forecast(after(22), after(25))
    assert forecast((2, 2, 2), 21, MONDAY) == Forecast(after(12), after(16))


def test_the_same_weeks_in_any_order_give_the_same_days() -> None:
    weeks = (0, 1, 2, 1, 0, 1)
    assert forecast(weeks, 20, MONDAY) == forecast(weeks[::-1], 20, MONDAY)


def test_a_future_without_end_is_cut_off() -> None:
    assert forecast((0,) * 7 + (1,), 500, MONDAY) == Forecast(after(WEEKS_MOST), after(WEEKS_MOST))


def chance_by_week(progress: tuple[int, ...], remaining: int, weeks: int) -> list[float]:
    """Exact chance to be finished after 0, 1, ... weeks, by an urn to which each draw is added."""
    usual = max(1, round(sum(progress) / len(progress)))
    urn = Counter(progress) + Counter({usual: 2, 0: 1})
    steps = sorted(urn)
    drawn = {(0,) * len(steps): 1.0}
    finished = [0.0]
    for week in range(weeks):
        then: dict[tuple[int, ...], float] = defaultdict(float)
        for counts, chance in drawn.items():
            for place, step in enumerate(steps):
                more = (*counts[:place], counts[place] + 1, *counts[place + 1 :])
                then[more] += chance * (urn[step] + counts[place]) / (urn.total() + week)
        done = {each for each in then if sum(map(mul, each, steps)) >= remaining}
        finished.append(finished[-1] + sum(then.pop(each) for each in done))
        drawn = then
    return finished


DRAWN = (
    ((0, 1, 1, 2, 0, 1, 3, 0), 12, 40),
    ((1, 0, 0), 6, 60),
    ((0,) * 7 + (1,), 3, 120),
    ((1, 2, 1, 1), 20, 40),
)


@pytest.mark.parametrize(("progress", "remaining", "weeks"), DRAWN)
def test_the_draws_agree_with_exact_probabilities(
    progress: tuple[int, ...], remaining: int, weeks: int
) -> None:
    finished = chance_by_week(progress, remaining, weeks)
    found = forecast(progress, remaining, MONDAY)
    assert found is not None
    for day, share in ((found.p50, 0.50), (found.p85, 0.85)):
        off = [abs(each - share) for each in finished]
        assert off[(day - MONDAY).days // 7] < min(off) + 0.07


@pytest.mark.soak
def test_as_many_forecasts_hold_as_they_say() -> None:
    """2,000 learners of eight habits, each week of theirs (promise 14.4, docs/forecast.md)."""
    found = coverage(2000)
    middle, careful = overall(found)
    assert 0.45 <= middle <= 0.55
    assert 0.82 <= careful <= 0.88
    assert set(found) == {habit.__name__ for habit in HABITS}
    assert all(held > 0.6 for _, _, held in found.values()), found


@settings(max_examples=25)
@given(st.lists(st.integers(0, 3), min_size=3, max_size=8), st.integers(1, 20))
def test_the_careful_date_is_never_before_the_middle_one(
    progress: list[int], remaining: int
) -> None:
    found = forecast(progress, remaining, MONDAY)
    if found is None:
        assert not any(progress)
    else:
        assert MONDAY < found.p50 <= found.p85 <= after(WEEKS_MOST)
