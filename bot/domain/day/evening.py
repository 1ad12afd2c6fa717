"""What an evening holds: one to three tasks that fit it (promise 3.4)."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain import policy
from bot.domain.day.planner import Planner
from bot.domain.day.progress import Progress
from bot.domain.day.tasks import Activity, Sitting, StudyDay, Task, TaskKind
from bot.domain.day.week import Week
from bot.domain.roadmap.model import TemplateRow


@dataclass(frozen=True, slots=True)
class Evening:
    """A study day: how it is lived, for how long, and its tasks, the first one first.

    `left_open` holds the topics among them that were worked through before and are not ticked.
    """

    activity: Activity
    minutes: int
    tasks: tuple[Task, ...]
    left_open: frozenset[str] = frozenset()

    @property
    def lead(self) -> Task:
        """The task that the page tells about: the first that is no recall, which tells of itself."""
        return next(
            (each for each in self.tasks if each.kind is not TaskKind.RECALL), self.tasks[0]
        )

    @property
    def recalls(self) -> bool:
        """Whether recall has its own place in it."""
        return any(each.kind is TaskKind.RECALL for each in self.tasks)


def evening(day: StudyDay, week: Week, progress: Progress) -> Evening:
    """The tasks of a study day; there is always one."""
    row = day.row
    activity = row.activity if progress.begun else "learn"
    planner = Planner(day, week, progress)
    planner.plan(activity)
    tasks = tuple(planner.tasks)
    lived = "review" if activity == "review" else _lived_as(activity, tasks)
    return Evening(lived, row.minutes, tasks, planner.left_open)


def light(week: Week, progress: Progress, sitting: Sitting) -> Task:
    """Something from the front, for a day on which nothing is planned."""
    row = TemplateRow(
        weekday="sun",
        minutes=policy.REVIEW_MINUTES,
        activity="learn",
        focus="Something light",
        status="ours",
    )
    return evening(StudyDay(row, sitting=sitting), week, progress).tasks[0]


def _lived_as(activity: Activity, tasks: Sequence[Task]) -> Activity:
    """What the day is called: what its first task is, a project where anything is built."""
    if activity == "project" and any(task.kind is TaskKind.SLICE for task in tasks):
        return "project"
    match tasks[0].kind:
        case TaskKind.TOPIC:
            return "learn"
        case TaskKind.EXERCISE:
            return "practise"
        case TaskKind.SLICE:
            return "project"
        case TaskKind.TEST | TaskKind.NOTES | TaskKind.RECALL:
            return "review"
