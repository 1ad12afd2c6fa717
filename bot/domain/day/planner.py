"""How an evening is filled, task by task (promise 3.4c to e)."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.domain import policy
from bot.domain.day.progress import Progress
from bot.domain.day.tasks import Activity, StudyDay, Task, TaskKind, in_fives, sittings_of
from bot.domain.day.week import Piece, Week
from bot.domain.roadmap.model import Topic


class Planner:
    """Fills one evening, task by task, as long as there is room."""

    def __init__(self, day: StudyDay, week: Week, progress: Progress) -> None:
        self._row = day.row
        self._ahead = day.ahead
        self._sitting = day.sitting
        self._week = week
        self._progress = progress
        # A day that is over has room for one task more.
        least = min(policy.REVIEW_MINUTES, day.row.minutes)
        self._left = max(day.row.minutes - day.spent, least)
        self.tasks: list[Task] = []

    def plan(self, activity: Activity) -> None:
        """Fill the evening with what its activity takes, then with whatever is next."""
        match activity:
            case "learn":
                self._learn(self._lane())
            case "practise":
                self._practise()
            case "project":
                self._project()
            case "review":
                self._review()
        self._go_on()
        if not self.tasks:
            self._begin_again()

    def _lane(self) -> tuple[Topic, ...]:
        """The topics of the row's lane; where the side has none left, the main lane's."""
        side = self._row.lane == "side" and any(map(self._is_new, self._week.side))
        return self._week.side if side else self._week.main

    def _learn(self, topics: Iterable[Topic]) -> None:
        """The next new topics, and an exercise to try one of them on."""
        taken: list[Topic] = []
        for topic in filter(self._is_new, topics):
            if len(taken) == policy.TOPICS_A_DAY or not self._take_topic(topic):
                break
            taken.append(topic)
        for topic in taken:
            self._take_exercise(topic)

    def _practise(self) -> None:
        """What was learnt last, unless the week's topics would not fit into the days left."""
        lane, other = self._week.main, self._week.side
        if self._row.lane == "side":
            lane, other = other, lane
        if not self._fits_later():
            self._learn(self._lane())
        for topic in (*self._learnt(lane), *self._learnt(other)):
            self._take_exercise(topic)
        self._learn(self._lane())

    def _project(self) -> None:
        """The next slices; what one needs and is not known comes first, for half of the time."""
        for piece in self._open(self._week.pieces):
            for topic in map(self._week.needed.__getitem__, piece.slice.needs):
                most = self._row.minutes // 2 - self._learning
                if self._is_new(topic) and most >= policy.TASK_LEAST:
                    self._take_topic(topic, most=most)
            if not self._take_slice(piece):
                break

    def _build(self, pieces: Iterable[Piece]) -> None:
        """The next slices in the order of building, as long as all they need is known."""
        for piece in self._open(pieces):
            needs = map(self._week.needed.__getitem__, piece.slice.needs)
            if any(map(self._is_new, needs)) or not self._take_slice(piece):
                break

    def _review(self) -> None:
        """What was left open, what was built and has no test, what stands in the notes."""
        for topic in (*self._unticked(), *self._week.earlier):
            self._take_topic(topic, most=policy.REVIEW_MINUTES)
        for piece in self._week.built:
            if not self._progress.sat.get(f"{TaskKind.TEST}:{piece.key}"):
                self._take(Task(TaskKind.TEST, piece.key, self._some()))
                break
        self._take(self._notes())

    def _go_on(self) -> None:
        """Never sent away: the project, the weakest exercise, a side lane, what was left open."""
        self._build(self._week.pieces)
        if not self._fits_later():
            self._learn(self._week.topics)
        for topic in sorted(self._learnt(self._week.topics), key=self._weakness):
            self._take_exercise(topic)
        for topics in (self._week.main, self._week.side, self._week.earlier):
            self._learn(topics)
        self._build(self._week.later)

    def _begin_again(self) -> None:
        """All was offered often or is done: the one that was not seen for longest, once more."""
        shown = self._progress.shown
        open_ = [self._task(topic) for topic in self._week.topics if self._is_new(topic)]
        open_ += [
            self._built(piece) for piece in self._week.pieces if not self._is_ticked(piece.key)
        ]
        again = [self._exercise(topic) for topic in self._week.topics if topic.exercise]
        again.append(self._notes())
        candidates = [*open_, *again]
        task = min(candidates, key=lambda task: shown.get(task.key, 0))
        self._take(replace(task, minutes=min(task.minutes, self._left)), again=True)

    @property
    def _learning(self) -> int:
        """The minutes of this evening that go to topics."""
        return sum(task.minutes for task in self.tasks if task.kind is TaskKind.TOPIC)

    def _take(self, task: Task, *, again: bool = False) -> bool:
        """Put a task into the evening, if there is room and it is not stale."""
        known = any(each.key == task.key for each in self.tasks)
        if known or len(self.tasks) == policy.TASKS_MOST or self._left < policy.TASK_LEAST:
            return False
        if task.minutes > self._left or (self._progress.is_stale(task.key) and not again):
            return False
        self.tasks.append(task)
        self._left -= task.minutes
        return True

    def _take_topic(self, topic: Topic, most: int | None = None) -> bool:
        """A topic; one that was offered in vain, or where the learner is stuck, by its exercise."""
        task = self._task(topic)
        if most is not None:
            task = replace(task, minutes=min(task.minutes, max(most, policy.TASK_LEAST)))
        stale = self._progress.is_stale(task.key) or topic.id in self._progress.stuck
        return self._take_exercise(topic) if stale and topic.exercise else self._take(task)

    def _take_exercise(self, topic: Topic) -> bool:
        return topic.exercise is not None and self._take(self._exercise(topic))

    def _take_slice(self, piece: Piece) -> bool:
        return self._take(self._built(piece))

    def _task(self, topic: Topic) -> Task:
        """The next sitting of a topic, never longer than the day."""
        sittings = sittings_of(topic, self._sitting) + self._progress.more.get(topic.id, 0)
        sitting = min(self._progress.sat.get(topic.id, 0) + 1, sittings)
        minutes = topic.minutes if topic.days else in_fives(topic.minutes, sittings)
        return Task(TaskKind.TOPIC, topic.id, min(minutes, self._row.minutes), sitting, sittings)

    def _built(self, piece: Piece) -> Task:
        sittings = max(1, math.ceil(piece.slice.minutes / self._row.minutes))
        sittings += self._progress.more.get(piece.key, 0)
        sitting = min(self._progress.sat.get(piece.key, 0) + 1, sittings)
        minutes = min(piece.slice.minutes, self._row.minutes)
        return Task(TaskKind.SLICE, piece.key, minutes, sitting, sittings)

    def _exercise(self, topic: Topic) -> Task:
        return Task(TaskKind.EXERCISE, topic.id, self._some())

    def _notes(self) -> Task:
        minutes = min(policy.NOTES_MINUTES, self._left)
        return Task(TaskKind.NOTES, str(self._week.number), minutes)

    def _some(self) -> int:
        """What an exercise takes: some minutes, at most what the day has left."""
        return min(policy.EXERCISE_MINUTES, self._left)

    def _is_new(self, topic: Topic) -> bool:
        return is_new(topic, self._progress, self._sitting)

    def _is_ticked(self, key: str) -> bool:
        return key in self._progress.ticked

    def _learnt(self, topics: Sequence[Topic]) -> list[Topic]:
        """Topics whose exercise comes next, the last one learnt first."""
        done = self._progress.sat
        return [
            topic
            for topic in reversed(topics)
            if not self._is_new(topic) and not done.get(f"{TaskKind.EXERCISE}:{topic.id}")
        ]

    def _unticked(self) -> list[Topic]:
        """Topics of this week that were worked through and not ticked."""
        return [
            topic
            for topic in self._week.topics
            if not self._is_new(topic) and not self._is_ticked(topic.id)
        ]

    def _open(self, pieces: Iterable[Piece]) -> list[Piece]:
        return [piece for piece in pieces if not self._is_ticked(piece.key)]

    def _weakness(self, topic: Topic) -> tuple[bool, int]:
        """How well a topic went, the weakest first."""
        return topic.id not in self._progress.stuck, -self._progress.more.get(topic.id, 0)

    def _fits_later(self) -> bool:
        """Whether the days ahead have room for what is new: all of learning, half of building."""
        room = sum(
            row.minutes if row.activity == "learn" else row.minutes // 2
            for row in self._ahead
            if row.activity in {"learn", "project"}
        )
        return sum(map(self._work, filter(self._is_new, self._week.topics))) <= room

    def _work(self, topic: Topic) -> int:
        """The minutes that are left of a topic."""
        task = self._task(topic)
        return task.minutes * (task.sittings - task.sitting + 1)


def is_new(topic: Topic, progress: Progress, sitting: int) -> bool:
    """Whether a topic has sittings left; `sitting` is the minutes of an evening of learning."""
    planned = sittings_of(topic, sitting) + progress.more.get(topic.id, 0)
    return topic.id not in progress.ticked and progress.sat.get(topic.id, 0) < planned


def is_worked_through(week: Week, progress: Progress, sitting: int) -> bool:
    """Whether nothing of a week is left but what is optional: ticked, or worked at as planned."""
    topics = [topic for topic in week.topics if not topic.optional] or week.topics
    built = (
        piece.key in progress.ticked
        or progress.sat.get(piece.key, 0) > progress.more.get(piece.key, 0)
        for piece in week.pieces
    )
    return not any(is_new(topic, progress, sitting) for topic in topics) and all(built)
