"""What a host is told of all learners together: counts, and nobody's name (promise 10)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class OnRoadmap:
    """How many learners are in each week of a roadmap, and how many have finished it."""

    weeks: Mapping[int, int]
    finished: int


@dataclass(frozen=True, slots=True)
class PromptCounts:
    """Daily prompts and comebacks: how many were `sent`, some of them `late`.

    `lost` came too late to be of use, or wait so long already, but for a closed terminal's; `dead` could not be delivered, and
    of the `ambiguous` nobody knows whether they arrived.
    """

    sent: int
    late: int
    lost: int
    dead: int
    ambiguous: int


@dataclass(frozen=True, slots=True)
class Tries:
    """How many of a number went well."""

    of: int = 0
    well: int = 0

    @property
    def percent(self) -> int | None:
        """How many of a hundred; None of none."""
        return round(100 * self.well / self.of) if self.of else None


@dataclass(frozen=True, slots=True)
class Statistics:
    """All counts at the instant `at`; of prompts and messages, what is on record.

    `active` are learners who did anything within so many days. `forecasts` held, `sure` answers
    were right, and questions asked `again` were.
    """

    at: datetime
    learners: int
    active: Mapping[int, int]
    enrolled: Mapping[str, OnRoadmap]
    prompts: PromptCounts
    forecasts: Tries
    answers: int
    sure: Tries
    again: Tries = field(default_factory=Tries)
