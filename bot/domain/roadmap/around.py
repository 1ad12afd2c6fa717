"""What stands around the weeks of a roadmap: paces, example weeks, advice, lists to tick."""

from typing import Annotated, Literal, Self

from pydantic import AliasChoices, Field, model_validator

from bot.domain.roadmap.concepts import Concept
from bot.domain.roadmap.parts import Range, RoadmapPart, Status, told
from bot.domain.roadmap.text import (
    Line,
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

Activity = Literal["learn", "practise", "project", "review"]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


class EntryPoint(RoadmapPart):
    """A week of another roadmap, after which one is ready."""

    roadmap: Slug
    week: Week


class Entrance(RoadmapPart):
    """What a roadmap builds on: who has met most of it is told, and its entry test asks about it.

    The first eight `concepts` are asked about first. `after` says where they can be learnt.
    """

    concepts: Some[Concept]
    after: Many[EntryPoint] = ()


class Habit(RoadmapPart):
    """When a pace studies: hours at a time or in all, and on how many occasions."""

    hours: Range
    times: Range
    text: Text


class Pace(RoadmapPart):
    """How fast a roadmap is walked (promise 3.1)."""

    id: Slug
    title: Title
    hours_a_week: Range
    calendar_weeks: Range
    text: Annotated[
        Text | None,
        Field(validation_alias=AliasChoices("text", "printed")),  # its name until version 0.2
    ] = None
    suits: Text
    weekdays: Habit | None = None
    weekend: Habit | None = None
    status: Status = "printed"

    @model_validator(mode="after")
    def _told(self) -> Self:
        if self.status == "printed" and self.text is None:
            raise ValueError("needs text: what the source says of it, or status: derived or ours")
        return self


class TemplateRow(RoadmapPart):
    """One study day of a week: what it is for and how long it takes.

    `lane` says whether it goes to the main step of the week or to one beside it.
    """

    weekday: Weekday
    minutes: Minutes
    activity: Activity
    lane: Literal["main", "side"] | None = None
    focus: Sentence
    printed: Short | None = None
    status: Status = "printed"

    @model_validator(mode="after")
    def _told(self) -> Self:
        told(self.printed, self.status)
        return self


class RestDay(RoadmapPart):
    """A day without study, as the source has it."""

    weekday: Weekday
    text: Line
    status: Status = "printed"


class Template(RoadmapPart):
    """An example week of a pace; `load` and `total` as printed, whatever the rows add up to."""

    pace: Slug
    title: Title
    load: Range
    rows: Some[TemplateRow]
    rest: Many[RestDay] = ()
    total: Range


class TimeShare(RoadmapPart):
    """How many hours of a week go to one activity, and what counts as it."""

    activity: Activity
    title: Title
    covers: Text
    hours: Range


class TimeSplit(RoadmapPart):
    """How a week's hours divide; `total` as printed, whatever the rows add up to."""

    rows: Some[TimeShare]
    total: Range


class Checkpoint(RoadmapPart):
    """Where a learner stands, and after how many hours, at the end of a week (promise 4.3)."""

    title: Title
    after_week: Week
    hours: Range
    expected: Text


class Guideline(RoadmapPart):
    """A piece of advice or a statistic, with its figure and, in `via`, who it is from."""

    title: Title
    text: Text
    value: Range | None = None
    via: Line | None = None
    status: Status = "printed"


class Tip(RoadmapPart):
    """How to make the time count; one of a phase is for that phase."""

    id: Slug
    title: Title
    text: Text
    phase: Slug | None = None
    status: Status = "printed"


class ToolGroup(RoadmapPart):
    """The tools of one category."""

    category: Title
    tools: Some[Short]


class ChecklistItem(RoadmapPart):
    """One line to tick; `target` is how many are wanted."""

    id: Slug
    text: Text
    target: Range | None = None
    optional: bool = False
    status: Status = "printed"


class Checklist(RoadmapPart):
    """Lines to tick, under a title."""

    id: Slug
    title: Title
    items: Some[ChecklistItem]


class Comparison(RoadmapPart):
    """A table; the first cell of a row names it."""

    id: Slug
    title: Title
    columns: Some[Short]
    rows: Some[Many[Text]]
    status: Status = "printed"


class Responsibility(RoadmapPart):
    """What a job asks for, how to prepare for it and what to practise."""

    id: Slug
    title: Title
    share: Range
    text: Text
    prepare: Some[Text]
    practise: Some[Text]
    lanes: Many[Slug] = ()


class SourceNote(RoadmapPart):
    """Where the source disagrees with itself, or where we had to choose."""

    text: Text
    week: Week | None = None
