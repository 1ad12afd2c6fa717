"""Group days: who is expected, who is done, and when a day is settled (promises 6.2 to 6.4)."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum, auto
from heapq import merge
from itertools import groupby, islice
from operator import itemgetter

from bot.domain import policy
from bot.domain.groups.history import MemberHistory
from bot.domain.groups.member import Member
from bot.domain.groups.streak import Settlement, SettlementOutcome
from bot.domain.streak.pauses import days_of

_DAY = timedelta(days=1)
_MANY = policy.GROUP_INACTIVE_AFTER_DAYS


@dataclass(frozen=True, slots=True)
class QuorumChange:
    """From `made_at` on, days that have not begun take this whole percentage (promise 6.2)."""

    made_at: datetime
    percent: int


@dataclass(frozen=True, slots=True)
class GroupDay:
    """A group day as it stands at an instant, by the ids of its members.

    `uncounted` are the members left out because they are inactive. `settled` is None while the
    day is open. What comes after a success still shows in the counts, until the last late-log
    window has closed.
    """

    day: date
    expected: frozenset[int]
    done: frozenset[int]
    uncounted: frozenset[int]
    needed: int
    settled: Settlement | None


class _Part(Enum):
    OUT = auto()
    EXPECTED = auto()
    DONE = auto()


def needed(expected: int, percent: int) -> int:
    """How many must be done: the quorum rounded up, and at least two (promise 6.2)."""
    return max(policy.GROUP_DONE_LEAST, -(-percent * expected // 100))


class Group:
    """A group's members and quorums, with all that is stored about them; order is no matter.

    Everything is asked as of an instant; no answer depends on what was stored after it.
    """

    def __init__(
        self, members: Iterable[MemberHistory], quorums: Iterable[QuorumChange] = ()
    ) -> None:
        self._members = tuple(Member(each) for each in members)
        self._quorums = sorted((change.made_at, change.percent) for change in quorums)
        self._began: dict[date, datetime | None] = {}

    def began(self, day: date) -> datetime | None:
        """When a day begins for its first member; None where it has no members."""
        if day not in self._began:
            begins = (each.begins(day) for each in self._members if each.has(day))
            self._began[day] = min(begins, default=None)
        return self._began[day]

    def ends(self, day: date, members: Collection[int]) -> tuple[datetime, ...]:
        """When a day ends for some of its members, each by their own clock, the first one first."""
        return tuple(sorted({each.ends(day) for each in self._members if each.id in members}))

    def standing(self, day: date, at: datetime) -> GroupDay | None:
        """A day as it stands at an instant; None before it has begun."""
        began = self.began(day)
        if began is None or at < began:
            return None
        until = min(at, self._closes(day, began))
        parts = {each.id: self._part(each, day, began, until) for each in self._members}
        expected = frozenset(id_ for id_, part in parts.items() if part is not _Part.OUT)
        idle = (each.id for each in self._members if self._is_inactive(each, day, until))
        return GroupDay(
            day=day,
            expected=expected,
            done=frozenset(id_ for id_, part in parts.items() if part is _Part.DONE),
            uncounted=frozenset(idle) - expected,
            needed=needed(len(expected), self._percent(began)),
            settled=self.settlement(day, at),
        )

    def settlement(self, day: date, upto: datetime) -> Settlement | None:
        """How and when a day was settled, if it was by `upto` (promise 6.3)."""
        began = self.began(day)
        if began is None or upto < began:
            return None
        closes, percent = self._closes(day, began), self._percent(began)
        done = expected = enough = 0
        for at, done, expected in self._tallies(day, began, min(upto, closes)):
            enough = needed(expected, percent)
            if done >= enough:
                return Settlement(day, SettlementOutcome.SUCCESS, at, done, expected, enough)
        if upto < closes:
            return None
        counts = expected >= policy.GROUP_EXPECTED_LEAST
        outcome = SettlementOutcome.FAILURE if counts else SettlementOutcome.NEUTRAL
        return Settlement(day, outcome, closes, done, expected, enough)

    def unsettled(self, settled: Iterable[date], at: datetime) -> tuple[date, ...]:
        """The days that had begun by an instant and are not among the settled ones, in order."""
        ready = frozenset(settled)
        first = min((each.joined_on for each in self._members), default=date.max)
        last = max((each.history.timeline.day(at) for each in self._members), default=date.min)
        days = (day for day in days_of(first, last) if day not in ready)
        return tuple(day for day in days if (began := self.began(day)) and began <= at)

    def looks_again(self, day: date, after: datetime) -> datetime | None:
        """The next instant at which time alone may settle a day; None where there is none."""
        began = self.began(day)
        if began is None:
            return None
        bounds = {began, self._closes(day, began)}
        for each in self._members:
            bounds.update(each.bounds(day, began) if each.has(day) else ())
        return min((bound for bound in bounds if bound > after), default=None)

    def inactive(self, at: datetime) -> frozenset[int]:
        """The members who are inactive at an instant, to be told so (promise 6.4)."""
        tomorrow = ((each, each.history.timeline.day(at) + _DAY) for each in self._members)
        return frozenset(each.id for each, day in tomorrow if self._is_inactive(each, day, at))

    def _closes(self, day: date, began: datetime) -> datetime:
        """When the last late-log window closes, of the members known by then (promise 6.3)."""
        windows = sorted(window for each in self._members for window in each.windows(day, began))
        closes = began
        for joined_at, window_closes in windows:
            if joined_at > closes:
                break
            closes = max(closes, window_closes)
        return closes

    def _percent(self, began: datetime) -> int:
        known = [percent for made_at, percent in self._quorums if made_at <= began]
        return known[-1] if known else policy.GROUP_QUORUM_PERCENT

    def _tallies(
        self, day: date, began: datetime, until: datetime
    ) -> Iterator[tuple[datetime, int, int]]:
        """How many are done and how many expected, from each instant that changes it on."""
        courses = [self._course(each, day, began, until) for each in self._members]
        many = Counter[_Part]()
        for at, steps in groupby(merge(*courses, key=itemgetter(0)), key=itemgetter(0)):
            for _, before, part in steps:
                many[before] -= 1
                many[part] += 1
            yield at, many[_Part.DONE], many[_Part.DONE] + many[_Part.EXPECTED]

    def _part(self, member: Member, day: date, began: datetime, at: datetime) -> _Part:
        *_, (_, _, part) = self._course(member, day, began, at)
        return part

    def _course(
        self, member: Member, day: date, began: datetime, until: datetime
    ) -> Iterator[tuple[datetime, _Part, _Part]]:
        """A member's part before and from each instant: once out, only doing puts them in."""
        part, out = _Part.OUT, False
        for at in member.moments(day, began, until):
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
        began = self.began(day)
        if began is None or not member.is_over(day, at):
            return False
        moments = member.moments(day, began, at)
        return not any(member.is_out(day, moment) for moment in moments)


def _too_few_between(since: date, day: date) -> bool:
    """Whether fewer days lie between two than it takes to become inactive."""
    return (day - since).days <= _MANY
