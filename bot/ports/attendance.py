"""The port for group days under way: what each member adds to their counts (promises 6.2, 6.3)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from bot.domain.groups.calendars import Calendars
from bot.domain.groups.count import CountStep, DayCount
from bot.domain.groups.day import MemberDay
from bot.domain.groups.history import MemberHistory
from bot.domain.preferences import Quiet
from bot.ports.groups import StudyGroup


@dataclass(frozen=True, slots=True)
class MemberView:
    """A member as the group sees them: `shows_name` says that the board may name them (6.5).

    `last_entry` is the id of what they logged last; their timer runs until `timer_ends`.
    """

    id: int
    shows_name: bool
    is_in: bool
    zone: str
    quiet: Quiet
    last_entry: int
    timer_ends: datetime | None = None


@dataclass(frozen=True, slots=True)
class KnownMember:
    """A member, and all that their part in the days to be counted is made from."""

    view: MemberView
    history: MemberHistory


@dataclass(frozen=True, slots=True)
class Unknown:
    """Members who are to be looked at for these days."""

    ids: tuple[int, ...]
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Learnt:
    """A member who was looked at: whether they are inactive, or when time makes them so, their days."""

    view: MemberView
    is_inactive: bool
    idle_at: datetime | None
    days: tuple[MemberDay, ...]


@dataclass(frozen=True, slots=True)
class Crowd:
    """Some of the members: the names of those who show them, in order, and how many all are."""

    names: tuple[str, ...] = ()
    many: int = 0


class Attendance(Protocol):
    """The days of groups, within one transaction; each question costs what its answer holds.

    What is kept here follows from what is stored about the members: it is worked out anew for whom
    something changed, and asked of nobody else.
    """

    async def began(self, group: StudyGroup, since: date) -> Mapping[date, datetime]:
        """When the days since one began."""

    async def last(self, group: StudyGroup) -> date | None:
        """The last day that is known; None before any is."""

    async def joined_first(self, group: StudyGroup) -> date | None:
        """The own day of the first who joined; None where nobody ever did."""

    async def begin(self, group: StudyGroup, days: Mapping[date, datetime | None]) -> None:
        """Note that days have begun; without an instant it is the one before the first.

        On that one nobody counts: from it the others follow.
        """

    async def next(self, group: StudyGroup, last: date) -> datetime | None:
        """When the day after the `last` that has begun begins for its first member."""

    async def calendars(self, group: StudyGroup) -> Calendars:
        """The days of all who ever were members, read in slices."""

    async def unknown(
        self, group: StudyGroup, days: Collection[date], now: datetime, limit: int
    ) -> Unknown | None:
        """Up to `limit` members who are to be looked at; None where all are known."""

    async def members(
        self, group: StudyGroup, ids: Sequence[int], asked: date
    ) -> Sequence[KnownMember]:
        """Members with what is asked of days from `asked` on, who are set up."""

    async def learn(
        self, group: StudyGroup, unknown: Unknown, found: Sequence[Learnt]
    ) -> Collection[date]:
        """Keep what was found out about members; the days whose beginning has to be seen anew."""

    async def look_anew(self, group: StudyGroup, day: date) -> None:
        """See anew when a day began, and at everybody on it; it goes where it is nobody's now."""

    async def counts(self, group: StudyGroup, days: Collection[date]) -> Sequence[DayCount]:
        """The counts of days of which all members are known, as far as they were counted."""

    async def steps(self, group: StudyGroup, day: DayCount, until: datetime) -> Sequence[CountStep]:
        """What changes a day's counts after what is counted, up to an instant, in order."""

    async def keep(self, group: StudyGroup, day: DayCount) -> None:
        """Keep how far a day was counted."""

    async def let_go(self, group: StudyGroup, before: date) -> None:
        """Nobody asks about the members' days before one any more."""

    async def lived(
        self, group: StudyGroup, days: Collection[date], now: datetime
    ) -> Sequence[date]:
        """Those of the days that a member lives now, in order."""

    async def next_instant(
        self, group: StudyGroup, days: Collection[date], now: datetime
    ) -> datetime | None:
        """When time alone next changes something about a member on one of these days."""

    async def ends(
        self, group: StudyGroup, day: date, until: datetime
    ) -> tuple[datetime, datetime] | None:
        """When a day first and last ends for those expected, each by their own clock."""

    async def one_zone(self, group: StudyGroup, day: date) -> str | None:
        """The zone of all members; None where they have several."""

    async def studied(self, group: StudyGroup, day: date, until: datetime) -> tuple[str, ...]:
        """The names of those who have done a day and show their name, in order; read in slices."""

    async def studying(self, group: StudyGroup, day: date, now: datetime) -> Crowd:
        """The members whose timers run, of those who live a day now."""

    async def came(self, group: StudyGroup, days: Collection[date]) -> Crowd:
        """The members who came on one of these days."""
