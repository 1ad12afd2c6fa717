"""What an evening is made of: tasks, and the time for them (promise 3.4)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from bot.domain import policy
from bot.domain.roadmap.model import TemplateRow, Topic

Activity = Literal["learn", "practise", "project", "review"]


class TaskKind(StrEnum):
    """What is done: a topic read and tried, its exercise, a slice built or tested, notes read."""

    TOPIC = "topic"
    EXERCISE = "exercise"
    SLICE = "slice"
    TEST = "test"
    NOTES = "notes"


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do in a sitting of `minutes`: number `sitting` of `sittings`.

    `item` is the topic's id or the slice's key.
    """

    kind: TaskKind
    item: str
    minutes: int
    sitting: int = 1
    sittings: int = 1

    @property
    def key(self) -> str:
        """What it is remembered by."""
        return (
            self.item
            if self.kind in {TaskKind.TOPIC, TaskKind.SLICE}
            else f"{self.kind}:{self.item}"
        )

    @property
    def is_last_sitting(self) -> bool:
        """Whether it may be finished with this sitting."""
        return self.sitting >= self.sittings


@dataclass(frozen=True, slots=True)
class StudyDay:
    """The time of a study day: it takes `row`, and `spent` of its minutes are used already.

    `ahead` holds the rows of the study days that are left for the roadmap week after it, `sitting`
    is how many minutes a day of learning has.
    """

    row: TemplateRow
    ahead: Sequence[TemplateRow] = ()
    sitting: int = policy.SITTING_MINUTES
    spent: int = 0


def sittings_of(topic: Topic, sitting: int) -> int:
    """On how many days a topic is worked at: as its file says, else as its minutes ask for."""
    return topic.days or math.ceil(topic.minutes / sitting)


def in_fives(minutes: int, parts: int) -> int:
    """One of equal parts, rounded up to five minutes."""
    return math.ceil(minutes / parts / 5) * 5
