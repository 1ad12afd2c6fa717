"""Whether a roadmap is for somebody now: by what they have met, and by its test (promise 12.6)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.roadmap.entrance import EntryAdvice, advice, concepts_met

GO, LOOK, WALK = EntryAdvice.GO, EntryAdvice.LOOK_FIRST, EntryAdvice.WALK_FIRST
OF_EIGHT = (WALK, WALK, WALK, WALK, WALK, LOOK, LOOK, LOOK, GO)
"""The advice after none to all of eight."""


def test_the_advice_after_each_number_of_right_answers() -> None:
    assert tuple(advice(right, 8) for right in range(9)) == OF_EIGHT


@given(st.integers(1, 8).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n - 1))))
def test_one_more_right_answer_never_makes_the_advice_worse(asked_right: tuple[int, int]) -> None:
    asked, right = asked_right
    order = [WALK, LOOK, GO]
    assert order.index(advice(right, asked)) <= order.index(advice(right + 1, asked))
    assert advice(right, asked) is not GO
    assert advice(asked, asked) is GO


@pytest.mark.parametrize(
    ("known", "met", "enough"),
    [("", 0, False), ("ab", 2, False), ("abc", 3, True), ("abcd", 4, True), ("xyzab", 2, False)],
)
def test_three_quarters_of_what_it_builds_on_are_enough(known: str, met: int, enough: bool) -> None:
    found = concepts_met("abcd", known)
    assert (found.met, found.all, found.is_enough) == (met, 4, enough)


@given(st.sets(st.sampled_from("abcdefgh"), min_size=1), st.sets(st.sampled_from("abcdefgh")))
def test_whoever_meets_more_is_never_less_ready(builds_on: set[str], known: set[str]) -> None:
    before, after = concepts_met(builds_on, known), concepts_met(builds_on, known | builds_on)
    assert before.met <= after.met == after.all
    assert after.is_enough >= before.is_enough
