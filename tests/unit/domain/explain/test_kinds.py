"""Each kind of question on code that shows it, and on code that only looks like it (13.1)."""

from pathlib import Path

import pytest

from bot.domain.explain.found import CodeQuestion
from bot.domain.explain.making import read_code
from bot.domain.explain.plain import PLAIN
from bot.domain.explain.telling import TELLING
from support.judging.source import Source
from support.judging.verdicts import JUDGES, verdicts
from support.messages import extracted

ERRORS = "def other(): raise KeyError\ndef more():\n    try: x = 1\n    except OSError: y = 2\n"

CASES = {
    "shared": ("def f(item, basket=[]): basket.append(item)", "The same object as the first call"),
    "unreachable": ("def f(a):\n    b = a\n    c = b\n    return c\n    d = 4", "d = 4"),
    "blocking": (
        "async def f(c):\n    time.sleep(1)\n    a = await c.get()\n    b = await a.text()",
        "time.sleep(1)",
    ),
    "late": ("def f(xs):\n    for i in xs:\n        fs.append(lambda: i)", "In all of them what it was last"),
    "changed": ("def f(xs):\n    xs.append(1)", "The caller, too: it is the same object"),
    "generator": ("def f():\n    yield 1", "It makes a generator; no line of it runs"),
    "coroutine": ("async def f(): return 1", "It makes a coroutine; no line of it runs"),
    "falls-off": ("def f(a, b):\n    if a: return a + b\n    print(b)", "None"),
    "last": (
        "def f(a):\n    try:\n        b = a.read()\n        c = b\n    finally:\n        a.close()",
        "a.close()",
    ),
    "raises": ("def f(): raise ValueError('x')\n" + ERRORS, "ValueError"),
    "caught": ("def f():\n    try: x = 1\n    except ValueError: y = 2\ndef g(): raise KeyError\n" + ERRORS, "ValueError"),
    "default": ("def f(a=3): return a + 1 + 2", "3"),
    "star": ("def f(*names): return names", "A tuple"),
    "outside": ("def f(a, b):\n    c = a\n    return helper(c, b)", "helper"),
    "binds": ("def f(a):\n    c = one(two(a))\n    return c", "c"),
    "calls": ("def f(): return helper()\ndef helper(): pass\ndef other(): pass\ndef third(): pass", "helper"),
    "attribute": (
        "class C:\n    def f(self): return self.a\n    def g(self): return self.b + self.c",
        "a",
    ),
    "parameter": ("def f(name):\n    a = b(c)\n    return a", "name"),
}  # fmt: skip

NOT = {
    "shared": "def f(item, basket=()): return basket",
    "unreachable": "def f(a):\n    b = a\n    c = b\n    if a:\n        return c\n    d = 4",
    "blocking": "async def f(c):\n    await asyncio.sleep(1)\n    a = await c.get()\n    b = await a.text()",
    "late": "def f(xs):\n    for i in xs:\n        fs.append(lambda i=i: i)",
    "changed": "def f(table):\n    query = table.update()\n    return query",
    "generator": "@contextmanager\ndef f():\n    yield 1",
    "coroutine": "async def f():\n    yield 1",
    "falls-off": "def f(a, b):\n    if a: return a + b\n    raise ValueError(b)",
    "last": "def f(a):\n    try:\n        b = a.read()\n    finally:\n        b = a.read()",
    "raises": "def f(): raise\n" + ERRORS,
    "caught": "def f():\n    try: x = 1\n    except Exception: y = 2\n" + ERRORS,
    "default": "def f(a=True): return 1 + 1.0",
    "star": "def f(names): return names",
    "outside": "def f(a, b):\n    c = len(a)\n    return c",
    "binds": "def f(a):\n    return [x for x in a]",
    "calls": "def f(): return g.helper()\ndef other(): pass",
    "attribute": "def f(this): return this.a",
    "parameter": "def f():\n    a = b(c)\n    return a",
}


def asked(kind: str, code: str) -> list[CodeQuestion]:
    found = (
        x for each in (*TELLING, *PLAIN) for scope in read_code(code).scopes for x in each(scope)
    )
    return [each for each in found if each.kind == kind]


@pytest.mark.parametrize("kind", CASES)
def test_a_kind_asks_where_it_is_certain_and_nowhere_else(kind: str) -> None:
    code, right = CASES[kind]
    question = asked(kind, code)[0]
    assert question.options[0] == right
    assert len({*question.options}) == len(question.options) >= 3
    said = verdicts(question, Source(code, Path(kind)))
    assert said == [True, *[False] * (len(said) - 1)]
    told = (question.ask + question.why).format(**question.values)
    assert "{" not in told
    assert all(
        question.options[0] != each.options[0]
        for each in asked(kind, NOT[kind])
        if kind != "raises"
    )
    assert asked(kind, NOT[kind]) == [] or kind in {"raises", "caught", "parameter"}


DERIVED = """
class Mine(FileNotFoundError): pass
class Other(LookupError): pass
def f():
    try: x = 1
    except (IOError,): y = 2
def g(): raise Mine
def h(): raise FileNotFoundError
def i(): raise OSError
def j(): raise Other
def k(): raise ValueError
"""


def test_what_is_caught_with_its_kind_is_no_wrong_answer() -> None:
    (question,) = asked("caught", DERIVED)
    assert question.options == ("IOError", "Other", "ValueError")
    assert asked("caught", DERIVED.replace("IOError,", "IOError, wave.Error")) == []


def test_every_word_of_a_question_is_found_by_who_translates() -> None:
    known = {message for message, _ in extracted()}
    for kind, (code, _) in CASES.items():
        question = asked(kind, code)[0]
        assert {question.ask, question.why} <= known, kind
        assert not question.worded or {*question.options} <= known, kind


def test_there_are_ten_kinds_or_more() -> None:
    assert len(CASES) == len(TELLING) + len(PLAIN) >= 10
    assert CASES.keys() == JUDGES.keys(), "each has a judge"
