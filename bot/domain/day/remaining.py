"""What is left of topics and slices, in minutes and in sittings (promise 3.4d)."""

from dataclasses import dataclass, field, replace

from bot.domain import policy
from bot.domain.day.progress import Progress
from bot.domain.day.tasks import Sitting, Task, TaskKind, in_fives
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
            left = self._left(topic.id, topic.work, self.sitting.count(topic))
            self._known[topic.id] = left
        return left

    def of_piece(self, piece: Piece) -> int:
        """The minutes that are left of a slice."""
        left = self._known.get(piece.key)
        if left is None:
            minutes = piece.slice.minutes
            left = self._left(piece.key, minutes, self.sitting.parts(minutes))
            self._known[piece.key] = left
        return left

    def is_new(self, topic: Topic) -> bool:
        """Whether a topic has sittings left."""
        return self.of_topic(topic) > 0

    def topic_task(self, topic: Topic, most: int) -> Task:
        """The next sitting of a topic, of at most so many minutes."""
        stretch = policy.STRETCH if topic.days is None else 1
        whole, count = topic.work, self.sitting.count(topic)
        at_once = stretch * in_fives(whole, count)
        return self._task(Task(TaskKind.TOPIC, topic.id, whole, sittings=count), at_once, most)

    def piece_task(self, piece: Piece, most: int) -> Task:
        """The next sitting of a slice, of at most so many minutes; all of it where there is room."""
        whole = piece.slice.minutes
        parts = self.sitting.parts(whole)
        return self._task(Task(TaskKind.SLICE, piece.key, whole, sittings=parts), most, most)

    def _left(self, key: str, whole: int, planned: int) -> int:
        """What is left of a whole that is worked at in so many sittings, and those asked for."""
        progress, each = self.progress, in_fives(whole, planned)
        minutes, more = progress.minutes.get(key, 0), progress.more.get(key, 0)
        count = _with_rest(planned, minutes, whole) + more
        if key in progress.ticked or progress.sat.get(key, 0) >= count:
            return 0
        left = whole + each * more - minutes
        return left if left > each * policy.REMNANT_SHARE else 0

    def _task(self, all_of_it: Task, at_once: float, most: int) -> Task:
        """One sitting of a whole thing; of a thing that is done with, its last one once more.

        How many there are stays as planned, so that the page counts "1 of 2, 2 of 2": a sitting
        that is cut short is one all the same. What was not begun and takes no more than `at_once`
        minutes is one sitting.
        """
        key, whole, planned = all_of_it.key, all_of_it.minutes, all_of_it.sittings
        sat, left = self.progress.sat.get(key, 0), self._left(key, whole, planned)
        each = in_fives(whole, planned)
        if not sat and left <= min(at_once, most):
            planned, each = 1, left or each
        sitting = sat + 1 if left or not sat else sat
        met = self.progress.minutes.get(key, 0) if sat else min(each, most)
        count = _with_rest(planned, met, whole) + self.progress.more.get(key, 0)
        longest = each * policy.STRETCH if sitting >= count else each
        minutes = int(min(left or each, longest, most))
        return replace(
            all_of_it, minutes=_even(minutes), sitting=sitting, sittings=max(count, sitting)
        )

    def is_worked_through(self, week: Week) -> bool:
        """Whether a week has nothing left: all is ticked; or worked at, tried and read again.

        What is optional need not be. What was built the week before has its tests.
        """
        keys = {each.id for each in week.required} | {piece.key for piece in week.pieces}
        return keys <= self.progress.ticked or not (
            any(map(self.is_new, week.required))
            or any(self.is_untried(t) for t in week.required if t.id not in self.progress.ticked)
            or any(map(self.of_piece, week.pieces))
            or any(map(self.is_untested, week.built))
            or not self.progress.sat.get(Task(TaskKind.NOTES, str(week.number), 0).key)
        )

    def is_untested(self, piece: Piece) -> bool:
        """Whether a slice was built, and a test that was not written would show that it holds."""
        key = Task(TaskKind.TEST, piece.key, 0).key
        is_built = piece.slice.testable and not self.of_piece(piece)
        return is_built and not self.progress.sat.get(key)

    def is_untried(self, topic: Topic) -> bool:
        """Whether a topic has an exercise that was not done; a tick says that it was."""
        key = Task(TaskKind.EXERCISE, topic.id, 0).key
        return bool(topic.exercise) and not self.progress.sat.get(key)


def _with_rest(planned: int, met: int, whole: int) -> int:
    """The sittings planned; one more for what had to be cut to a part of its only one."""
    return 2 if planned == 1 and 0 < met < whole * policy.CUT_SHARE else planned


def _even(minutes: int) -> int:
    """Minutes as they are told: in fives, but for the shortest task."""
    return minutes - minutes % 5 if minutes > policy.TASK_LEAST else minutes
