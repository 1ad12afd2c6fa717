"""The fault matrix is whole: each row has its tests, on both databases or with the reason why not."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from support.messages import ROOT

ROWS = range(1, 26)
PAGE = ROOT / "docs" / "reliability.md"
DATABASES = {"sqlite", "postgresql"}
BOTH = {"database", "path"}
"""What a test takes that is run on each: the fixture, or what a module makes of it."""


@dataclass(frozen=True)
class Marked:
    """A test with its mark."""

    name: str
    row: int
    reasons: dict[str, str]
    arguments: frozenset[str]
    only: frozenset[str]


@cache
def matrix() -> dict[int, tuple[Marked, ...]]:
    """The tests of each row."""
    found = defaultdict(list)
    for path in (ROOT / "tests").rglob("test_*.py"):
        for each in marked(path):
            found[each.row].append(each)
    return {row: tuple(tests) for row, tests in found.items()}


def marked(path: Path) -> Iterator[Marked]:
    """The tests of a file that show a row."""
    source = path.read_text(encoding="utf-8")
    if "mark.fault" not in source:
        return
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            calls = [each for each in node.decorator_list if isinstance(each, ast.Call)]
            arguments = frozenset(each.arg for each in node.args.args)
            only = [
                each for each in calls if _is(each, "parametrize") and _first(each) == "database"
            ]
            names = frozenset(ast.literal_eval(only[0].args[1])) if only else frozenset()
            for each in calls:
                if _is(each, "fault"):
                    why = {str(word.arg): ast.literal_eval(word.value) for word in each.keywords}
                    yield Marked(node.name, int(str(_first(each))), why, arguments, names)


def _is(call: ast.Call, name: str) -> bool:
    return isinstance(call.func, ast.Attribute) and call.func.attr == name


def _first(call: ast.Call) -> object:
    return ast.literal_eval(call.args[0])


@cache
def table() -> dict[int, str]:
    """The page's rows by their numbers."""
    lines = re.findall(r"^\| (\d+) \|(.*)\|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    return {int(number): line for number, line in lines}


def test_every_row_is_there() -> None:
    assert list(table()) == list(ROWS)
    assert set(matrix()) == set(ROWS)


@pytest.mark.parametrize("row", ROWS)
def test_a_row_names_its_tests(row: int) -> None:
    assert set(re.findall(r"`(test_\w+)`", table()[row])) == {each.name for each in matrix()[row]}


@pytest.mark.parametrize("row", ROWS)
def test_a_row_is_shown_on_both_databases_or_says_why_not(row: int) -> None:
    for each in matrix()[row]:
        if BOTH & each.arguments and not each.only:
            continue
        assert each.reasons, f"{each.name} is run on one database, and says nothing of the other"
        assert set(each.reasons) < DATABASES
        for reason in each.reasons.values():
            assert reason in table()[row], reason
