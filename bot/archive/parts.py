"""What the pieces of the file of `/export` are made of, and those about recall (promise 7.3)."""

from datetime import date, datetime
from typing import Annotated, Final

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, PlainSerializer

from bot.domain import policy
from bot.domain.agenda import AppointmentKind
from bot.domain.recall.answers import Sureness

Instant = Annotated[AwareDatetime, PlainSerializer(datetime.isoformat, when_used="json")]
Short = Annotated[str, Field(max_length=128)]
Long = Annotated[str, Field(max_length=policy.TEXT_LENGTH_MOST)]
Count = Annotated[int, Field(ge=0, le=100_000)]
Week = Annotated[int, Field(ge=0, le=1000)]
Place = Annotated[int, Field(ge=0, le=999)]

FEW: Final = 1000
MANY: Final = 100_000
"""How long the lists can be."""


class ArchivePart(BaseModel):
    """A piece of the file: nothing but what is named here stands in it."""

    # Most processes never see an archive: what reads one is made with the first.
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)


class ArchivedRecall(ArchivePart):
    """A question of the bank was answered."""

    question: Annotated[str, Field(max_length=64)]
    right: bool
    sure: Sureness
    made_at: Instant
    made_on: date


class ArchivedReview(ArchivePart):
    """A row of recall questions; `phase` is that of a gate, or `entry/` and an entry test's roadmap."""

    opened_at: Instant
    opened_on: date
    phase: Annotated[str, Field(max_length=64)] | None = None
    question: Annotated[str, Field(max_length=64)] | None = None
    asked_at: Instant | None = None
    given: Long | None = None
    sure: Sureness | None = None
    closed_at: Instant | None = None
    finished_on: date | None = None
    answers: Annotated[tuple[ArchivedRecall, ...], Field(max_length=FEW)] = ()


class ArchivedBooking(ArchivePart):
    """What the last calendar file told of: a session or a check-in, under the id that it keeps."""

    kind: AppointmentKind
    day: date
    uid: Annotated[str, Field(max_length=64, pattern=r"^[0-9a-z]+@waymark$")]
    sequence: Count
    starts_at: Instant
    minutes: Annotated[int, Field(ge=1, le=policy.MINUTES_MOST)]
    zone: Annotated[str, Field(max_length=64)]
    cancelled: bool = False


class ArchivedFocus(ArchivePart):
    """The focus timer begun last; `ran` are the seconds until it was changed last."""

    started_at: Instant
    minutes: Annotated[int, Field(ge=policy.FOCUS_LEAST, le=policy.FOCUS_MOST)]
    changed_at: Instant
    platform: Annotated[str, Field(max_length=16)] = ""
    note: Long = ""
    ran: Count = 0
    paused: bool = False
    ended_at: Instant | None = None


class ArchivedCodeQuestion(ArchivePart):
    """A question about a line of one's own code; `picked` is the option that was chosen."""

    kind: Annotated[str, Field(max_length=32)]
    line: Annotated[int, Field(ge=1, le=MANY)]
    quote: Long
    ask: Long
    why: Long
    options: Annotated[tuple[Long, ...], Field(min_length=2, max_length=6)]
    right: Annotated[int, Field(ge=0, le=5)]
    picked: Annotated[int, Field(ge=0, le=5)] | None = None


class ArchivedExplanation(ArchivePart):
    """Questions about one's own code, of which nothing else is kept."""

    made_at: Instant
    made_on: date
    project: Short | None = None
    finished_at: Instant | None = None
    questions: Annotated[tuple[ArchivedCodeQuestion, ...], Field(min_length=1, max_length=9)]
