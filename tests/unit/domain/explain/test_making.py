"""From code to three questions: refused in one line, bounded, the same each time (13.1, 13.2)."""

import random
import sysconfig
import time
from collections import Counter
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from bot.domain.explain.found import CodeQuestion
from bot.domain.explain.making import made_of, read_code, shuffled
from bot.domain.explain.plain import PLAIN
from bot.domain.explain.telling import TELLING
from bot.errors import CoachError
from support.judging.source import Source
from support.judging.verdicts import verdicts

TODAY = date(2026, 3, 2)
GOOD = Path(__file__).read_text()

REFUSED = {
    "def f(:": "I can't read that as Python",
    "Hello, this is no code": "I can't read that as Python",
    "x = 1": "That is too short for three questions",
    "a\0b = 1": "I can't read that as Python",
    "(" * 90_000: "I can't read that as Python",
    "-" * 90_000 + "1": "That is nested too deeply",
    "a" + ".b" * 49_000: "That is nested too deeply",
    "x\n" * 100_000: "That is more code than I can look at",
    "x = '" + "a" * 200_000 + "'": "That is more code than I can look at",
    "def f(" + ",".join(f"a{n}=None" for n in range(9000)) + "): pass": "That is too short",
    "def f(x=[" + "1," * 45_000 + "]): pass\ndef g(): pass\ndef h(): pass": "That is too short",
    "\n".join(f"def f{n}(a=1): return a" for n in range(4000)): "",
}


def test_what_cannot_be_asked_about_is_refused_in_one_line_and_soon() -> None:
    for code, told in REFUSED.items():
        before = time.process_time()
        assert said(code).startswith(told)
        assert time.process_time() - before < 3, code[:30]


def said(code: str) -> str:
    """Why it is refused; empty where it is not."""
    try:
        made_of(read_code(code), TODAY)
    except CoachError as refused:
        return refused.template
    return ""


FUNCTION = "def f(a):\n    return a"
PASTED = {
    f"```python\n{FUNCTION}\n```": 1,
    f"Here it is:\n```\r\n{FUNCTION}\n\n{FUNCTION}\n``` I like it": 2,
    f"```py\n{FUNCTION}": 1,
    "```def f(a): return a```": 1,
    "    def f(a):\n        return a\n\n    def g(a):\n        return a": 2,
    "def f(a):\n        return a\n\n    def g(a):\n        return a": 2,
    f'"""\n```\nno code\n```\n"""\n{FUNCTION}': 1,
}


@pytest.mark.parametrize("text", PASTED)
def test_code_is_found_in_what_a_chat_makes_of_it(text: str) -> None:
    assert len(read_code(text).scopes) == PASTED[text]


def test_a_mistake_is_told_by_the_line_of_the_code() -> None:
    for text, line in (("def f(a):\n    return a\ndef g(:", 3), ("```\nx = 1\ndef g(:\n```", 2)):
        with pytest.raises(CoachError) as refused:
            read_code(text)
        assert refused.value.values["line"] == line


def test_the_same_code_and_day_have_the_same_questions() -> None:
    first = made_of(read_code(GOOD), TODAY)
    assert first == made_of(read_code(GOOD), TODAY)
    options, right = shuffled(first[0], TODAY)
    assert options[right] == first[0].options[0]
    assert (options, right) == shuffled(first[0], TODAY)


def files(count: int) -> list[Path]:
    """Files of the standard library and of an installed package, always the same."""
    library = Path(sysconfig.get_paths()["stdlib"])
    packages = Path(sysconfig.get_paths()["purelib"])
    found = sorted(
        [
            *library.glob("*.py"),
            *(packages / "sqlalchemy").rglob("*.py"),
            *(packages / "pydantic").rglob("*.py"),
        ]
    )
    random.Random(7).shuffle(found)
    return found[:count]


def tried(paths: list[Path]) -> tuple[int, int]:
    """How many of some files with three functions or more give questions, and how many there are."""
    asked = whole = 0
    for path in paths:
        text = path.read_text("utf-8", "replace")
        try:
            module = read_code(text)
        except CoachError:
            continue
        if len(module.scopes) < 3:
            continue
        whole += 1
        try:
            questions = made_of(module, TODAY)
        except CoachError:
            continue
        asked += 1
        assert len(questions) == 3
        source = Source(module.text, path)
        for question in questions:
            assert len({*question.options}) == len(question.options) >= 3
            check(question, source)
    return asked, whole


def check(question: CodeQuestion, source: Source) -> None:
    """The right option is right and no other is, by a judge that knows nothing of how it was made."""
    said = verdicts(question, source)
    assert said == [True, *[False] * (len(said) - 1)], (source.path, question, said)


def test_most_files_give_three_questions_with_one_right_key() -> None:
    asked, whole = tried(files(12))
    assert whole >= 8
    assert asked >= 0.8 * whole


@pytest.mark.soak
def test_whatever_could_be_asked_has_one_right_key() -> None:
    """Every question of every kind on every function, not only the three that are asked."""
    judged = Counter[str]()
    for path in files(25):
        try:
            module = read_code(path.read_text("utf-8", "replace"))
        except CoachError:
            continue
        source = Source(module.text, path)
        for kind, scope in product((*TELLING, *PLAIN), module.scopes):
            for question in kind(scope):
                check(question, source)
                judged[question.kind] += 1
    assert judged.total() > 1500
    assert len(judged) >= 12


@pytest.mark.soak
def test_of_two_hundred_files_nearly_all_give_three_questions() -> None:
    asked, whole = tried(files(200))
    assert asked >= 0.95 * whole
