"""Week 16: a page on load, limits, cost, rejected options; a 10-minute talk.

docs/design.md has the headings Load, Limits and Cost, each with a number, and Rejected options, a
list. docs/talk.md has the headings Outline and What I heard, and a line `minutes:`.
"""

import re

from pages import items, number, sections
from proof import NotYetError, run, text

DESIGN, TALK = "docs/design.md", "docs/talk.md"
WORDS_MOST = 900
REJECTED = 3
MINUTES = (9, 11)


def check() -> str:
    design = sections(DESIGN, "Load", "Limits", "Cost", "Rejected options")
    for each in ("Load", "Limits", "Cost"):
        if not re.search(r"\d", design[each]):
            raise NotYetError(f"{DESIGN} has no number under {each}: estimate one")
    if len(items(design["Rejected options"])) < REJECTED:
        raise NotYetError(f"{DESIGN} lists under {REJECTED} rejected options: what did you leave?")
    if (words := len(text(DESIGN).split())) > WORDS_MOST:
        raise NotYetError(f"{DESIGN} has {words} words: a page has {WORDS_MOST} at most")
    sections(TALK, "Outline", "What I heard")
    minutes = number(TALK, "minutes")
    if not MINUTES[0] <= minutes <= MINUTES[-1]:
        raise NotYetError(f"the talk took {minutes:g} min: make it ten")
    return f"design in {words} words, {minutes:g} minutes of talk"


if __name__ == "__main__":
    run(16, check)
