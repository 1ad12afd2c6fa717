"""People who study a roadmap evening by evening, by the pure rules alone (promise 3.4)."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import combinations

from bot.domain import policy
from bot.domain.day.evening import Evening, evening
from bot.domain.day.onward import may_go_on
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
DAY = timedelta(days=1)
DAYS_MOST = 1000
PAGES_MOST = 12

SETS = tuple(frozenset(days) for n in range(3, 8) for days in combinations(range(7), n))
"""All sets of at least three weekdays, 0 for Monday: 99."""


@dataclass(frozen=True)
class Way:
    """A roadmap as it is walked: with options taken at its forks, at a pace."""

    roadmap: Roadmap
    pace: str

    @property
    def name(self) -> str:
        return "-".join(
            (self.roadmap.id, *(fork.default for fork in self.roadmap.branches), self.pace)
        )

    @property
    def is_default(self) -> bool:
        """Whether the default is taken at each fork."""
        whole = ROADMAPS.get(self.roadmap.id)
        return [each.default for each in whole.branches] == [
            each.default for each in self.roadmap.branches
        ]

    @cached_property
    def weeks(self) -> tuple[Week, ...]:
        """Its weeks, the first one first."""
        numbers = range(1, self.roadmap.weeks + 1)
        return tuple(week_of(self.roadmap, number) for number in numbers)

    @cached_property
    def testable(self) -> frozenset[str]:
        """The slices that a test can prove."""
        pieces = (piece for week in self.weeks for piece in (*week.pieces, *week.built))
        return frozenset(piece.key for piece in pieces if piece.slice.testable)

    def plan(self, week: int, start: date) -> Plan:
        """Its plan, where `week` begins on `start`."""
        weeks, last = self.roadmap.pace(self.pace).calendar_weeks, self.roadmap.weeks
        return Plan(Anchor(week, start), span(last, int(weeks.max or weeks.min or last)), last)


def ways() -> Iterator[Way]:
    """Every roadmap at every pace; then with each other option at its forks."""
    for name in ROADMAPS.ids():
        roadmap = ROADMAPS.get(name)
        for walked in (roadmap, *_others(roadmap)):
            for pace in walked.paces:
                yield Way(walked, pace.id)


def _others(roadmap: Roadmap) -> Iterator[Roadmap]:
    for fork in roadmap.branches:
        for option in fork.options:
            if option.id != fork.default:
                yield roadmap.chosen({fork.id: option.id})


@dataclass
class Lived:
    """A study day: its row, and the pages that it offered one after the other.

    `begun` says that the week was begun before, `built` that no slice of the project was left,
    `is_last` that no study day follows up to the week's due date.
    """

    week: int
    day: date
    row: TemplateRow
    is_last: bool
    begun: bool
    built: bool
    pages: list[Evening] = field(default_factory=list)

    @property
    def minutes(self) -> int:
        """What all its tasks take."""
        return sum(map(minutes_of, self.pages))

    @property
    def first_line(self) -> tuple[object, ...]:
        """What tells the first line of its first page from others."""
        first = self.pages[0].tasks[0]
        return first.kind, first.item, first.sitting, first.sittings


def minutes_of(page: Evening) -> int:
    """What the tasks of a page take."""
    return sum(task.minutes for task in page.tasks)


@dataclass
class Walked:
    """The study days of a walk, what each week left open, and the day of the finish."""

    days: list[Lived] = field(default_factory=list)
    left: dict[int, list[str]] = field(default_factory=dict)
    finish: date | None = None


@dataclass
class Student:
    """Somebody who looks at `/today` on their study days, from `start` in roadmap week `week` on.

    Who `ticks` does all of a page, ticks what is finished, and looks again, up to `pages` times an
    evening; who only `logs` does it and ticks nothing; who does neither only looks. Who is `quick`
    says yes as soon as the page asks whether the week is done. Who `moves` goes on when `/next` is
    offered, by the rule of the program. `spent` are the minutes of this week.
    """

    way: Way
    weekdays: frozenset[int]
    start: date = MONDAY
    week: int = 1
    ticks: bool = True
    logs: bool = True
    moves: bool = True
    quick: bool = False
    pages: int = PAGES_MOST

    ticked: set[str] = field(default_factory=set)
    sat: Counter[str] = field(default_factory=Counter)
    minutes: Counter[str] = field(default_factory=Counter)
    shown: Counter[str] = field(default_factory=Counter)
    spent: int = 0
    begun: bool = False

    def __post_init__(self) -> None:
        self.plan = self.way.plan(self.week, self.start)
        roadmap, pace = self.way.roadmap, self.way.pace
        self.rows = rows_by_weekday(roadmap.template_rows(pace), self.weekdays)
        self.sitting = sitting_at(roadmap, pace)

    @property
    def here(self) -> Week:
        """The week the student is in."""
        return self.way.weeks[self.week - 1]

    def walk(self, days: int = DAYS_MOST) -> Walked:
        """Live so many days, or up to the finish."""
        walked = Walked()
        for day in (self.start + DAY * number for number in range(days)):
            if day.weekday() not in self.weekdays:
                continue
            walked.days.append(self.study(day))
            if self.moves and self._may_go_on(walked.days[-1]):
                walked.left[self.week] = list(self._open())
                if self.week == self.plan.weeks:
                    walked.finish = day
                    break
                self.week, self.spent, self.begun = self.week + 1, 0, False
        return walked

    def study(self, day: date) -> Lived:
        """What a study day offers, and what becomes of it."""
        coming = self.plan.days_after(self.week, day)
        ahead = [self.rows[each.weekday()] for each in coming if each.weekday() in self.weekdays]
        lived = self._morning(day, is_last=not ahead)
        spent = 0
        while not lived.pages or (
            len(lived.pages) < self.pages and lived.row.minutes - spent >= policy.TASK_LEAST
        ):
            time = StudyDay(lived.row, ahead, self.sitting, spent)
            page = evening(time, self.here, self._progress(begun=lived.begun))
            lived.pages.append(page)
            spent += minutes_of(page)
            if not (self.ticks or self.logs):
                self.shown.update({task.key for task in page.tasks})
                return lived
            self._do(page)
        self.spent += spent
        self.begun = self.begun or self.spent >= policy.BEGUN_MINUTES
        return lived

    def _morning(self, day: date, *, is_last: bool) -> Lived:
        remaining = self._remaining()
        built = not any(map(remaining.of_piece, (*self.here.pieces, *self.here.later)))
        return Lived(self.week, day, self.rows[day.weekday()], is_last, self.begun, built)

    def _do(self, page: Evening) -> None:
        for task in page.tasks:
            self.sat[task.key] += 1
            self.minutes[task.key] += task.minutes
            self.shown[task.key] = 0
            if self.ticks and _ends(task):
                self.ticked.add(task.key)
                self.begun = True

    def _progress(self, *, begun: bool) -> Progress:
        return Progress(
            frozenset(self.ticked), self.sat, self.minutes, shown=self.shown, begun=begun
        )

    def _remaining(self) -> Remaining:
        return Remaining(self._progress(begun=self.begun), self.sitting)

    def _may_go_on(self, lived: Lived) -> bool:
        said_done = self.quick and self._remaining().is_worked_through(self.here)
        return may_go_on(self.plan, self.week, lived.day, self._studies_on, said_done=said_done)

    def _studies_on(self, day: date) -> bool:
        return day.weekday() in self.weekdays

    def _open(self) -> Iterator[str]:
        """What a week leaves open, but for what is optional."""
        remaining = self._remaining()
        for topic in self.here.topics:
            if remaining.is_new(topic) and not topic.optional:
                yield topic.id
        yield from (piece.key for piece in self.here.pieces if remaining.of_piece(piece))


def _ends(task: Task) -> bool:
    return task.is_last_sitting and task.kind in {TaskKind.TOPIC, TaskKind.SLICE}
