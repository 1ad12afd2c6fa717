"""The weekly check-in: its questions, what was answered, and what is still open (promise 5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain import policy


class Question(StrEnum):
    """What a check-in asks, in this order (promise 5.1)."""

    LEARNT = "learnt"
    BUILT = "built"
    HARD = "hard"
    CONFIDENCE = "confidence"
    PLAN = "plan"
    WEEK = "week"


REFLECTION = tuple(question for question in Question if question is not Question.WEEK)
"""The five questions of the reflection; the sixth asks for the learner's week."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to one question; None where it was skipped. The latest one counts."""

    question: Question
    text: str | None
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Checkin:
    """One check-in: opened in a week, by the schedule or by the learner.

    `late_by` are the signed days of the plan when it was finished (`Standing.late_by`).
    `closed_at` is set when it was finished, or when a newer one took its place. `enrolment_id` is
    the learner's at its opening; None where that was not noted.
    """

    id: int
    opened_at: datetime
    opened_on: date
    week: int
    answers: tuple[Answer, ...] = ()
    closed_at: datetime | None = None
    finished_on: date | None = None
    late_by: int = 0
    enrolment_id: int | None = None

    @property
    def latest(self) -> dict[Question, str | None]:
        """The answer that counts for each question that was answered or skipped."""
        return {answer.question: answer.text for answer in self.answers}

    @property
    def next_question(self) -> Question | None:
        """The first question neither answered nor skipped."""
        settled = self.latest
        return next((question for question in Question if question not in settled), None)

    @property
    def is_open(self) -> bool:
        """Whether it still waits for answers."""
        return self.closed_at is None

    @property
    def has_answers(self) -> bool:
        """Whether anything of it was answered; settling the week counts (promise 4.1)."""
        return any(text is not None for text in self.latest.values())

    def is_under_way(self, now: datetime, picked_up: datetime | None = None) -> bool:
        """Whether its questions are being answered.

        It is open, and the latest answer is fresh, or it was `picked_up` lately.
        """
        given = [each.made_at for each in self.answers if each.question is not Question.WEEK]
        latest = max([*given[-1:], *filter(None, [picked_up])], default=None)
        fresh = latest is not None and now - latest < policy.CHECKIN_UNDER_WAY
        return self.is_open and fresh

    @property
    def is_reflection(self) -> bool:
        """Whether at least one of the five questions was answered."""
        settled = self.latest
        return any(settled.get(question) is not None for question in REFLECTION)


def open_checkin(checkins: Sequence[Checkin]) -> Checkin | None:
    """The check-in that waits for answers."""
    return next((each for each in reversed(checkins) if each.is_open), None)
