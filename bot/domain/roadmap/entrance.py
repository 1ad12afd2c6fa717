"""Whether a roadmap is for somebody now: by what they have met, and by its entry test (12.6).

Both advise, and neither bars anything.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from bot.domain import policy


@dataclass(frozen=True, slots=True)
class ConceptsMet:
    """How much of what a roadmap builds on somebody has met, in concepts."""

    met: int
    all: int

    @property
    def is_enough(self) -> bool:
        """Whether the roadmap can be recommended by that alone."""
        return self.met >= self.all * policy.ENTRY_MET


def concepts_met(builds_on: Collection[str], known: Collection[str]) -> ConceptsMet:
    """How much of what a roadmap builds on is known."""
    wanted = {*builds_on}
    return ConceptsMet(len(wanted.intersection(known)), len(wanted))


class EntryAdvice(StrEnum):
    """What an entry test ends with."""

    GO = "go"
    LOOK_FIRST = "look first"
    """Go, and look at what was wrong before."""
    WALK_FIRST = "walk first"
    """Rather walk another roadmap to where this one begins."""


def advice(right: int, asked: int) -> EntryAdvice:
    """What to do after so many right answers of so many, of which there is at least one."""
    if right >= asked:
        return EntryAdvice.GO
    if right >= asked * policy.ENTRY_RIGHT:
        return EntryAdvice.LOOK_FIRST
    return EntryAdvice.WALK_FIRST
