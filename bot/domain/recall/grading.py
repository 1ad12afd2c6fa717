"""Reading what was typed as an answer, and whether it is right (promise 12.3)."""

import re
from hashlib import sha256
from itertools import permutations
from typing import Final

from bot.domain.recall.question import (
    AnyQuestion,
    BugQuestion,
    ChooseQuestion,
    EstimateQuestion,
    ExplainQuestion,
    OrderQuestion,
    PredictQuestion,
    RecallStep,
)
from bot.errors import CoachError

MARKS: Final = "abcdefg"
"""What options and steps are called."""

_UNSEEN: Final = re.compile(r"[\s'\"`\u2018\u2019\u201c\u201d\u201e\u200b]+")
_NUMBER: Final = re.compile(
    r"(?P<sign>-?)(?P<digits>\d[\d .,_'\u2019\u00a0\u202f]*)(?P<power>(?:e|\*\*|\^)\+?-?\d{1,2})?"
    r"\s*(?P<unit>[a-z%]+)?",
    re.IGNORECASE,
)
_FACTORS: Final = {
    "k": 1e3, "thousand": 1e3, "m": 1e6, "mio": 1e6, "million": 1e6, "millions": 1e6,
    "bn": 1e9, "billion": 1e9, "billions": 1e9,
}  # fmt: skip


def shown_steps(question: OrderQuestion) -> tuple[RecallStep, ...]:
    """The steps in the order in which they are shown, always the same and never a right one."""
    scattered = sorted(
        question.steps, key=lambda each: sha256(f"{question.id} {each.id}".encode()).digest()
    )
    orders = permutations(scattered)
    wrong = (each for each in orders if not question.allows(tuple(step.id for step in each)))
    return next(wrong, tuple(scattered))


def read_answer(question: AnyQuestion, text: str) -> str:
    """An answer as it is kept: the mark of an option, marks of steps, a number, else the words.

    Raises CoachError where it is none.
    """
    match question:
        case ChooseQuestion():
            return _read_option(question, text)
        case OrderQuestion():
            return _read_order(question, text)
        case EstimateQuestion():
            if read_number(text) is None:
                raise CoachError("A number, please, as you would guess it; for example: 2000")
    return text.strip()


def _read_option(question: ChooseQuestion, text: str) -> str:
    bare = _bare(text)
    for mark, option in zip(MARKS, question.options, strict=False):
        if bare in {mark, _bare(option.text)}:
            return mark
    raise CoachError("Pick one by its letter, {first} to {last}; for example: {first}",
                     first=MARKS[0], last=MARKS[len(question.options) - 1])  # fmt: skip


def _bare(text: str) -> str:
    return _UNSEEN.sub("", text).casefold().strip("().:")


def _read_order(question: OrderQuestion, text: str) -> str:
    marks = MARKS[: len(question.steps)]
    given = "".join(sign for sign in text.casefold() if sign.isalnum())
    if sorted(given) != sorted(marks):
        raise CoachError(
            "Name each letter from {first} to {last} once, in your order; for example: {example}",
            first=marks[0],
            last=marks[-1],
            example=" ".join(reversed(marks)),
        )
    return given


def read_number(text: str) -> float | None:
    """The number in an answer: `500,000`, `1.5 million`, `20 ms`, `10^6`; None where there is none."""
    found = _NUMBER.search(text)
    if found is None:
        return None
    value = _plain_number(found["digits"])
    power = found["power"] or ""
    if power.casefold().startswith("e"):
        value *= 10.0 ** int(power[1:])
    elif power:
        exponent = int(power.lstrip("*^"))
        value = value**exponent if value <= 1000 and abs(exponent) <= 20 else float("inf")
    value *= _FACTORS.get((found["unit"] or "").casefold(), 1)
    return -value if found["sign"] else value


def _plain_number(digits: str) -> float:
    """`1,000`, `1 000`, `1.000.000`, `1,5`, `1.5`."""
    bare = re.sub(r"[ _'\u2019\u00a0\u202f]", "", digits).rstrip(".,")
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", bare):
        bare = bare.replace(",", "")
    elif re.fullmatch(r"\d{1,3}(\.\d{3}){2,}(,\d+)?", bare):
        bare = bare.replace(".", "").replace(",", ".")
    elif bare.count(",") == 1 and "." not in bare:
        bare = bare.replace(",", ".")
    try:
        return float(bare)
    except ValueError:
        return float(re.split(r"[.,]", bare)[0])


def is_right(question: AnyQuestion, given: str) -> bool | None:
    """Whether a kept answer is right; None where only the learner can tell."""
    match question:
        case PredictQuestion():
            return _alike(given, question.answer)
        case ChooseQuestion():
            return question.options[MARKS.index(given)].right
        case OrderQuestion():
            steps = shown_steps(question)
            return question.allows(tuple(steps[MARKS.index(mark)].id for mark in given))
        case EstimateQuestion():
            value, (low, high) = read_number(given), question.within
            return value is not None and low <= value <= high
        case BugQuestion():
            return True if _alike(given, question.fix) else None
    return None


def _alike(given: str, answer: str) -> bool:
    """White space and quotes do not matter, nor that a phone begins with a capital letter."""
    mine, theirs = _UNSEEN.sub("", given), _UNSEEN.sub("", answer)
    return mine == theirs or (
        mine[:1].casefold() == theirs[:1].casefold() and mine[1:] == theirs[1:]
    )


def right_answer(question: AnyQuestion) -> str:
    """What would have been right, in a line or a few."""
    match question:
        case ChooseQuestion():
            place = question.options.index(question.key)
            return f"{MARKS[place]}) {question.key.text}"
        case OrderQuestion():
            ids = [each.id for each in shown_steps(question)]
            return " ".join(MARKS[ids.index(each)] for each in question.ids)
        case EstimateQuestion():
            return f"{question.answer:,.10g}"
        case ExplainQuestion():
            return question.answer or ""
    return question.answer
