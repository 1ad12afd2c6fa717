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
    """What is done: a topic read and tried, its exercise, a slice built or tested, notes read,
    questions recalled."""

    TOPIC = "topic"
    EXERCISE = "exercise"
    SLICE = "slice"
    TEST = "test"
    NOTES = "notes"
    RECALL = "recall"


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
class Sitting:
    """A day of learning in minutes: at the learner's pace, and at the one days are printed for."""

    minutes: int = policy.SITTING_MINUTES
    printed: int = policy.SITTING_MINUTES

    def count(self, topic: Topic) -> int:
        """On how many days a topic is worked at.

        As its file says, more or fewer where the days of the pace are shorter or longer; else as
        its minutes ask for.
        """
        least = self.parts(topic.work)
        if topic.days is None:
            return least
        return max(least, int(topic.days * self.printed / self.minutes + 0.5))

    def parts(self, minutes: int) -> int:
        """In how many sittings so many minutes are worked off, where no day is printed for them."""
        return math.ceil(minutes / self.minutes)


@dataclass(frozen=True, slots=True)
class StudyDay:
    """The time of a study day: it takes `row`, and `spent` of its minutes are used already.

    `ahead` holds the rows of the study days that are left for the roadmap week after it. `recall`
    are the tasks with which a review begins.
    """

    row: TemplateRow
    ahead: Sequence[TemplateRow] = ()
    sitting: Sitting = Sitting()
    spent: int = 0
    recall: Sequence[Task] = ()

    @property
    def learning_ahead(self) -> int:
        """What the days ahead have for new topics without being bent."""
        return sum(map(_for_learning, self.ahead))

    @property
    def room_ahead(self) -> int:
        """What they have for topics and slices."""
        return sum(map(_for_all, self.ahead))


def _for_learning(row: TemplateRow) -> int:
    """All of learning, half of building."""
    return {"learn": row.minutes, "project": row.minutes // 2}.get(row.activity, 0)


def _for_all(row: TemplateRow) -> int:
    """A review keeps some for itself."""
    return row.minutes - policy.REVIEW_MINUTES * (row.activity == "review")


def recall_tasks(waiting: int, shaky: Sequence[Topic]) -> tuple[Task, ...]:
    """What a review begins with: so many questions, and the first of the topics that do not hold."""
    minutes = max(policy.TASK_LEAST, waiting * policy.RECALL_MINUTES_EACH)
    questions = [Task(TaskKind.RECALL, "due", minutes)] if waiting else []
    again = [Task(TaskKind.EXERCISE, each.id, policy.SHAKY_MINUTES) for each in shaky[:1]]
    return (*questions, *again)


def in_fives(minutes: int, parts: int) -> int:
    """One of equal parts, rounded up to five minutes."""
    return math.ceil(minutes / parts / 5) * 5


def exercise_minutes(topic: Topic) -> int:
    """How long the exercise of a topic takes: half a sitting of it, within bounds."""
    return min(max(in_fives(topic.minutes, 2), policy.EXERCISE_LEAST), policy.EXERCISE_MOST)
