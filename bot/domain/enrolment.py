"""An enrolment: a learner on a roadmap, with every move, pace and choice (promise 3)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise, zip_longest

from bot.domain import policy
from bot.domain.history import Entry
from bot.domain.plan import Anchor
from bot.domain.reflection import Checkin
from bot.domain.roadmap.choices import CONTENT, OPTIONAL, TRIMMED, Choice


class MoveCause(StrEnum):
    """Why a learner's week changed (promise 3.2)."""

    START = "start"
    NEXT = "next"
    BACK = "back"
    CHECKIN = "checkin"
    FINISH = "finish"
    """Past the last week."""
    CHOICE = "choice"
    """A fork taken differently, or another version: the same step lies in another week."""


@dataclass(frozen=True, slots=True)
class Move:
    """The learner is in `week` from then on; one beyond the last week has finished."""

    week: int
    cause: MoveCause
    made_at: datetime
    made_on: date


@dataclass(frozen=True, slots=True)
class Pacing:
    """From then on due dates hang on `anchor`, at `pace` (promise 3.3)."""

    anchor: Anchor
    pace: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A learner on a roadmap: its content's version, every move, every pace and every choice.

    `ended_at` is set when a merge left it for another (promise 7.1).
    """

    id: int
    roadmap: str
    version: str
    started_at: datetime
    started_on: date
    moves: tuple[Move, ...] = ()
    pacings: tuple[Pacing, ...] = ()
    choices: tuple[Choice, ...] = ()
    ended_at: datetime | None = None

    @property
    def taken(self) -> dict[str, str]:
        """What was chosen, by fork: the latest counts (promise 3.7)."""
        return {each.branch: each.option for each in self.choices}

    @property
    def content(self) -> str:
        """The version of the content the learner accepted last (promise 3.8)."""
        return self.taken.get(CONTENT, self.version)

    @property
    def trims(self) -> bool:
        """Whether optional topics are trimmed (promise 3.7)."""
        return self.taken.get(OPTIONAL) == TRIMMED

    @property
    def week(self) -> int:
        """The learner's position, 1..N, or N + 1 when finished."""
        return self.moves[-1].week

    def holds(self, record: Entry | Checkin) -> bool:
        """Whether an entry or a check-in was made on this enrolment."""
        if record.enrolment_id is not None:
            return record.enrolment_id == self.id
        made_at = record.made_at if isinstance(record, Entry) else record.opened_at
        return made_at >= self.started_at

    def looks_back_on(self, today: date) -> int:
        """The week a check-in of `today` is about: the one that `/next` has just left behind."""
        last = self.moves[-1]
        new = (today - last.made_on).days < policy.CHECKIN_APART_DAYS
        return self.moves[-2].week if last.cause is MoveCause.NEXT and new else last.week

    @property
    def shifted(self) -> Iterator[range]:
        """Weeks that a choice put behind the learner, or before: nobody walked them."""
        for here, there in pairwise(self.moves):
            if there.cause is MoveCause.CHOICE:
                yield range(*sorted((here.week, there.week)))

    @property
    def walked(self) -> list[tuple[date, int]]:
        """The days and weeks of the moves, counted on as if no choice had shifted any."""
        found, shift = [], 0
        for here, there in pairwise((self.moves[0], *self.moves)):
            if there.cause is MoveCause.CHOICE:
                shift += there.week - here.week
            found.append((there.made_on, there.week - shift))
        return found

    @property
    def finished(self) -> bool:
        """Whether the last week is behind the learner (promise 3.2)."""
        return self.moves[-1].cause is MoveCause.FINISH

    @property
    def finished_on(self) -> date | None:
        """The day on which the last week was left behind; None where it is not."""
        return self.moves[-1].made_on if self.finished else None

    @property
    def resting(self) -> Iterator[tuple[date, date | None]]:
        """The days after a finish, until a step back (promise 3.2)."""
        ends = [move.made_on - timedelta(days=1) for move in self.moves[1:]]
        for move, end in zip_longest(self.moves, ends):
            if move.cause is MoveCause.FINISH:
                yield move.made_on, end

    @property
    def pacing(self) -> Pacing:
        """The pace and anchor in force."""
        return self.pacings[-1]

    @property
    def plan_from(self) -> date:
        """The plan's first day."""
        return self.pacings[0].anchor.day
