"""How the code is laid out: one name for one thing, no file that ran over, tests beside what they test."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.code import all_nodes
from support.messages import PACKAGES, ROOT

UNIT = ROOT / "tests" / "unit"


def modules() -> Iterator[Path]:
    """All our modules but the migrations, which Alembic names and nobody imports."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if "versions" not in path.parts:
                yield path.relative_to(ROOT)


def package_of(folder: Path) -> Path:
    """The package whose tests a folder below `tests/unit` holds."""
    first, *_ = folder.parts or ("",)
    return folder if first in PACKAGES else Path("bot") / folder


def test_no_public_class_name_stands_twice() -> None:
    found = defaultdict(list)
    for path, nodes in all_nodes():
        for node in nodes:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found[node.name].append(f"{path}:{node.lineno}")
    assert len(found) > 100
    assert {name: places for name, places in found.items() if len(places) > 1} == {}


def test_every_module_is_under_300_lines() -> None:
    lengths = {str(path): (ROOT / path).read_text("utf-8").count("\n") for path in modules()}
    assert {path: lines for path, lines in lengths.items() if lines >= 300} == {}


def test_no_file_is_what_ran_over_from_the_one_beside_it() -> None:
    """`rules.py` and `rules_weeks.py`: a file is named after its subject, or is a package."""
    names = {path.with_suffix("").as_posix() for path in modules()}
    over = [
        name for name in names for at, sign in enumerate(name) if sign == "_" if name[:at] in names
    ]
    assert over == []


@pytest.mark.parametrize("test", sorted(UNIT.rglob("test_*.py")), ids=lambda path: path.stem)
def test_unit_tests_mirror_the_packages(test: Path) -> None:
    """`tests/unit/domain/streak/test_fold_properties.py` tests `bot/domain/streak/fold.py`."""
    package = ROOT / package_of(test.parent.relative_to(UNIT))
    assert (package / "__init__.py").is_file(), f"there is no package {package.relative_to(ROOT)}"
    subjects = [path.stem for path in package.iterdir() if path.stem != "__init__"]
    wanted = test.stem.removeprefix("test_")
    assert any(wanted == each or wanted.startswith(f"{each}_") for each in subjects), subjects
