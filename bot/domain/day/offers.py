"""What the page of a day named, kept so that later days know of it (promise 3.4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.day.tasks import Task, TaskKind


@dataclass(frozen=True, slots=True)
class DayOffer:
    """The tasks that the page of a learner-day named from `made_at` on, the first one first.

    A day has one for each time its tasks changed. `after` is the id of the latest entry before it,
    which tells what was logged in the same instant before it from what came after it.
    """

    id: int
    roadmap: str
    week: int
    day: date
    made_at: datetime
    tasks: tuple[Task, ...]
    after: int = 0

    @property
    def place(self) -> tuple[datetime, int, int]:
        """Its place in the order in which offers are made."""
        return self.made_at, self.after, self.id


def written(tasks: Iterable[Task]) -> str:
    """Tasks as they are stored: `topic:loops:45:1:2 slice:calculator.1.a:40:1:1`."""
    return " ".join(
        f"{task.kind}:{task.item}:{task.minutes}:{task.sitting}:{task.sittings}" for task in tasks
    )


def read_tasks(text: str) -> tuple[Task, ...]:
    """The tasks of their stored form."""
    return tuple(map(_read, text.split()))


def _read(text: str) -> Task:
    kind, item, minutes, sitting, sittings = text.split(":")
    return Task(TaskKind(kind), item, int(minutes), int(sitting), int(sittings))
