"""What learners decide about a roadmap, and what they mark without studying (promises 3.7, 3.8)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

OPTIONAL: Final = "(optional)"
CONTENT: Final = "(content)"
OFFERED: Final = "(offered)"
"""Decisions that are no fork: no fork of a roadmap can be called so. Optional topics are trimmed or
kept; this content is the learner's from then on; this update was shown once."""

TRIMMED: Final = "trimmed"
KEPT: Final = "kept"


@dataclass(frozen=True, slots=True)
class Choice:
    """At the fork `branch` it is `option` from then on; the latest one counts (promise 3.7)."""

    branch: str
    option: str
    made_at: datetime
    made_on: date


@dataclass(frozen=True, slots=True)
class Mark:
    """A line of a checklist is fulfilled, or a topic was met before. It credits no study day.

    `item` is `list/line` for a checklist and `met/topic` for a topic.
    """

    id: int
    roadmap: str
    item: str
    made_at: datetime


def met(topic: str) -> str:
    """The item of a topic that was learnt in another roadmap."""
    return f"met/{topic}"


def listed(checklist: str, item: str) -> str:
    """The item of one line of a checklist."""
    return f"list/{checklist}/{item}"
