"""What is stored about recall: reviews, and the answers given in them (promise 12)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

_ENTRY: Final = "entry/"
"""No phase is called so: its name has no slash."""


class Sureness(StrEnum):
    """How sure somebody was of an answer, said before they saw whether it is right."""

    SURE = "sure"
    HALF = "half"
    NO = "no"


@dataclass(frozen=True, slots=True)
class RecallAnswer:
    """A question of the bank was answered, on the learner-day `made_on`."""

    id: int
    question: str
    right: bool
    sure: Sureness
    made_at: datetime
    made_on: date
    review_id: int


@dataclass(frozen=True, slots=True)
class Review:
    """A row of questions, asked one at a time. One is open until it is finished or left.

    `phase` is the phase that a gate is about (promise 12.5), or which roadmap's entry test it is, as
    `entry_to` writes it; None in an ordinary review, which asks what is due. `question` is the one that is shown, `given` what was answered to it, and `sure`
    how sure; each is None until then. `asked_at` is when it was shown.
    """

    id: int
    opened_at: datetime
    opened_on: date
    phase: str | None = None
    question: str | None = None
    asked_at: datetime | None = None
    given: str | None = None
    sure: Sureness | None = None
    closed_at: datetime | None = None
    finished_on: date | None = None

    @property
    def is_open(self) -> bool:
        """Whether it can be gone on with."""
        return self.closed_at is None

    @property
    def entry(self) -> str | None:
        """The roadmap whose entry test it is (promise 12.6)."""
        about = self.phase or ""
        return about.removeprefix(_ENTRY) if about.startswith(_ENTRY) else None


def entry_to(roadmap: str) -> str:
    """What an entry test says instead of a phase."""
    return f"{_ENTRY}{roadmap}"


def open_review(reviews: Sequence[Review]) -> Review | None:
    """The review that can be gone on with: the newest that is open."""
    return next((each for each in reversed(reviews) if each.is_open), None)
