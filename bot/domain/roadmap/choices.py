"""What learners decide about a roadmap, and what they mark without studying (promises 3.7, 3.8)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from bot.domain.roadmap.model import Roadmap

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
    """Something said about a roadmap that credits no study day: `item` tells what.

    Each function below makes the item of one kind.
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


def still(day: date, key: str) -> str:
    """The item of a task that needs another sitting, said on `day` (promise 3.4b)."""
    return f"still/{day.isoformat()}/{key}"


def stuck(key: str) -> str:
    """The item of a task that the learner is stuck at, until it is ticked (promise 3.4b)."""
    return f"stuck/{key}"


def brought(topic: str) -> str:
    """The item of a topic that comes along into the weeks after its own (promise 3.4b)."""
    return f"brought/{topic}"


def left(topic: str) -> str:
    """The item of a topic that stays behind on purpose (promise 3.4b)."""
    return f"left/{topic}"


def done_when(week: int, *, answer: bool) -> str:
    """The item of an answer to whether a week is done as its step says (promise 3.4e)."""
    return f"done-when/{week}/{'yes' if answer else 'not-yet'}"


def picked(week: int, topic: str) -> str:
    """The item of a topic that was chosen from a menu for a week (promise 3.7)."""
    return f"pick/{week}/{topic}"


def picks(items: Iterable[str]) -> dict[int, list[str]]:
    """The topics chosen for each week, in the order of choosing."""
    chosen: dict[int, list[str]] = {}
    for item in named("pick/", items):
        week, _, topic = item.partition("/")
        chosen.setdefault(int(week), []).append(topic)
    return chosen


def gate(step: str, question: str, *, answer: bool) -> str:
    """The item of an answer to a question at the gate behind a step (promise 3.7)."""
    return f"gate/{step}/{question}/{'yes' if answer else 'not-yet'}"


def lane_of(day: date, step: str) -> str:
    """The item of an evening that goes to a step beside the main one (promise 3.7)."""
    return f"lane/{day.isoformat()}/{step}"


def named(prefix: str, items: Iterable[str]) -> list[str]:
    """What the items of one kind name: `named(stuck(""), items)`, in their order."""
    return [item.removeprefix(prefix) for item in items if item.startswith(prefix)]


def walked(content: Roadmap, taken: Mapping[str, str]) -> Roadmap:
    """A content with its forks as taken; a choice that an update took away is left out."""
    offered = {(fork.id, option.id) for fork in content.branches for option in fork.options}
    return content.chosen(dict(offered.intersection(taken.items())))
