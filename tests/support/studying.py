"""People who study a roadmap evening by evening, by the pure rules alone (promise 3.4)."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import combinations

from bot.domain import policy
from bot.domain.day.evening import Evening, evening
from bot.domain.day.progress import Progress
from bot.domain.day.remaining import Remaining
from bot.domain.day.rows import rows_by_weekday, sitting_at
from bot.domain.day.tasks import StudyDay, Task, TaskKind
from bot.domain.day.week import Week, week_of
from bot.domain.plan import Anchor, Plan, span
from bot.domain.roadmap.model import Roadmap, TemplateRow
from bot.roadmaps.files import Roadmaps

ROADMAPS = Roadmaps()
MONDAY = date(2026, 3, 2)
TICKABLE = (TaskKind.TOPIC, TaskKind.SLICE)

SETS = tuple(frozenset(days) for n in range(3, 8) for days in combinations(range(7), n))
"""All sets of at least three weekdays, 0 for Monday: 99."""


@dataclass(frozen=True)
class Way:
    """A roadmap as it is walked: with these options at its forks, at this pace."""

    roadmap: Roadmap
    pace: str

    @property
    def name(self) -> str:
        options = "".join(f"-{branch.default}" for branch in self.roadmap.branches)
        return f"{self.roadmap.id}{options}-{self.pace}"

    @cached_property
    def weeks(self) -> tuple[Week, ...]:
        """Its weeks, the first one first."""
        last = self.roadmap.weeks
        return tuple(week_of(self.roadmap, number) for number in range(1, last + 1))

    def plan(self, start: date) -> Plan:
        weeks = self.roadmap.pace(self.pace).calendar_weeks
        return Plan(Anchor(1, start), span(self.roadmap.weeks, int(weeks.max or weeks.min)), self.roadmap.weeks)


def ways() -> Iterator[Way]:
    """Every roadmap, every option at a fork, every pace."""
    for name in ROADMAPS.ids():
        whole = ROADMAPS.get(name)
        options = [{}, *({fork.id: each.id} for fork in whole.branches for each in fork.options if each.id != fork.default)]
        for choice in options:
            for pace in whole.paces:
                yield Way(whole.chosen(choice), pace.id)


@dataclass
class Evenings:
    """What one study day offered: its row, and its pages one after the other."""

    week: int
    day: date
    row: TemplateRow
    last: bool
    begun: bool
    built: bool
    pages: list[Evening] = field(default_factory=list)

    @property
    def minutes(self) -> int:
        return sum(task.minutes for page in self.pages for task in page.tasks)

    @property
    def first(self) -> Task:
        return self.pages[0].tasks[0]


@dataclass
class Walked:
    """A way from its first day to its finish."""

    days: list[Evenings] = field(default_factory=list)
    left: dict[int, list[str]] = field(default_factory=dict)
    early: int = 0
    finish: date = MONDAY


class Student:
    """Somebody who looks at `/today` on study days, and does what it says, or does not.

    `faithful` does and ticks all; `looks` is how many pages are done an evening. Without it nothing
    is ticked; `logs` says whether the work is logged all the same. `quick` answers with yes as soon
    as the page asks whether the week is done; `moves` goes on at each week's end.
    """

    def __init__(
        self, way: Way, days: frozenset[int], start: date = MONDAY, *, faithful: bool = True,
        looks: int = 9, logs: bool = True, quick: bool = False, moves: bool = True, week: int = 1,
    ) -> None:
        self.way, self.weekdays, self.start = way, days, start
        self.faithful, self.looks, self.logs, self.quick, self.moves = faithful, looks, logs, quick, moves
        self.plan = way.plan(start - timedelta(days=0))
        if week > 1:
            self.plan = Plan(Anchor(week, start), self.plan.span, self.plan.weeks)
        self.rows = rows_by_weekday(way.roadmap.template_rows(way.pace), days)
        self.sitting = sitting_at(way.roadmap, way.pace)
        self.week = week
        self.ticked: set[str] = set()
        self.sat: Counter[str] = Counter()
        self.minutes: Counter[str] = Counter()
        self.shown: Counter[str] = Counter()
        self.begun = False
        self.logged = 0

    def walk(self, days_most: int) -> Walked:
        walked, day = Walked(), self.start
        for _ in range(days_most):
            if day.weekday() in self.weekdays:
                walked.days.append(self.study(day))
                while self.may_go_on(day, walked):
                    if self.week == self.plan.weeks:
                        walked.finish = day
                        self.leave(walked)
                        return walked
                    self.leave(walked)
                    break
            day += timedelta(days=1)
        walked.finish = day
        return walked

    def leave(self, walked: Walked) -> None:
        here = self.way.weeks[self.week - 1]
        remaining = Remaining(self.progress(), self.sitting)
        walked.left[self.week] = [
            *(topic.id for topic in here.topics if not topic.optional and remaining.is_new(topic)),
            *(piece.key for piece in here.pieces if remaining.of_piece(piece)),
        ]
        self.week += 1
        self.begun, self.logged = False, 0

    def may_go_on(self, day: date, walked: Walked) -> bool:
        if not self.moves:
            return False
        if not any(each.weekday() in self.weekdays for each in self.plan.days_after(self.week, day)):
            return True
        here = self.way.weeks[self.week - 1]
        done = self.quick and Remaining(self.progress(), self.sitting).is_worked_through(here)
        walked.early += done
        return done

    def progress(self) -> Progress:
        begun = self.begun or self.logged >= policy.BEGUN_MINUTES
        return Progress(frozenset(self.ticked), self.sat, self.minutes, {}, self.shown, frozenset(), begun)

    def study(self, day: date) -> Evenings:
        ahead = [each for each in self.plan.days_after(self.week, day) if each.weekday() in self.weekdays]
        rows = tuple(self.rows[each.weekday()] for each in ahead)
        here, begun = self.way.weeks[self.week - 1], self.progress()
        remaining = Remaining(begun, self.sitting)
        built = not any(map(remaining.of_piece, (*here.pieces, *here.later)))
        found = Evenings(self.week, day, self.rows[day.weekday()], not ahead, begun.begun, built)
        spent, offered = 0, []
        while len(found.pages) < self.looks and found.row.minutes - spent >= policy.TASK_LEAST or not found.pages:
            before = Progress(frozenset(self.ticked), self.sat, self.minutes, {}, self.shown, frozenset(), begun.begun)
            page = evening(StudyDay(found.row, rows, self.sitting, spent), here, before)
            found.pages.append(page)
            offered += page.tasks
            spent += sum(task.minutes for task in page.tasks)
            if not self.works(page):
                break
        if not (self.faithful or self.logs):
            self.shown.update({task.key for task in offered})
        else:
            self.logged += spent
            self.begun = self.begun or self.faithful
        return found

    def works(self, page: Evening) -> bool:
        if not (self.faithful or self.logs):
            return False
        for task in page.tasks:
            self.sat[task.key] += 1
            self.minutes[task.key] += task.minutes
            self.shown[task.key] = 0
            if self.faithful and task.kind in TICKABLE and task.is_last_sitting:
                self.ticked.add(task.key)
        return True
