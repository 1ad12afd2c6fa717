"""How an evening is filled, task by task (promise 3.4c to e)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.domain import policy
from bot.domain.day.progress import Progress
from bot.domain.day.remaining import Remaining
from bot.domain.day.tasks import Activity, StudyDay, Task, TaskKind, exercise_minutes
from bot.domain.day.week import Piece, Week
from bot.domain.roadmap.model import Topic


class Planner:
    """Fills one evening, task by task, as long as there is room."""

    def __init__(self, day: StudyDay, week: Week, progress: Progress) -> None:
        self._day = day
        self._row = day.row
        self._week = week
        self._progress = progress
        self._remaining = Remaining(progress, day.sitting)
        self._optional = week.waiting
        self._days_of_building = sum(row.activity == "project" for row in day.ahead)
        self._recall = day.recall
        self._whole = day.spent == 0
        self._left = day.row.minutes - day.spent
        if self._left < policy.TASK_LEAST:  # a day that is over has room for one task more
            self._left = min(policy.REVIEW_MINUTES, day.row.minutes)
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

    @property
    def left_open(self) -> frozenset[str]:
        """The topics of this evening that were worked through before and are not ticked."""
        open_ones = {topic.id for topic in self._unticked()}
        return frozenset(task.key for task in self.tasks if task.key in open_ones)

    def _lane(self) -> tuple[Topic, ...]:
        """The topics of the row's lane; where the side has none left, the main lane's."""
        side = self._row.lane == "side" and any(map(self._is_new, self._week.side))
        return self._week.side if side else self._week.main

    def _learn(self, topics: Iterable[Topic]) -> None:
        """The next new topics, and an exercise to try one of them on.

        Where the week is full, what is optional waits until there is room.
        """
        taken: list[Topic] = []
        full = self._is_tight()
        for topic in filter(self._is_new, topics):
            if self._is_worn(topic) or (full and topic.id in self._optional):
                continue
            if len(taken) == policy.TOPICS_A_DAY or not self._take_topic(topic):
                break
            taken.append(topic)
        if self._is_tight():
            self._catch_up()
        for topic in taken:
            if self._is_known(topic) and self._remaining.is_untried(topic):
                self._take_exercise(topic)

    def _practise(self) -> None:
        """What was learnt last, unless the week's topics would not fit into the days left."""
        lane, other = self._week.main, self._week.side
        if self._row.lane == "side":
            lane, other = other, lane
        if self._is_tight():
            self._learn(self._lane())
        for topic in (*self._learnt(lane), *self._learnt(other)):
            self._take_exercise(topic)
        self._learn(self._lane())

    def _project(self) -> None:
        """The next slices of the week, or of the weeks after it; else a test for one."""
        self._build_with_needs(self._week.pieces)
        if self._whole and not self._building:
            self._build_with_needs(self._week.later)
        if self._whole and not self._building:
            self._test((*self._week.pieces, *self._week.built))

    def _build_with_needs(self, pieces: Iterable[Piece]) -> None:
        """The next slices; what one needs and is not known comes first, for half of the time.

        The first page of a day has room for one slice at least.
        """
        for piece in self._open(pieces):
            if self._building and not self._spare():
                break
            for topic in map(self._week.needed.__getitem__, piece.slice.needs):
                most = self._row.minutes // 2 - self._learning
                if self._is_new(topic) and most >= policy.TASK_LEAST:
                    self._take_topic(topic, most=most, tasks_most=policy.TASKS_MOST - 1)
            if not self._take_slice(piece, cut=self._whole and not self._building):
                break

    def _build(self, pieces: Iterable[Piece], *, cut: bool = False) -> None:
        """The next slices in the order of building, as long as all they need is known.

        Each day to come that is for building keeps one. Where it is `cut`, a part of one is taken.
        """
        cut = cut and self._left >= policy.REVIEW_MINUTES
        for piece in self._open(pieces):
            needs = map(self._week.needed.__getitem__, piece.slice.needs)
            known = all(map(self._is_known, needs))
            if not (known and self._spare() and self._take_slice(piece, cut=cut)):
                break

    def _spare(self) -> bool:
        """Whether there are more slices than days of building to come."""
        known = {task.key for task in self.tasks}
        left = sum(piece.key not in known for piece in self._open(self._week.pieces))
        return left > self._days_of_building

    def _review(self) -> None:
        """Recall, what was shaky in it, what was left open, what has no test yet, the notes."""
        for task in self._recall:
            self._take(task, again=True)
        for topic in (*self._unticked(), *self._week.earlier):
            self._take_topic(topic, most=None if self._is_new(topic) else policy.REVIEW_MINUTES)
        self._test(self._week.built)
        if self._whole and (self._week.number == 1 or not self._is_tight()):
            self._take(self._notes())

    def _test(self, pieces: Iterable[Piece]) -> None:
        """A test for the first slice that was built and has none, where there is time for one."""
        minutes = min(policy.REVIEW_MINUTES, self._left)
        for piece in pieces if minutes >= policy.TEST_LEAST else ():
            if self._remaining.is_untested(piece):
                self._take(Task(TaskKind.TEST, piece.key, minutes))
                return

    def _catch_up(self) -> None:
        """What the days to come may have no room for; if they have none, a part of it, too."""
        full = self._is_tight(policy.FULL_SHARE)
        if self._progress.begun:
            self._build(self._week.pieces, cut=full or not self._days_of_building)
        part = max(self._left, policy.REVIEW_MINUTES) if full else None
        for topic in self._week.required:
            if self._is_known(topic) or self._is_worn(topic):
                continue
            if self._new == policy.TOPICS_A_DAY or not self._take_topic(topic, most=part):
                break

    def _go_on(self) -> None:
        """Never sent away: the project, the weakest exercise, a side lane, what was left open."""
        if self._is_tight():
            self._catch_up()
        self._build(self._week.pieces)
        for topic in sorted(self._learnt(self._week.topics), key=self._weakness):
            self._take_exercise(topic)
        for topics in (self._week.main, self._week.side, self._week.earlier):
            self._learn(topics)
        self._build(self._week.later)
        self._test(self._week.pieces)

    def _begin_again(self) -> None:
        """All was offered often or is done: what was met least of late, once more.

        Nothing is begun for less than half of a sitting: it would count as one.
        """
        met = self._progress
        topics = self._week.topics
        again = [
            self._task(topic)
            for topic in topics
            if self._is_new(topic) and 2 * self._left >= self._sitting_of(topic)
        ]
        pieces = map(self._built, self._open(self._week.pieces))
        again += [task for task in pieces if 2 * self._left >= task.minutes]
        again += [self._exercise(topic) for topic in topics if topic.exercise]
        again.append(self._notes())
        task = min(again, key=lambda task: met.shown.get(task.key, 0) + met.sat.get(task.key, 0))
        minutes, sat = min(task.minutes, self._left), met.sat.get(task.key, 0)
        self._take(replace(task, minutes=minutes, sitting=sat + 1), again=True)

    @property
    def _learning(self) -> int:
        """The minutes of this evening that go to topics."""
        return sum(task.minutes for task in self.tasks if task.kind is TaskKind.TOPIC)

    @property
    def _building(self) -> int:
        """The minutes of this evening that go to slices."""
        return sum(task.minutes for task in self.tasks if task.kind is TaskKind.SLICE)

    @property
    def _new(self) -> int:
        """How many topics this evening has."""
        return sum(task.kind is TaskKind.TOPIC for task in self.tasks)

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

    def _take_topic(
        self, topic: Topic, most: int | None = None, tasks_most: int = policy.TASKS_MOST
    ) -> bool:
        """The next sitting of a topic, or its other side; not where less than half of it fits."""
        task = self._side(topic, most)
        begins = task.kind is TaskKind.TOPIC and self._is_new(topic)
        fits = not begins or 2 * task.minutes >= self._sitting_of(topic)
        return fits and len(self.tasks) < tasks_most and self._take(task)

    def _sitting_of(self, topic: Topic) -> int:
        """The minutes of a topic's next sitting; a week that is not begun may begin with less."""
        most = topic.work if self._progress.begun else self._row.minutes
        return self._remaining.topic_task(topic, most).minutes

    def _side(self, topic: Topic, most: int | None = None) -> Task:
        """A topic; one that was offered in vain, or where the learner is stuck, by its exercise."""
        away = self._progress.is_stale(topic.id) or topic.id in self._progress.stuck
        return self._exercise(topic) if away and topic.exercise else self._task(topic, most)

    def _is_worn(self, topic: Topic) -> bool:
        """Whether both sides of a topic were offered in vain, so that the next topic has its turn."""
        return self._progress.is_stale(self._side(topic).key)

    def _take_exercise(self, topic: Topic) -> bool:
        fits = 2 * self._left >= exercise_minutes(topic)
        return topic.exercise is not None and fits and self._take(self._exercise(topic))

    def _take_slice(self, piece: Piece, *, cut: bool = False) -> bool:
        """A slice; where it is `cut`, as much of it as there is room for."""
        return self._take(self._built(piece, self._left if cut else self._row.minutes))

    def _task(self, topic: Topic, most: int | None = None) -> Task:
        """The next sitting of a topic, never longer than the day."""
        most = max(most or self._row.minutes, policy.TASK_LEAST)
        return self._remaining.topic_task(topic, min(most, self._row.minutes))

    def _built(self, piece: Piece, most: int | None = None) -> Task:
        most = max(most or self._row.minutes, policy.TASK_LEAST)
        return self._remaining.piece_task(piece, min(most, self._row.minutes))

    def _exercise(self, topic: Topic) -> Task:
        return Task(TaskKind.EXERCISE, topic.id, min(exercise_minutes(topic), self._left))

    def _notes(self) -> Task:
        minutes = min(policy.NOTES_MINUTES, self._left)
        return Task(TaskKind.NOTES, str(self._week.number), minutes)

    def _is_new(self, topic: Topic) -> bool:
        return self._remaining.is_new(topic)

    def _is_known(self, topic: Topic) -> bool:
        """Whether a topic is worked through, at the latest with what this evening has of it."""
        tonight = (task for task in self.tasks if task.key == topic.id)
        return not self._is_new(topic) or any(task.is_last_sitting for task in tonight)

    def _learnt(self, topics: Sequence[Topic]) -> list[Topic]:
        """Topics whose exercise comes next, the last one learnt first."""
        return [
            topic
            for topic in reversed(topics)
            if not self._is_new(topic) and self._remaining.is_untried(topic)
        ]

    def _unticked(self) -> list[Topic]:
        """Topics of this week that were worked through and not ticked."""
        known = (topic for topic in self._week.topics if not self._is_new(topic))
        return [topic for topic in known if topic.id not in self._progress.ticked]

    def _open(self, pieces: Iterable[Piece]) -> list[Piece]:
        return [piece for piece in pieces if self._remaining.of_piece(piece)]

    def _weakness(self, topic: Topic) -> tuple[bool, int]:
        """How well a topic went, the weakest first."""
        return topic.id not in self._progress.stuck, -self._progress.more.get(topic.id, 0)

    def _is_tight(self, share: float = policy.FIT_SHARE) -> bool:
        """Whether what is left of the week would not fit into this share of the days ahead."""
        learning = sum(map(self._remaining.of_topic, self._week.required)) - self._learning
        building = sum(map(self._remaining.of_piece, self._open(self._week.pieces)))
        building -= self._building
        return max(learning, 0) + max(building, 0) > share * self._day.room_ahead or (
            share < policy.FULL_SHARE and learning > self._day.learning_ahead
        )
