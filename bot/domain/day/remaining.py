"""What is left of topics and slices, in minutes and in sittings (promise 3.4d)."""

import math
from dataclasses import dataclass, field

from bot.domain import policy
from bot.domain.day.progress import Progress
from bot.domain.day.tasks import Sitting, Task, TaskKind
from bot.domain.day.week import Piece, Week
from bot.domain.roadmap.model import Topic


@dataclass(frozen=True, slots=True)
class Remaining:
    """What a learner has still to do of each topic and slice; `sitting` is a day of learning."""

    progress: Progress
    sitting: Sitting
    _known: dict[str, int] = field(default_factory=dict)

    def of_topic(self, topic: Topic) -> int:
        """The minutes that are left of a topic; 0 where it is ticked or worked through."""
        left = self._known.get(topic.id)
        if left is None:
            left = self._left(topic.id, topic.work, self.sitting.minutes_of(topic))
            self._known[topic.id] = left
        return left

    def of_piece(self, piece: Piece) -> int:
        """The minutes that are left of a slice."""
        left = self._known.get(piece.key)
        if left is None:
            left = self._left(piece.key, piece.slice.minutes, piece.slice.minutes)
            self._known[piece.key] = left
        return left

    def is_new(self, topic: Topic) -> bool:
        """Whether a topic has sittings left."""
        return self.of_topic(topic) > 0

    def topic_task(self, topic: Topic, most: int) -> Task:
        """The next sitting of a topic, of at most so many minutes."""
        each = self.sitting.minutes_of(topic)
        return self._task(TaskKind.TOPIC, topic.id, self.of_topic(topic), each, most)

    def piece_task(self, piece: Piece, most: int) -> Task:
        """The next sitting of a slice, of at most so many minutes."""
        minutes = piece.slice.minutes
        return self._task(TaskKind.SLICE, piece.key, self.of_piece(piece), minutes, most)

    def _left(self, key: str, whole: int, each: int) -> int:
        """What is left of a whole that is worked at in sittings of `each` minutes."""
        progress = self.progress
        if key in progress.ticked:
            return 0
        left = whole + each * progress.more.get(key, 0) - progress.minutes.get(key, 0)
        return left if left > each * policy.REMNANT_SHARE else 0

    def _task(self, kind: TaskKind, key: str, left: int, each: int, most: int) -> Task:
        """One sitting of what is left; of a thing that is done with, its last one once more."""
        whole = left if each < left <= each * policy.STRETCH else each
        minutes = min(left or each, whole, most)
        if minutes > policy.TASK_LEAST:
            minutes -= minutes % 5
        after = max(left - minutes, 0)
        if after <= each * policy.REMNANT_SHARE:
            after = 0
        each = min(each, max(self.sitting.minutes, most))
        sat = self.progress.sat.get(key, 0)
        sitting = sat + 1 if left or not sat else sat
        return Task(kind, key, minutes, sitting, sitting + math.ceil(after / each))

    def is_worked_through(self, week: Week) -> bool:
        """Whether a week has nothing left: all is ticked, or worked at and tried.

        What is optional need not be.
        """
        return not (
            any(map(self.is_new, week.required))
            or any(self.is_untried(t) for t in week.required if t.id not in self.progress.ticked)
            or any(map(self.of_piece, week.pieces))
        )

    def is_untried(self, topic: Topic) -> bool:
        """Whether a topic has an exercise that was not done; a tick says that it was."""
        key = Task(TaskKind.EXERCISE, topic.id, 0).key
        return bool(topic.exercise) and not self.progress.sat.get(key)
