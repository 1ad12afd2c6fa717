"""FSRS, folded over stored answers: whole days, nothing by lot, a bounded interval (12.2)."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from random import Random

import pytest
from fsrs import Card, Rating, Scheduler
from fsrs.scheduler import DEFAULT_PARAMETERS
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import policy
from bot.domain.recall.answers import RecallAnswer, Sureness
from bot.domain.recall.memory import PARAMETERS, Memory, rating, remembered
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


def known_of(answers: Iterable[RecallAnswer]) -> Memory:
    """What is remembered of the only question."""
    (known,) = remembered(answers).values()
    return known


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
        known = known_of(answered("q", day) for day in days)
        intervals.append(known.interval)
        days.append(days[-1] + known.interval)
    assert intervals == sorted(intervals)
    assert intervals == [2, 11, 46, 163]
    lapsed = known_of(
        [*(answered("q", day) for day in days), answered("q", days[-1] + 1, right=False)]
    )
    assert lapsed.interval < intervals[-1] / 5


@settings(max_examples=50)
@given(SOME, st.randoms(use_true_random=False))
def test_the_order_of_storing_does_not_matter(answers: list[RecallAnswer], lots: Random) -> None:
    shuffled = list(answers)
    lots.shuffle(shuffled)
    assert known_of(answers) == known_of(shuffled)


def from_the_start(answers: list[RecallAnswer]) -> tuple[int, float | None, float | None]:
    """What the library says of one card that went through all of it."""
    scheduler = Scheduler(PARAMETERS, policy.RECALL_RETENTION, (), (), enable_fuzzing=False)
    card, at = Card(card_id=0), datetime.combine(MONDAY, time(), UTC)
    for each in sorted(answers, key=lambda one: (one.made_on, one.right, one.sure)):
        at = datetime.combine(each.made_on, time(), UTC)
        card, _ = scheduler.review_card(card, rating(each), at)
    return (card.due - at).days, card.stability, card.difficulty


@settings(max_examples=50)
@given(SOME, st.integers(0, 300))
def test_it_is_what_the_library_says_however_often_one_stops_on_the_way(
    answers: list[RecallAnswer], day: int
) -> None:
    known = known_of(answers)
    assert (known.interval, known.stability, known.difficulty) == from_the_start(answers)
    upto = MONDAY + timedelta(days=day)
    before = remembered(each for each in answers if each.made_on <= upto)
    assert remembered((each for each in answers if each.made_on > upto), before) == {"q": known}


@settings(max_examples=50)
@given(SOME, st.integers(-50, 400))
def test_it_is_never_due_today_and_never_long_after_the_end(
    answers: list[RecallAnswer], last: int
) -> None:
    known, end = known_of(answers), MONDAY + timedelta(days=last)
    assert known.interval >= 1
    assert known.last < known.due_on(end)
    latest = max(end, known.last) + timedelta(days=policy.RECALL_AFTER_END_DAYS)
    assert known.due_on(end) <= latest
    assert known.due_on(None) <= known.last + timedelta(days=policy.RECALL_AFTER_END_DAYS)
