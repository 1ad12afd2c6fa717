"""What a roadmap is: phases > steps > topics, with paces, projects and what else the source prints.

A file in `roadmap_data/` is one `Roadmap`. A step spans one or more weeks; a week is the learner's
position, 1 to `weeks`. Nothing here reads a file or a clock.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, Self

from pydantic import ModelWrapValidatorHandler, ValidationError, model_validator

from bot.domain.roadmap import paths
from bot.domain.roadmap.around import (
    Activity,
    Checklist,
    ChecklistItem,
    Checkpoint,
    Comparison,
    Guideline,
    Habit,
    Pace,
    Responsibility,
    RestDay,
    SourceNote,
    Template,
    TemplateRow,
    TimeShare,
    TimeSplit,
    Tip,
    ToolGroup,
    Weekday,
)
from bot.domain.roadmap.faults import again, detail
from bot.domain.roadmap.forks import Branch, ForkOption
from bot.domain.roadmap.pages import Pages, pages_in
from bot.domain.roadmap.parts import (
    Goal,
    Lane,
    Ordering,
    Phase,
    Project,
    ProjectOption,
    ProjectPart,
    Range,
    Reading,
    Resource,
    RoadmapPart,
    RoadmapQuestion,
    Slice,
    Status,
    Step,
    Topic,
    Weeks,
)
from bot.domain.roadmap.rules import problems
from bot.domain.roadmap.text import Line, Many, Short, Slug, Some, Text, Title

__all__ = [
    "Activity",
    "Branch",
    "Checklist",
    "ChecklistItem",
    "Checkpoint",
    "Comparison",
    "ForkOption",
    "Goal",
    "Guideline",
    "Habit",
    "Lane",
    "Ordering",
    "Pace",
    "Phase",
    "Project",
    "ProjectOption",
    "ProjectPart",
    "Range",
    "Reading",
    "Resource",
    "Responsibility",
    "RestDay",
    "Roadmap",
    "RoadmapQuestion",
    "Slice",
    "SourceNote",
    "Status",
    "Step",
    "Template",
    "TemplateRow",
    "TimeShare",
    "TimeSplit",
    "Tip",
    "ToolGroup",
    "Topic",
    "Weekday",
    "Weeks",
]


class Roadmap(RoadmapPart):
    """A whole path, week 1 to the last."""

    id: Slug
    title: Title
    version: Short
    summary: Text
    for_you_if: Line | None = None
    you_end_with: Line | None = None
    not_if: Line | None = None
    source: Text
    ordering: Ordering = "sequence"
    extends: Slug | None = None
    extensions: Many[Slug] = ()
    duration: Range | None = None
    effort: Range | None = None
    total_hours: Range
    ads: Range | None = None
    lanes: Many[Lane] = ()
    branches: Many[Branch] = ()
    phases: Some[Phase]
    projects: Many[Project] = ()
    paces: Some[Pace]
    templates: Some[Template]
    time_split: TimeSplit | None = None
    checkpoints: Many[Checkpoint] = ()
    guidelines: Many[Guideline] = ()
    tips: Many[Tip] = ()
    statistics: Many[Guideline] = ()
    responsibilities: Many[Responsibility] = ()
    comparisons: Many[Comparison] = ()
    faq: Many[RoadmapQuestion] = ()
    interview: Many[RoadmapQuestion] = ()
    tools: Many[ToolGroup] = ()
    readings: Many[Reading] = ()
    directory: Many[Reading] = ()
    checklist: Checklist | None = None
    outcomes: Many[Checklist] = ()
    source_notes: Many[SourceNote] = ()

    @model_validator(mode="wrap")
    @classmethod
    def _whole(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        """Fields and what holds between them are checked together, so no problem hides another."""
        found = [] if isinstance(data, cls) else [detail(*problem) for problem in problems(data)]
        try:
            made = handler(data)
        except ValidationError as broken:
            found = [again(error) for error in broken.errors(include_url=False)] + found
        if found:
            raise ValidationError.from_exception_data(cls.__name__, found)
        return made

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """As pydantic's, without what was derived from the fields before."""
        made = super().model_copy(update=update, deep=deep)
        for derived in ("steps", "weeks", "_steps_by_week", "_chosen"):
            made.__dict__.pop(derived, None)
        return made

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Every step that is walked, in order; at a fork, those of the option taken."""
        return tuple(step for phase in self.phases for step in self._steps_in(phase))

    @cached_property
    def weeks(self) -> int:
        """How many weeks the roadmap has."""
        return max(step.weeks.last for step in self.steps)

    @property
    def capstones(self) -> tuple[ProjectOption, ...]:
        """What the learner may choose to build at the end."""
        return tuple(option for project in self.projects for option in project.options)

    @cached_property
    def pages(self) -> Pages:
        """Every page that the roadmap names."""
        return pages_in(self.model_dump())

    @property
    def concepts(self) -> Mapping[str, tuple[str, ...]]:
        """For each topic that has any, the concepts it shares with topics of other roadmaps."""
        return {topic.id: topic.concepts for topic in self._topics() if topic.concepts}

    def chosen(self, choices: Mapping[str, str]) -> Self:
        """The roadmap for these options at its forks (branch id to option id), promise 3.7.

        Where nothing was chosen the default counts. An option that takes weeks on top moves what
        comes after it. Ask the roadmap as it was loaded, not one already chosen. LookupError where
        a fork does not offer the option.
        """
        taken = paths.options_taken(self.branches, choices)
        key = tuple(option.id for option in taken.values())
        if key == tuple(branch.default for branch in self.branches):
            return self
        phases, made = self._chosen.get(key, (None, None))
        if made is None or phases is not self.phases:
            parts = (self.branches, self.phases, self.checkpoints, self.source_notes)
            made = self.model_copy(update=paths.fields_on_path(*parts, taken))
            self._chosen[key] = (self.phases, made)
        return made

    @cached_property
    def _chosen(self) -> dict[tuple[str, ...], tuple[tuple[Phase, ...], Self]]:
        """What was chosen before, with the phases it was made from."""
        return {}

    def branch_at(self, week: int) -> Branch | None:
        """The fork that `week` lies in, if any."""
        branch = self.step_of(week).branch
        return next((each for each in self.branches if each.id == branch), None)

    def phase_of(self, week: int) -> Phase:
        """The phase `week` belongs to; LookupError outside 1 to `weeks`."""
        for phase in self.phases:
            steps = self._steps_in(phase)
            weeks = phase.weeks or steps[0].weeks
            if weeks.first <= week <= (phase.weeks or steps[-1].weeks).last:
                return phase
        raise LookupError(f"{self.id} has weeks 1 to {self.weeks}, not {week}")

    def step_of(self, week: int) -> Step:
        """The step `week` belongs to, the main one of several; LookupError outside 1 to `weeks`."""
        return self.steps_of(week)[0]

    def steps_of(self, week: int) -> tuple[Step, ...]:
        """Every step of `week`, the main one first; LookupError outside 1 to `weeks`."""
        if week not in self._steps_by_week:
            self.phase_of(week)
            self._steps_by_week[week] = paths.by_rank(self.steps, self.lanes, week)
        return self._steps_by_week[week]

    @cached_property
    def _steps_by_week(self) -> dict[int, tuple[Step, ...]]:
        """What was asked for before; `/today` asks some fifty times."""
        return {}

    def topics_of(self, week: int) -> tuple[Topic, ...]:
        """The topics of `week`: those of its steps, each spread over the weeks of its step."""
        steps = self.steps_of(week)
        return tuple(topic for step in steps for topic in paths.topics_in(step, week))

    def topic(self, topic_id: str) -> Topic:
        """The topic with that id, also of an option not taken; LookupError where there is none."""
        for topic in self._topics():
            if topic.id == topic_id:
                return topic
        raise LookupError(f"{self.id} has no topic {topic_id!r}")

    def lane(self, lane_id: str) -> Lane:
        """The lane with that id; LookupError where there is none."""
        for lane in self.lanes:
            if lane.id == lane_id:
                return lane
        raise LookupError(f"{self.id} has no lane {lane_id!r}")

    def project(self, family: str) -> Project:
        """The project with that id; LookupError where there is none."""
        for project in self.projects:
            if project.id == family:
                return project
        raise LookupError(f"{self.id} has no project {family!r}")

    def parts_of(self, family: str) -> tuple[ProjectPart, ...]:
        """The parts of a project, in order."""
        built = (step.project for step in self.steps if step.project)
        mine = (part for part in built if part.family == family)
        return tuple(sorted(mine, key=lambda part: part.part))

    def pace(self, pace_id: str) -> Pace:
        """The pace with that id; LookupError where there is none."""
        for pace in self.paces:
            if pace.id == pace_id:
                return pace
        known = ", ".join(pace.id for pace in self.paces)
        raise LookupError(f"{self.id} has the paces {known}, not {pace_id!r}")

    def _topics(self) -> Iterator[Topic]:
        """Every topic of the file."""
        for phase in self.phases:
            for step in phase.steps:
                yield from step.topics

    def _steps_in(self, phase: Phase) -> tuple[Step, ...]:
        if not self.branches:
            return phase.steps
        taken = {branch.id: branch.default for branch in self.branches}
        return tuple(step for step in phase.steps if paths.on_path(step, taken))

    def template_rows(self, pace_id: str) -> tuple[TemplateRow, ...]:
        """The example week at a pace; one without its own takes the first, scaled by the load."""
        pace = self.pace(pace_id)
        for template in self.templates:
            if template.pace == pace_id:
                return template.rows
        first = self.templates[0]
        factor = pace.hours_a_week.middle / self.pace(first.pace).hours_a_week.middle
        return tuple(paths.scaled(row, factor) for row in first.rows)
