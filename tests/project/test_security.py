"""The threat model names tests: each of them is there."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "security.md"
NAMED = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")


def names_in(path: Path) -> set[str]:
    """The names of a file's tests."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = (
        each for each in tree.body if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    return {each.name for each in functions if each.name.startswith("test_")}


def test_each_named_test_is_there() -> None:
    named = NAMED.findall(PAGE.read_text(encoding="utf-8"))
    assert len(named) > 30
    for file, test in named:
        found = names_in(ROOT / file)
        assert found, file
        assert not test or test in found, f"{file}::{test}"


def test_each_row_names_one() -> None:
    _, _, rows = PAGE.read_text(encoding="utf-8").partition("| they try to |")
    rows = rows.partition("\n## ")[0]
    bare = [row for row in rows.splitlines()[2:] if row.startswith("|") and not NAMED.search(row)]
    assert bare == []
