"""What is stored about a learner: facts that are added or taken back, never rewritten."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class EntryKind(StrEnum):
    """What kind of study an entry logs. Each kind makes its day done (promise 2.1)."""

    DONE = "done"
    TICK = "tick"
    REVIEW = "review"
    FOCUS = "focus"
    EXPLAIN = "explain"


@dataclass(frozen=True, slots=True)
class Entry:
    """One logged piece of study, stamped when it was made (promise 1.2).

    `made_at` is an instant in UTC, `made_on` the learner-day of that instant, `day` the
    learner-day the entry is for. `minutes` is None where the learner gave none.
    `topic` names the ticked topic (`roadmap/topic`); `unticked` says that the topic was opened
    again later than an undo reaches, which leaves the day's credit alone. `message` is our id of
    the message whose button made the entry (promise 2.1). `enrolment_id` and `week` say where the
    learner stood when it was made; None where that was not noted.
    """

    id: int
    kind: EntryKind
    made_at: datetime
    made_on: date
    day: date
    zone: str
    rollover: int
    minutes: int | None = None
    note: str = ""
    topic: str | None = None
    unticked: bool = False
    message: str | None = None
    enrolment_id: int | None = None
    week: int | None = None


@dataclass(frozen=True, slots=True)
class Pause:
    """Learner-days from `first` to `last`, both included (promise 2.7).

    `asked_last` is the last day as it was asked for; `last` comes earlier when `/resume` or a
    newer pause ended it (`last < first`: it was ended before it began). `asked_on` is the
    learner-day of the asking.
    """

    id: int
    asked_at: datetime
    asked_on: date
    first: date
    asked_last: date
    last: date


@dataclass(frozen=True, slots=True)
class StudyDays:
    """The weekdays (Monday is 0) that are study days from the learner-day `since` on."""

    since: date
    weekdays: frozenset[int]
