"""The file in which a person takes everything along that is stored about them (promise 7.3).

Instants are ISO 8601 with an offset, days are learner-days. Ids have no authority: what belongs to
an enrolment names it by its place in the file's list, counted from 0.
"""

from datetime import date
from typing import Annotated, Any, Final, Literal

from pydantic import Field

from bot.archive.parts import (
    FEW,
    MANY,
    ArchivedBooking,
    ArchivedExplanation,
    ArchivedFocus,
    ArchivedReview,
    ArchivePart,
    Count,
    Instant,
    Long,
    Place,
    Short,
    Week,
)
from bot.domain import policy
from bot.domain.delivery import MessageKind
from bot.domain.history import EntryKind
from bot.domain.learner import MoveCause
from bot.domain.reflection import Question
from bot.domain.roadmap.choices import CONTENT

FORMAT: Final = "waymark-export"
VERSION: Final = 1
BYTES_MOST: Final = 5 * 1024 * 1024
"""What a file may weigh that comes back (promise 7.4)."""


class ArchivedAccount(ArchivePart):
    """Where the person was met: an id of a platform, and the name shown there.

    Written to in `chat`; `off_at` is since when that cannot be.
    """

    platform: Short
    id: Short
    name: Short
    chat: Short | None = None
    off_at: Instant | None = None
    zone: Short | None = None
    language: Short | None = None


class ArchivedLearner(ArchivePart):
    """The person: `run_told` is the day on which the last run ended that they were told of."""

    created_at: Instant
    accounts: Annotated[tuple[ArchivedAccount, ...], Field(max_length=FEW)] = ()
    heard_at: Annotated[tuple[Instant, ...], Field(max_length=FEW)] = ()
    acted_at: Instant | None = None
    run_told: date | None = None
    question: str | None = None


class ArchivedSetting(ArchivePart):
    """A setting got a value; `proposal` says that it was before the set-up was over."""

    key: Short
    value: Short
    made_at: Instant
    made_on: date
    proposal: bool = False


class ArchivedMove(ArchivePart):
    """The position from then on."""

    week: Week
    cause: MoveCause
    made_at: Instant
    made_on: date


class ArchivedPace(ArchivePart):
    """Due dates hang on `week` beginning on `day`, at `pace`, from then on."""

    week: Week
    day: date
    pace: Annotated[str, Field(max_length=32)]
    made_at: Instant


class ArchivedChoice(ArchivePart):
    """What was chosen at a fork, or another decision about the roadmap."""

    branch: Annotated[str, Field(max_length=32)]
    option: Annotated[str, Field(max_length=64)]
    made_at: Instant
    made_on: date


class ArchivedForecast(ArchivePart):
    """What was said of the finish: in so many days, as likely as not, and quite surely."""

    made_at: Instant
    made_on: date
    p50_days: Count
    p85_days: Count


class ArchivedEnrolment(ArchivePart):
    """A roadmap, and the way along it; `ended_at` where it was left as two became one (7.1)."""

    roadmap: Annotated[str, Field(max_length=64)]
    version: Annotated[str, Field(max_length=64)]
    started_at: Instant
    started_on: date
    ended_at: Instant | None = None
    moves: Annotated[tuple[ArchivedMove, ...], Field(min_length=1, max_length=MANY)]
    paces: Annotated[tuple[ArchivedPace, ...], Field(min_length=1, max_length=MANY)]
    choices: Annotated[tuple[ArchivedChoice, ...], Field(max_length=MANY)] = ()
    forecasts: Annotated[tuple[ArchivedForecast, ...], Field(max_length=MANY)] = ()

    @property
    def versions(self) -> tuple[str, ...]:
        """The versions of the roadmap that were walked, the present one last (promise 3.8)."""
        return self.version, *(each.option for each in self.choices if each.branch == CONTENT)


class ArchivedEntry(ArchivePart):
    """A logged piece of study; `enrolment` is the place of the enrolment it was made on."""

    kind: EntryKind
    made_at: Instant
    made_on: date
    day: date
    zone: Annotated[str, Field(max_length=64)]
    rollover: Annotated[int, Field(ge=0, le=23)]
    minutes: Annotated[int, Field(ge=policy.MINUTES_LEAST, le=policy.MINUTES_MOST)] | None = None
    note: Long = ""
    topic: Short | None = None
    unticked_at: Instant | None = None
    taken_back_at: Instant | None = None
    enrolment: Place | None = None
    week: Week | None = None
    message: Annotated[str, Field(max_length=32)] | None = None


class ArchivedCut(ArchivePart):
    """A pause was made shorter: when, and its last day from then on."""

    made_at: Instant
    last: date


class ArchivedPause(ArchivePart):
    """A pause as it was asked for, and as it was."""

    asked_at: Instant
    asked_on: date
    first: date
    asked_last: date
    last: date
    cuts: Annotated[tuple[ArchivedCut, ...], Field(max_length=FEW)] = ()


class ArchivedAnswer(ArchivePart):
    """What was answered; none where the question was skipped. The latest counts."""

    question: Question
    text: Long | None
    made_at: Instant


class ArchivedCheckin(ArchivePart):
    """A weekly check-in."""

    opened_at: Instant
    opened_on: date
    week: Week
    closed_at: Instant | None = None
    finished_on: date | None = None
    late_by: Annotated[int, Field(ge=-MANY, le=MANY)] = 0
    enrolment: Place | None = None
    answers: Annotated[tuple[ArchivedAnswer, ...], Field(max_length=FEW)] = ()


class ArchivedMark(ArchivePart):
    """Something said about a roadmap that credits no study day."""

    roadmap: Annotated[str, Field(max_length=64)]
    item: Annotated[str, Field(max_length=96)]
    made_at: Instant
    taken_back_at: Instant | None = None


class ArchivedOffer(ArchivePart):
    """What a day's page named; `after` says how many of the entries were made before it."""

    roadmap: Annotated[str, Field(max_length=64)]
    week: Week
    day: date
    made_at: Instant
    after: Count
    tasks: Long


class ArchivedMilestone(ArchivePart):
    """What was reached, once and for all."""

    name: Annotated[str, Field(max_length=96)]
    reached_at: Instant


class ArchivedGroup(ArchivePart):
    """A stay in a group; of no other member is anything said."""

    name: str
    joined_at: Instant
    joined_on: date
    left_at: Instant | None = None
    left_on: date | None = None


class ArchivedKudos(ArchivePart):
    """Kudos that were given, or else got."""

    given: bool
    day: date
    made_at: Instant


class ArchivedMessage(ArchivePart):
    """What came by itself, or was left out at that moment: `sent` tells which."""

    kind: MessageKind
    day: date
    at: Instant
    sent: bool = True
    opening: Count | None = None


class ArchivedWords(ArchivePart):
    """What was said to Waymark, as long as it is kept."""

    at: Instant
    text: str


class Archive(ArchivePart):
    """All that is stored about one person. The last of the enrolments is the one that goes on.

    A timer does not come back in: what it logged is among the entries.
    """

    format: Literal["waymark-export"]
    version: Literal[1]
    learner: ArchivedLearner
    settings: Annotated[tuple[ArchivedSetting, ...], Field(max_length=MANY)] = ()
    enrolments: Annotated[tuple[ArchivedEnrolment, ...], Field(max_length=FEW)] = ()
    entries: Annotated[tuple[ArchivedEntry, ...], Field(max_length=MANY)] = ()
    pauses: Annotated[tuple[ArchivedPause, ...], Field(max_length=FEW)] = ()
    checkins: Annotated[tuple[ArchivedCheckin, ...], Field(max_length=MANY)] = ()
    marks: Annotated[tuple[ArchivedMark, ...], Field(max_length=MANY)] = ()
    offers: Annotated[tuple[ArchivedOffer, ...], Field(max_length=MANY)] = ()
    milestones: Annotated[tuple[ArchivedMilestone, ...], Field(max_length=FEW)] = ()
    reviews: Annotated[tuple[ArchivedReview, ...], Field(max_length=MANY)] = ()
    explanations: Annotated[tuple[ArchivedExplanation, ...], Field(max_length=MANY)] = ()
    focus: ArchivedFocus | None = None
    bookings: Annotated[tuple[ArchivedBooking, ...], Field(max_length=FEW)] = ()
    groups: Annotated[tuple[ArchivedGroup, ...], Field(max_length=MANY)] = ()
    kudos: Annotated[tuple[ArchivedKudos, ...], Field(max_length=MANY)] = ()
    messages: Annotated[tuple[ArchivedMessage, ...], Field(max_length=MANY)] = ()
    said: Annotated[tuple[ArchivedWords, ...], Field(max_length=MANY)] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was lived yet: no entries, check-ins or pauses (promise 7.4)."""
        return not (self.entries or self.checkins or self.pauses)


def schema() -> dict[str, Any]:
    """The JSON schema of the file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Archive.model_json_schema(mode="serialization"),
    }
