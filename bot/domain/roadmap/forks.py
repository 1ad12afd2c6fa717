"""Where a roadmap forks: the options, and what speaks for each (promise 3.7)."""

from typing import Annotated

from pydantic import Field

from bot.domain.roadmap.parts import Range, RoadmapPart
from bot.domain.roadmap.text import Line, Many, Slug, Some, Text, Title


class ForkOption(RoadmapPart):
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


class Branch(RoadmapPart):
    """A fork: the learner takes one of `options`; `others` are only compared."""

    id: Slug
    question: Line
    default: Slug
    options: Some[ForkOption]
    others: Many[ForkOption] = ()
    advice: Many[Text] = ()
