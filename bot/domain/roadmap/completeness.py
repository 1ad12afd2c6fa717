"""What a roadmap needs so that every study evening has something to do.

A roadmap without it can be read and walked (older ones are); `waymark roadmap validate` asks for
all of it. Told by field, like the rules in `roadmap_rules`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Final

from bot.domain.roadmap.model import ProjectPart, Roadmap, Step, Topic
from bot.domain.roadmap.nodes import NodePath, Problem
from bot.domain.roadmap.paths import topics_in

PAGE_FROM: Final = 60
"""From so many minutes on a topic names the page to read."""

CONCEPTS_FROM: Final = 30
"""From so many minutes on a topic names the concepts it shares with other roadmaps."""

FILL_LEAST: Final = Fraction(60, 100)
FILL_MOST: Final = Fraction(110, 100)
"""How much of a week's learning time its topics take."""

SLICES_LEAST: Final = Fraction(40, 100)
SLICES_MOST: Final = Fraction(110, 100)
"""How much of a week's project time its slices take; up to half of it may go to topics."""

SLICES_FEWEST: Final = 3
SLICES_MANY: Final = 6
"""How many slices a part of a project has; more where its step has more weeks."""

STUDY: Final = ("learn", "practise")


def gaps(roadmap: Roadmap) -> tuple[Problem, ...]:
    """Everything that is missing, with the path of the field; each told once."""
    places = Places.of(roadmap)
    found = [*_topics(roadmap, places), *_parts(roadmap, places), *_lanes(roadmap)]
    span = Fraction(int(roadmap.paces[0].calendar_weeks.max or 0), roadmap.weeks)
    for walked, weeks in _ways(roadmap):
        found += Walk(walked, span, places).problems(weeks)
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class Places:
    """Where the steps and topics of a file stand, by their ids."""

    steps: Mapping[str, NodePath]
    topics: Mapping[str, NodePath]

    @classmethod
    def of(cls, roadmap: Roadmap) -> "Places":
        """The places in a roadmap as it was loaded."""
        steps: dict[str, NodePath] = {}
        topics: dict[str, NodePath] = {}
        for i, phase in enumerate(roadmap.phases):
            for j, step in enumerate(phase.steps):
                steps[step.id] = ("phases", i, "steps", j)
                for k, topic in enumerate(step.topics):
                    topics[topic.id] = (*steps[step.id], "topics", k)
        return cls(steps, topics)


def _ways(roadmap: Roadmap) -> Iterator[tuple[Roadmap, Iterable[int]]]:
    """The roadmap as it is walked with the defaults; and with each other option, at that fork."""
    yield roadmap, range(1, roadmap.weeks + 1)
    for branch in roadmap.branches:
        for option in branch.options:
            if option.id != branch.default:
                walked = roadmap.chosen({branch.id: option.id})
                yield (
                    walked,
                    [
                        week
                        for step in walked.steps
                        if step.branch == branch.id
                        for week in range(step.weeks.first, step.weeks.last + 1)
                    ],
                )


def _all_steps(roadmap: Roadmap) -> Iterator[Step]:
    return (step for phase in roadmap.phases for step in phase.steps)


def _topics(roadmap: Roadmap, places: Places) -> Iterator[Problem]:
    """Each topic can be practised, read about, recognised, and known to be finished."""
    for step in _all_steps(roadmap):
        for topic in step.topics:
            path = places.topics[topic.id]
            for field, words in _missing(topic, step):
                yield (*path, field), words


def _missing(topic: Topic, step: Step) -> Iterator[tuple[str, str]]:
    if topic.exercise is None:
        yield "exercise", "is missing; say what to do tonight, and how to see that it worked"
    if topic.resource is None and topic.work >= PAGE_FROM:
        yield "resource", f"is missing; a topic of {PAGE_FROM} minutes or more names a page"
    if not topic.concepts and topic.work >= CONCEPTS_FROM:
        said = f"is missing; a topic of {CONCEPTS_FROM} minutes or more names at least one"
        yield "concepts", said
    if topic.done_when is None and step.weeks.span > 1:
        yield "done_when", "is missing; the step takes several weeks, so each topic says its own"


def _parts(roadmap: Roadmap, places: Places) -> Iterator[Problem]:
    """A part of a project has some slices, and one at least for each of its weeks."""
    rows = roadmap.template_rows(roadmap.paces[0].id)
    wanted = any(row.activity == "project" for row in rows)
    for step in _all_steps(roadmap):
        if step.project is None:
            continue
        count, weeks = len(step.project.slices), step.weeks.span
        fewest, most = max(SLICES_FEWEST, weeks), max(SLICES_MANY, 2 * weeks)
        path = (*places.steps[step.id], "project", "slices")
        if count and not fewest <= count <= most:
            yield path, f"holds {count}; cut the part into {fewest} to {most} slices"
        elif not count and wanted:
            yield path, f"is missing; cut the part into {fewest} to {most} slices"


def _lanes(roadmap: Roadmap) -> Iterator[Problem]:
    """Where lanes run side by side, a day of study says whether it goes to the main one."""
    if roadmap.ordering != "lanes":
        return
    for i, template in enumerate(roadmap.templates):
        for j, row in enumerate(template.rows):
            if row.activity in STUDY and row.lane is None:
                path = ("templates", i, "rows", j, "lane")
                yield path, "is missing; with ordering: lanes a row says main or side"


@dataclass(frozen=True)
class Walk:
    """One way through a roadmap; a roadmap week takes `span` calendar weeks at its first pace."""

    roadmap: Roadmap
    span: Fraction
    places: Places

    def problems(self, weeks: Iterable[int]) -> Iterator[Problem]:
        """What is missing on this way, in these weeks."""
        for week in weeks:
            yield from self._study(week)
            yield from self._project(week)
        for step in self.roadmap.steps:
            if step.project is not None:
                yield from self._needs(step, step.project)

    def _minutes(self, *activities: str) -> Fraction:
        """What the first pace's week gives to some activities, in a roadmap week."""
        rows = self.roadmap.template_rows(self.roadmap.paces[0].id)
        return self.span * sum(row.minutes for row in rows if row.activity in activities)

    def _study(self, week: int) -> Iterator[Problem]:
        """The topics fill the time for learning and practice, and half of that for the project."""
        room = self._minutes(*STUDY) + self._minutes("project") / 2
        work = sum(self._work(step, week) for step in self.roadmap.steps_of(week))
        if not FILL_LEAST * room <= work <= FILL_MOST * room:
            said = f"fill week {week} with {round(work)} minutes"
            least, most = round(FILL_LEAST * room), round(FILL_MOST * room)
            yield (
                (*self._place(week), "topics"),
                f"{said}; make it {least} to {most}, by minutes, sittings or topics",
            )

    def _work(self, step: Step, week: int) -> Fraction:
        """The minutes that a step's topics take in a week; of a menu, those of an average pick."""
        if step.pick is not None:
            menu = sum(topic.work for topic in step.topics)
            return Fraction(menu * min(step.pick, len(step.topics)), len(step.topics)) / (
                step.weeks.span
            )
        topics = topics_in(step, week)
        return Fraction(sum(topic.work for topic in topics if not topic.optional))

    def _project(self, week: int) -> Iterator[Problem]:
        """A week with days for a project has slices to fill them."""
        room = self._minutes("project")
        built = [(step, step.project) for step in self.roadmap.steps_of(week) if step.project]
        if room and not built:
            yield (*self._place(week), "project"), f"is missing; week {week} has days for one"
        elif room and all(part.slices for _, part in built):
            yield from self._slices(week, built, room)

    def _slices(
        self, week: int, built: Sequence[tuple[Step, ProjectPart]], room: Fraction
    ) -> Iterator[Problem]:
        work = sum(
            Fraction(sum(piece.minutes for piece in part.slices), step.weeks.span)
            for step, part in built
        )
        if not SLICES_LEAST * room <= work <= SLICES_MOST * room:
            least, most = round(SLICES_LEAST * room), round(SLICES_MOST * room)
            step, _ = built[0]
            said = f"fill week {week} with {round(work)} minutes; make it {least} to {most}"
            yield (*self.places.steps[step.id], "project", "slices"), said

    def _needs(self, step: Step, part: ProjectPart) -> Iterator[Problem]:
        """A slice needs no topic that comes later, and none that may be left out."""
        for place, piece in enumerate(part.slices):
            due = step.weeks.first + place * step.weeks.span // len(part.slices)
            for nth, need in enumerate(piece.needs):
                path = (*self.places.steps[step.id], "project", "slices", place, "needs", nth)
                begins = self._begins.get(need)
                if begins is None:
                    yield path, f"names {need}, which may be left out on the way here"
                elif begins > due:
                    yield path, f"names {need} of week {begins}, but the slice is due in week {due}"

    @cached_property
    def _begins(self) -> dict[str, int]:
        """The week of each topic that nobody leaves out."""
        return {
            topic.id: week
            for week in range(1, self.roadmap.weeks + 1)
            for step in self.roadmap.steps_of(week)
            for topic in topics_in(step, week)
            if not topic.optional and step.pick is None
        }

    def _place(self, week: int) -> NodePath:
        return self.places.steps[self.roadmap.step_of(week).id]
