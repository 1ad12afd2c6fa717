"""Reading what was typed as an answer, and grading it (promise 12.3)."""

from itertools import permutations

import pytest

from bot.domain.recall.grading import (
    MARKS,
    is_right,
    read_answer,
    read_number,
    right_answer,
    shown_steps,
)
from bot.domain.recall.question import AnyQuestion, OrderQuestion
from bot.errors import CoachError
from support.reviewing import small_bank

BANK = small_bank().questions


def graded(question: AnyQuestion, text: str) -> bool | None:
    return is_right(question, read_answer(question, text))


@pytest.mark.parametrize(
    ("name", "text", "right"),
    [
        ("sum-of-range", "[6, 'tea']", True),
        ("sum-of-range", '[6,"tea"]', True),
        ("sum-of-range", " [ 6 , \u2018tea\u2019 ]\n", True),
        ("sum-of-range", "[6, 'Tea']", False),
        ("sum-of-range", "[6, tea", False),
        ("chained-comparison", "false", True),
        ("chained-comparison", "`False`", True),
        ("chained-comparison", "fALSE", False),
        ("which-loop", "b", True),
        ("which-loop", "(B)", True),
        ("which-loop", "for i, name in enumerate(names):", True),
        ("which-loop", "a", False),
        ("how-many-turns", "86,400", True),
        ("how-many-turns", "about 86 400 s", True),
        ("how-many-turns", "86.4k", True),
        ("how-many-turns", "8.6e4", True),
        ("how-many-turns", "1000", False),
        ("shared-basket", "it should say None", None),
        ("what-is-truthy", "empty things", None),
    ],
)
def test_an_answer_is_graded_as_it_is_meant(name: str, text: str, right: bool | None) -> None:
    assert graded(BANK[name], text) is right


def test_a_fix_that_is_typed_as_the_fix_is_grades_itself() -> None:
    question = BANK["shared-basket"]
    assert question.kind == "bug"
    assert graded(question, question.fix.replace("\n", "\r\n")) is True


def test_steps_are_shown_out_of_order_always_the_same_and_typed_as_their_marks() -> None:
    question = BANK["call-order"]
    assert isinstance(question, OrderQuestion)
    steps = shown_steps(question)
    assert steps == shown_steps(question)
    assert not question.allows(tuple(each.id for each in steps))
    right = right_answer(question)
    for text in (right, right.replace(" ", ""), right.replace(" ", ", ").upper()):
        assert graded(question, text) is True
    wrong = [" ".join(each) for each in permutations(MARKS[:3]) if " ".join(each) != right]
    assert [graded(question, each) for each in wrong] == [False] * 5


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("which-loop", "d", "Pick one by its letter"),
        ("which-loop", "", "Pick one by its letter"),
        ("call-order", "a b", "Name each letter"),
        ("call-order", "a b b", "Name each letter"),
        ("how-many-turns", "a lot", "A number, please"),
    ],
)
def test_what_is_no_answer_is_refused(name: str, text: str, told: str) -> None:
    with pytest.raises(CoachError) as refused:
        read_answer(BANK[name], text)
    assert refused.value.template.startswith(told)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("500,000", 500_000),
        ("500.000.000", 500_000_000),
        ("1,5 million", 1_500_000),
        ("2.5", 2.5),
        ("~ 20 ms", 20),
        ("10^6", 1_000_000),
        ("2**10", 1024),
        ("3e-2", 0.03),
        ("-4", -4),
        ("1 000 000", 1_000_000),
        ("12'500", 12_500),
        ("1.2.3", 1),
        ("5000^90", float("inf")),
        ("none", None),
    ],
)
def test_numbers_as_people_write_them(text: str, number: float | None) -> None:
    assert read_number(text) == (number if number is None else pytest.approx(number))


def test_the_right_answer_is_told_in_a_line() -> None:
    told = {name: right_answer(each) for name, each in BANK.items()}
    assert told["which-loop"] == "b) for i, name in enumerate(names):"
    assert told["how-many-turns"] == "86,400"
    assert told["what-is-truthy"] == ""
    assert told["sum-of-range"] == "[6, 'tea']"
    assert told["shared-basket"].startswith("A basket of its own")
