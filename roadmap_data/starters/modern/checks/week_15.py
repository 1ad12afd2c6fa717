"""Week 15: each generated line explained; three of its mistakes have tests.

docs/assistance.md has the headings What it may touch, Its mistakes and Compared; each mistake is
an item of a list that names its test. docs/numbers.toml has [with_assistance] minutes, lines,
explained and mutants_survived, and [without_assistance] minutes, lines and mutants_survived.
"""

import re

from figures import counted, number
from pages import items, sections
from proof import ROOT, NotYetError, run

LEAST = 3
PAGE = "docs/assistance.md"


def check() -> str:
    mistakes = sections(PAGE, "What it may touch", "Its mistakes", "Compared")["Its mistakes"]
    tests = "\n".join(each.read_text("utf-8") for each in (ROOT / "tests").rglob("*.py"))
    there = set(re.findall(r"^\s*(?:async )?def (test_\w+)", tests, re.MULTILINE))
    named = {name for each in items(mistakes) for name in re.findall(r"\btest_\w+", each)}
    if gone := sorted(named - there):
        raise NotYetError(f"{PAGE} names {gone[0]}, which is not in tests/: write it")
    if len(named) < LEAST:
        raise NotYetError(f"{PAGE} names {len(named)} of {LEAST} tests for its mistakes: add them")
    lines, explained = counted("with_assistance", "lines"), counted("with_assistance", "explained")
    if not lines or explained < lines:
        raise NotYetError(f"{explained} of {lines} generated lines are explained: explain the rest")
    return f"{explained} of {lines} lines explained, {len(named)} mistakes tested; {_compared()}"


def _compared() -> str:
    """`minutes 90 to 140, surviving mutants 4 to 2`: with it, then without."""
    ways = ("with_assistance", "without_assistance")
    for each in ways:
        number(each, "lines")
    with_it, without = (number(each, "minutes") for each in ways)
    survived, fewer = (counted(each, "mutants_survived") for each in ways)
    return f"{with_it:g} min and {survived} mutants with, {without:g} and {fewer} without"


if __name__ == "__main__":
    run(15, check)
