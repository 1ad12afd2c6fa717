"""FSRS, folded over stored answers: whole days, nothing by lot, a bounded interval (12.2)."""

from datetime import timedelta
from random import Random

import pytest
from fsrs import Rating
from fsrs.scheduler import DEFAULT_PARAMETERS
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import policy
from bot.domain.recall.answers import RecallAnswer, Sureness
from bot.domain.recall.memory import PARAMETERS, memory, rating
from support.recalling import MONDAY, answered

SOME = st.lists(
    st.builds(
        lambda day, right, sure: answered("q", day, right=right, sure=sure),
        st.integers(0, 300),
        st.booleans(),
        st.sampled_from(Sureness),
    ),
    min_size=1,
    max_size=8,
)


def test_the_parameters_are_those_of_the_library_as_it_was_tested() -> None:
    assert PARAMETERS == DEFAULT_PARAMETERS


@pytest.mark.parametrize(
    ("right", "sure", "taken"),
    [
        (True, "sure", Rating.Good),
        (True, "half", Rating.Hard),
        (True, "no", Rating.Hard),
        (False, "sure", Rating.Again),
        (False, "no", Rating.Again),
    ],
)
def test_how_an_answer_is_taken(right: bool, sure: str, taken: Rating) -> None:
    assert rating(answered("q", 0, right=right, sure=sure)) is taken


def test_intervals_grow_while_it_is_known_and_fall_when_it_is_not() -> None:
    days, intervals = [0], []
    for _ in range(4):
        known = memory(answered("q", day) for day in days)
        intervals.append(known.interval)
        days.append(days[-1] + known.interval)
    assert intervals == sorted(intervals)
    assert intervals == [2, 11, 46, 163]
    lapsed = memory(
        [*(answered("q", day) for day in days), answered("q", days[-1] + 1, right=False)]
    )
    assert lapsed.interval < intervals[-1] / 5


@settings(max_examples=50)
@given(SOME, st.randoms(use_true_random=False))
def test_the_order_of_storing_does_not_matter(answers: list[RecallAnswer], lots: Random) -> None:
    shuffled = list(answers)
    lots.shuffle(shuffled)
    assert memory(answers) == memory(shuffled)


@settings(max_examples=50)
@given(SOME, st.integers(-50, 400))
def test_it_is_never_due_today_and_never_long_after_the_end(
    answers: list[RecallAnswer], last: int
) -> None:
    known, end = memory(answers), MONDAY + timedelta(days=last)
    assert known.interval >= 1
    assert known.last < known.due_on(end)
    latest = max(end, known.last) + timedelta(days=policy.RECALL_AFTER_END_DAYS)
    assert known.due_on(end) <= latest
    assert known.due_on(None) <= known.last + timedelta(days=policy.RECALL_AFTER_END_DAYS)
