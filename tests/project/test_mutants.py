"""The mistakes that `make mutants` plants still find their places in the code."""

import importlib.util
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_each_snippet_stands_in_its_file_exactly_once() -> None:
    spec = importlib.util.spec_from_file_location("mutants", ROOT / "scripts" / "mutants.py")
    assert spec is not None
    assert spec.loader is not None
    mutants = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(mutants)
    assert len(mutants.ALL) >= 85
    lost = [
        (each.rule, each.file)
        for each in mutants.ALL
        if (ROOT / each.file).read_text("utf-8").count(each.right) != 1
    ]
    assert lost == []
