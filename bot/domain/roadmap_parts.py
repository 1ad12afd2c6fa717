"""The pieces that the weeks of a roadmap are made of, and what each may hold.

How a roadmap file is written, with an example to copy: docs/roadmaps.md. What stands around the
weeks (paces, tips, checklists) is in `roadmap_around`. Each figure says where it comes from:
`printed` in the source, `derived` from what is printed, or `ours`.
"""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from bot.domain.roadmap_concepts import Concept
from bot.domain.roadmap_text import (
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


class Part(BaseModel):
    """A piece of a roadmap: it never changes, and knows no field that is not named here."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)


def told(printed: str | None, status: Status) -> None:
    """Refuse a figure that is said to be printed and does not tell how."""
    if status == "printed" and printed is None:
        raise ValueError("needs printed: the words of the source, or status: derived or ours")


class Range(Part):
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


class Weeks(Part):
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


class Resource(Part):
    """The one place to read on in a step, with its address."""

    title: Short
    url: Address
    status: Status = "ours"


class Reading(Part):
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


class Question(Part):
    """Something to ask: of a learner at a gate or before an interview, or of us (with answer)."""

    id: Slug
    question: Line
    answer: Text | None = None
    status: Status = "printed"


class Goal(Part):
    """What the source wants learned in a step, in our words."""

    id: Slug
    text: Text
    optional: bool = False


class Topic(Part):
    """What can be ticked, and which goal it serves; `minutes` is a sitting, `duration` the whole.

    `pass_no` is the reading of the roadmap in which it is due, where a roadmap is read several
    times.
    """

    id: Slug
    title: Title
    text: Text | None = None
    minutes: Minutes
    duration: Range | None = None
    goal: Slug | None = None
    pass_no: Annotated[int, Field(ge=1, le=3)] | None = None
    pass_status: Status | None = None
    concepts: Many[Concept] = ()
    optional: bool = False
    status: Status = "ours"


class ProjectPart(Part):
    """What a step builds: part `part` of the project `family`."""

    family: Slug
    part: Annotated[int, Field(ge=1, le=99)]
    title: Headline
    brief: Text


class ProjectOption(Part):
    """One of several things a project may be."""

    id: Slug
    title: Title
    brief: Text


class Project(Part):
    """One thing that is built, in one part or in several; `options` where the learner chooses."""

    id: Slug
    title: Title
    brief: Text
    options: Many[ProjectOption] = ()


class Step(Part):
    """A unit of content that spans one or more weeks.

    `lane` is the skill it belongs to; `branch` and `option` say on which side of a fork it lies;
    `gate` holds the questions to answer before going on.
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
    project: ProjectPart | None = None
    resource: Resource
    readings: Many[Reading] = ()
    tools: Many[Short] = ()
    gate: Many[Question] = ()
    done_when: Sentence


class Phase(Part):
    """Steps that belong together; only where lanes run side by side does it have `weeks`."""

    id: Slug
    title: Title
    text: Text | None = None
    duration: Range | None = None
    weeks: Weeks | None = None
    steps: Some[Step]


class Lane(Part):
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


class Option(Part):
    """One side of a fork, and what speaks for and against it (promise 3.7)."""

    id: Slug
    title: Title
    recommended: bool = False
    duration: Range | None = None
    overflow_weeks: Annotated[int, Field(ge=0, le=12)] = 0
    best_for: Text
    choose_if: Text
    pros: Many[Line] = ()
    cons: Many[Line] = ()
    path: Line | None = None


class Branch(Part):
    """A fork: the learner takes one of `options`; `others` are only compared."""

    id: Slug
    question: Line
    default: Slug
    options: Some[Option]
    others: Many[Option] = ()
    advice: Many[Text] = ()
