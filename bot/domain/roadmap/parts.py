"""The pieces that the weeks of a roadmap are made of, and what each may hold.

How a roadmap file is written, with an example to copy: docs/roadmaps.md. What stands around the
weeks (paces, tips, checklists) is in `roadmap_around`. Each figure says where it comes from:
`printed` in the source, `derived` from what is printed, or `ours`.
"""

from typing import Annotated, Final, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from bot.domain.roadmap.concepts import Concept
from bot.domain.roadmap.text import (
    Address,
    Headline,
    Line,
    LongAddress,
    Many,
    Minutes,
    Sentence,
    Short,
    Slug,
    Some,
    Task,
    Text,
    Title,
    Week,
)

Status = Literal["printed", "derived", "ours"]
Ordering = Literal["sequence", "lanes", "passes", "gates"]
Unit = Literal[
    "minute", "hour", "day", "week", "month", "hour/day", "hour/week", "count", "percent", "times"
]
Kind = Literal[
    "page", "docs", "course", "tutorial", "article", "book", "video", "practice", "post", "roadmap"
]

CHECKS_MOST: Final = 3


class RoadmapPart(BaseModel):
    """A piece of a roadmap: it never changes, and knows no field that is not named here."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)


def told(printed: str | None, status: Status) -> None:
    """Refuse a figure that is said to be printed and does not tell how."""
    if status == "printed" and printed is None:
        raise ValueError("needs printed: the words of the source, or status: derived or ours")


def _three(lines: tuple[str, ...]) -> tuple[str, ...]:
    if len(lines) > CHECKS_MOST:
        raise ValueError(f"holds {len(lines)} lines; keep the {CHECKS_MOST} that show most")
    return lines


class Range(RoadmapPart):
    """A figure from `min` to `max`; without `max` it is open upwards ("20+")."""

    min: Annotated[float, Field(ge=0, le=10_000)]
    max: Annotated[float, Field(ge=0, le=10_000)] | None = None
    unit: Unit
    printed: Short | None = None
    status: Status = "printed"

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.max is not None and self.max < self.min:
            raise ValueError(f"ends at {self.max:g}, before it begins ({self.min:g}); swap them")
        told(self.printed, self.status)
        return self

    @property
    def middle(self) -> float:
        """Half way between the ends; the beginning of an open range."""
        return self.min if self.max is None else (self.min + self.max) / 2


class Weeks(RoadmapPart):
    """The roadmap weeks a step takes, first and last included."""

    first: Week
    last: Week
    status: Status = "printed"

    @model_validator(mode="after")
    def _forwards(self) -> Self:
        if self.last < self.first:
            raise ValueError(f"ends in week {self.last}, before it begins in week {self.first}")
        return self

    @property
    def span(self) -> int:
        """How many weeks that are."""
        return self.last - self.first + 1


class Resource(RoadmapPart):
    """The one place to read on in a step, with its address."""

    title: Short
    url: Address
    status: Status = "ours"


class Reading(RoadmapPart):
    """An entry in a list of resources or of other roadmaps.

    `printed_address` is the address as the source prints it; where that is only a trail of names,
    there may be no `url`.
    """

    title: Line
    url: LongAddress | None = None
    printed_address: Line | None = None
    kind: Kind = "page"
    cost: Literal["free", "paid", "free/paid"] | None = None
    by: Short | None = None
    date: Short | None = None
    text: Text | None = None
    optional: bool = False
    link: Literal["unchecked", "gone", "doubtful"] = "unchecked"
    status: Status = "printed"


class RoadmapQuestion(RoadmapPart):
    """Something to ask: of a learner at a gate or before an interview, or of us (with answer)."""

    id: Slug
    question: Line
    answer: Text | None = None
    status: Status = "printed"


class Goal(RoadmapPart):
    """What the source wants learned in a step, in our words."""

    id: Slug
    text: Text
    optional: bool = False


class Topic(RoadmapPart):
    """What can be ticked, and which goal it serves; `minutes` is a sitting, `duration` the whole.

    `sittings` is on how many days it is worked at. `exercise` is something to do in one sitting
    that shows whether it worked, `resource` the page to read, `done_when` how to know that it can
    be ticked; all four are ours. `pass_no` is the reading of the roadmap in which it is due, where
    a roadmap is read several times.
    """

    id: Slug
    title: Title
    text: Text | None = None
    minutes: Minutes
    sittings: Annotated[int, Field(ge=1, le=30)] | None = None
    duration: Range | None = None
    exercise: Task | None = None
    resource: Resource | None = None
    done_when: Sentence | None = None
    goal: Slug | None = None
    pass_no: Annotated[int, Field(ge=1, le=3)] | None = None
    pass_status: Status | None = None
    concepts: Many[Concept] = ()
    optional: bool = False
    status: Status = "ours"

    @property
    def days(self) -> int | None:
        """On how many days it is worked at: its sittings, else the middle of its printed days.

        None where neither is told; then a day's minutes decide.
        """
        if self.sittings is None and self.duration is not None and self.duration.unit == "day":
            return max(1, int(self.duration.middle + 0.5))
        return self.sittings

    @property
    def work(self) -> int:
        """The minutes of all its sittings."""
        return self.minutes * (self.days or 1)


class Slice(RoadmapPart):
    """A piece of a project that fits an evening; `needs` names the topics to know before it.

    `check` is how to see that it works. What is not `testable` (a page written, a choice made, tests
    themselves) is not asked for a test later.
    """

    id: Slug
    minutes: Minutes
    text: Task
    testable: bool = True
    needs: Many[Slug] = ()
    check: Sentence | None = None
    status: Status = "ours"


class ProjectPart(RoadmapPart):
    """What a step builds: part `part` of the project `family`, slice by slice.

    `status` says who had the idea; the words are ours.
    """

    family: Slug
    part: Annotated[int, Field(ge=1, le=99)]
    title: Headline
    brief: Text
    slices: Many[Slice] = ()
    status: Status = "printed"


class ProjectOption(RoadmapPart):
    """One of several things a project may be."""

    id: Slug
    title: Title
    brief: Text
    status: Status = "printed"


class Project(RoadmapPart):
    """One thing that is built, in one part or in several; `options` where the learner chooses."""

    id: Slug
    title: Title
    brief: Text
    options: Many[ProjectOption] = ()
    status: Status = "printed"


class Step(RoadmapPart):
    """A unit of content that spans one or more weeks.

    `lane` is the skill it belongs to; `branch` and `option` say on which side of a fork it lies;
    `gate` holds the questions to answer before going on. `checks` are things to try that show
    whether `done_when` holds. Where `pick` is given, the topics are a menu to pick that many from.
    """

    id: Slug
    title: Title
    text: Text | None = None
    weeks: Weeks
    duration: Range | None = None
    lane: Slug | None = None
    branch: Slug | None = None
    option: Slug | None = None
    goals: Many[Goal] = ()
    topics: Many[Topic]
    pick: Annotated[int, Field(ge=1, le=20)] | None = None
    project: ProjectPart | None = None
    resource: Resource
    readings: Many[Reading] = ()
    tools: Many[Short] = ()
    gate: Many[RoadmapQuestion] = ()
    done_when: Sentence
    checks: Annotated[Many[Sentence], AfterValidator(_three)] = ()


class Phase(RoadmapPart):
    """Steps that belong together; only where lanes run side by side does it have `weeks`."""

    id: Slug
    title: Title
    text: Text | None = None
    duration: Range | None = None
    weeks: Weeks | None = None
    steps: Some[Step]


class Lane(RoadmapPart):
    """A skill that is built up beside others, or an island that is visited again."""

    id: Slug
    title: Title
    text: Text
    share: Range | None = None
    duration: Range | None = None
    overlap: Line | None = None
    goals: Many[Text] = ()
    tools: Many[Short] = ()
    readings: Many[Reading] = ()
    projects: Many[Text] = ()
