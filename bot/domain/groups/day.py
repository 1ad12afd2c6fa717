"""Members' parts in group days: who is expected, and who is done (promises 6.2 to 6.4)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum, auto
from itertools import islice

from bot.domain import policy
from bot.domain.groups.count import CountStep, Window
from bot.domain.groups.history import MemberHistory
from bot.domain.groups.member import Member
from bot.domain.streak.pauses import days_of

_DAY = timedelta(days=1)
_MANY = policy.GROUP_INACTIVE_AFTER_DAYS
_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class MemberDay:
    """A member's part in a group day, from `begins` to `ends` by their own clock.

    It `counts` where the day lies in one of their stays, and `goes_on` where the next one does.
    `steps` are what the part adds to the group's counts, also at instants to come, as long as nothing
    else is stored about the member. `windows` are the times in which they may do the day.
    """

    id: int
    day: date
    begins: datetime
    ends: datetime
    counts: bool
    goes_on: bool
    windows: tuple[Window, ...]
    steps: tuple[CountStep, ...]


class _Part(Enum):
    OUT = auto()
    EXPECTED = auto()
    DONE = auto()


class Group:
    """Some of a group's members, with all that is stored about them, and when its days began.

    `began` has every day since `since` on which the group had a member. Each member's part is
    theirs alone: who else is here, and in which order all is stored, is no matter.
    """

    def __init__(
        self,
        members: Iterable[MemberHistory],
        began: Mapping[date, datetime],
        since: date = date.min,
    ) -> None:
        self._members = {each.id: Member(each) for each in members}
        self._began = began
        self._since = since

    def day(self, member_id: int, day: date) -> MemberDay:
        """A member's part in a day; on one that is not the group's they only live. Raises UnknownDayError."""
        member, began = self._members[member_id], self._began.get(day)
        windows = member.windows(day, began) if began else ()
        return MemberDay(
            id=member_id,
            day=day,
            begins=member.begins(day),
            ends=member.ends(day),
            counts=member.has(day),
            goes_on=member.has(day + _DAY),
            windows=tuple((max(since, began), until) for since, until in windows if began),
            steps=tuple(_steps(self._course(member, day, began))) if began else (),
        )

    def done(self, member_id: int, day: date, at: datetime) -> bool:
        """Whether a member has done a day that is the group's."""
        return self._members[member_id].is_done(day, at)

    def is_inactive(self, member_id: int, at: datetime) -> bool:
        """Whether a member is inactive at an instant, to be told so (promise 6.4)."""
        member = self._members[member_id]
        return self._is_inactive(member, member.history.timeline.day(at) + _DAY, at)

    def grows_inactive(self, member_id: int, now: datetime) -> datetime | None:
        """When a member who is not inactive will be, if nothing happens until the day after this."""
        member = self._members[member_id]
        today = member.history.timeline.day(now)
        ends = (member.ends(day) for day in (today, today + _DAY))
        return next((at for at in ends if self.is_inactive(member_id, at)), None)

    def _course(
        self, member: Member, day: date, began: datetime
    ) -> Iterator[tuple[datetime, _Part, _Part]]:
        """A member's part before and from each instant: once out, only doing puts them in."""
        part, out = _Part.OUT, False
        for at in member.moments(day, began, _NEVER):
            out = out or member.is_out(day, at) or self._is_inactive(member, day, at)
            left_out = _Part.OUT if out else _Part.EXPECTED
            before, part = part, _Part.DONE if member.is_done(day, at) else left_out
            yield at, before, part

    def _is_inactive(self, member: Member, day: date, at: datetime) -> bool:
        """Whether a member is inactive as a day begins: the next entry starts anew (6.4)."""
        since = member.counted_from(day, at)
        if _too_few_between(since, day):
            return False
        for made_on in member.known(at).late_made_on(since):
            if made_on <= day and self._was_silent(member, since, made_on, at):
                since = made_on
        return self._was_silent(member, since, day, at)

    def _was_silent(self, member: Member, since: date, day: date, at: datetime) -> bool:
        """Whether nothing was done on 7 days between two on which it was expected."""
        if _too_few_between(since, day):
            return False
        between = reversed(tuple(days_of(since + _DAY, day - _DAY)))
        silent = (each for each in between if self._was_expected(member, each, at))
        return len(tuple(islice(silent, _MANY))) == _MANY

    def _was_expected(self, member: Member, day: date, at: datetime) -> bool:
        if day < self._since:
            raise UnknownDayError(day)
        began = self._began.get(day)
        if began is None or not member.is_over(day, at):
            return False
        moments = member.moments(day, began, at)
        return not any(member.is_out(day, moment) for moment in moments)


class UnknownDayError(LookupError):
    """It was not given when a day began that has to be looked at."""


def _steps(course: Iterable[tuple[datetime, _Part, _Part]]) -> Iterator[CountStep]:
    for at, before, part in course:
        if part is not before:
            done = (part is _Part.DONE) - (before is _Part.DONE)
            expected = (part is not _Part.OUT) - (before is not _Part.OUT)
            yield CountStep(at, done, expected)


def _too_few_between(since: date, day: date) -> bool:
    """Whether fewer days lie between two than it takes to become inactive."""
    return (day - since).days <= _MANY
