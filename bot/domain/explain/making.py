"""From code to three questions: the same for the same code and day (promise 13.1)."""

import ast
import re
import textwrap
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from hashlib import sha256
from itertools import chain
from typing import Final

from bot.domain.explain.found import CodeQuestion
from bot.domain.explain.kinds import Kind
from bot.domain.explain.plain import PLAIN
from bot.domain.explain.scope import CodeScope, Module
from bot.domain.explain.telling import TELLING
from bot.errors import CoachError

_FENCED: Final = re.compile(r"(?s)```(?:[\w+.-]*[^\S\n]*\n)?(.*?)(?:```|\Z)")
"""Code as it is pasted into a chat, between marks that make it look like code."""

BYTES_MOST: Final = 100 * 1024
LINES_MOST: Final = 5_000
FUNCTIONS_MOST: Final = 40
"""Of a longer file, so many functions are looked at: which ones depends on code and day."""

PARAMETERS_MOST: Final = 50

QUESTIONS: Final = 3
TELLING_MOST: Final = 2
"""So many of the three may be about what surprises people."""


def read_code(text: str) -> Module:
    """The code as a tree. Raises CoachError, in one line, for what is none."""
    if len(text.encode("utf-8", "replace")) > BYTES_MOST or text.count("\n") > LINES_MOST:
        raise CoachError(
            "That is more code than I can look at: up to {kilobytes} kB and {lines} lines. One file of it is plenty.",
            kilobytes=BYTES_MOST // 1024,
            lines=LINES_MOST,
        )
    code = textwrap.dedent(text.replace("\r\n", "\n")).strip("\n")
    try:
        return _parsed(code)
    except SyntaxError as broken:
        if fenced := _FENCED.search(code):
            return read_code(fenced[1])
        with suppress(SyntaxError):
            return _parsed(_indented(code))
        raise CoachError(
            "I can't read that as Python: line {line}. Does it run for you?",
            line=broken.lineno or 1,
        ) from None
    except (ValueError, RecursionError, MemoryError):
        raise CoachError(
            "That is nested too deeply for me. Try a smaller piece of it, from line {line} on.",
            line=1,
        ) from None


def _parsed(code: str) -> Module:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return Module(ast.parse(code), code)


def _indented(code: str) -> str:
    """Code of which a copy has lost the spaces before its first line."""
    first, _, rest = code.partition("\n")
    lost = min(
        (len(each) - len(each.lstrip()) for each in rest.split("\n") if each.strip()), default=0
    )
    return textwrap.dedent(f"{' ' * lost}{first}\n{rest}")


def made_of(module: Module, day: date) -> tuple[CodeQuestion, ...]:
    """Three questions on the code. Raises CoachError where it is too short for three."""
    seed = sha256(f"{day.isoformat()}\n{module.text}".encode("utf-8", "replace")).hexdigest()
    told_apart = [each for each in module.scopes if len(each.parameters) <= PARAMETERS_MOST]
    scopes = sorted(told_apart, key=lambda each: _lot(seed, each.name, each.node.lineno))
    found = _chosen(seed, scopes[:FUNCTIONS_MOST])
    if len(found) < QUESTIONS:
        raise CoachError(
            "That is too short for three questions. Give me a file with a few functions in it."
        )
    return tuple(found)


def _chosen(seed: str, scopes: Sequence[CodeScope]) -> list[CodeQuestion]:
    """Each of another kind, and as far as can be about another line."""
    found: list[CodeQuestion] = []
    for kinds, most in ((TELLING, TELLING_MOST), (PLAIN, QUESTIONS)):
        for question in _of_each(seed, kinds, scopes):
            if len(found) >= most:
                break
            if all(question.line != other.line for other in found):
                found.append(question)
    again = _of_each(seed, (*TELLING, *PLAIN), scopes)
    for question in again if len(found) < QUESTIONS else ():
        if question not in found and len(found) < QUESTIONS:
            found.append(question)
    return found


def _of_each(
    seed: str, kinds: Iterable[Kind], scopes: Sequence[CodeScope]
) -> Iterator[CodeQuestion]:
    """The first question of each kind, then what is left."""
    by_lot = sorted(kinds, key=lambda each: _lot(seed, each.__name__, 0))
    later: list[Iterator[CodeQuestion]] = []
    for kind in by_lot:
        questions: Iterator[CodeQuestion] = chain.from_iterable(map(kind, scopes))
        yield from _next(questions)
        later.append(questions)
    for questions in later:
        yield from _next(questions)


def _next(questions: Iterator[CodeQuestion]) -> Iterator[CodeQuestion]:
    first = next(questions, None)
    if first is not None:
        yield first


def shuffled(question: CodeQuestion, day: date) -> tuple[tuple[str, ...], int]:
    """The options as they are shown, and the place of the right one."""
    seed = f"{day.isoformat()} {question.kind} {question.line}"
    options = sorted(question.options, key=lambda each: _lot(seed, each, 0))
    return tuple(options), options.index(question.options[0])


def _lot(seed: str, name: str, line: int) -> bytes:
    return sha256(f"{seed} {name} {line}".encode("utf-8", "replace")).digest()
