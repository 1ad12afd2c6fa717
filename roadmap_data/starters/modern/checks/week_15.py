"""Week 15: each generated line explained; three of its mistakes have tests.

docs/ai.md names the three tests under the heading Mistakes, and says `draft:` with the commit of
the first draft, on which they are red. A line each has a figure with assistance, then one without:
minutes, lines, surviving mutants. `explained:` is how many generated lines you can explain.
"""

import re

from pages import label, number, numbers, sections
from proof import NotYetError, must, run, text
from suite import copy, ran

PAGE = "docs/ai.md"
LEAST = 3


def check() -> str:
    names = set(re.findall(r"\btest_\w+", sections(PAGE, "Mistakes", least=LEAST)["Mistakes"]))
    if len(names) < LEAST:
        raise NotYetError(f"{PAGE} names {len(names)} of {LEAST} tests under Mistakes: add them")
    (minutes, alone), (lines, _), (mutants, fewer) = (
        numbers(PAGE, each, 2) for each in ("minutes", "lines", "surviving mutants")
    )
    if (explained := number(PAGE, "explained")) < lines:
        raise NotYetError(f"{explained:g} of {lines:g} generated lines explained: do the rest")
    _on_the_draft(names)
    compared = f"{minutes:g} min and {mutants:g} mutants with, {alone:g} and {fewer:g} without"
    return f"{explained:g} of {lines:g} lines explained, {len(names)} mistakes tested; {compared}"


def _on_the_draft(names: set[str]) -> None:
    """The tests are green now, and red on the draft's own code."""
    draft = re.search(r"\b[0-9a-f]{7,40}\b", label(text(PAGE), "draft"))
    if draft is None:
        raise NotYetError(f"{PAGE} has no line `draft:` with a commit: name the first draft's")
    with copy() as clone:
        for source, red in (("HEAD", False), (draft[0], True)):
            must(["git", "checkout", "--quiet", source, "--", "src"], clone)
            found = ran(" or ".join(sorted(names)), clone)
            passed = {each.name.partition("[")[0]: each.passed for each in reversed(found)}
            for name in sorted(names):
                if passed.get(name, red) is red:
                    word = "red on the draft" if red else "green"
                    raise NotYetError(f"{name} is not {word}: make it so, and commit it")


if __name__ == "__main__":
    run(15, check)
