"""A group by all that is stored about its members at once, with nothing kept in between."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from itertools import groupby

from bot.domain.groups.calendars import Calendars
from bot.domain.groups.count import CountStep, DayCount, QuorumChange, closes, count, percent_of
from bot.domain.groups.count import needed as needed_of
from bot.domain.groups.day import Group, MemberDay
from bot.domain.groups.history import MemberHistory
from bot.domain.groups.streak import Settlement

DAY = timedelta(days=1)
EVER = datetime(2100, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Standing:
    """A group day at an instant, by the ids of its members."""

    day: date
    expected: frozenset[int]
    done: frozenset[int]
    needed: int
    settled: Settlement | None


class WholeGroup:
    """Asks all members for each day."""

    def __init__(
        self, members: Iterable[MemberHistory], quorums: Iterable[QuorumChange] = ()
    ) -> None:
        self.members = tuple(members)
        self.quorums = tuple(quorums)
        self._days: dict[date, list[MemberDay]] = {}

    @cached_property
    def days(self) -> dict[date, datetime]:
        calendars = Calendars()
        for each in self.members:
            calendars.add(each.timeline, each.stays)
        first = min((s.joined_on for each in self.members for s in each.stays), default=date.max)
        limit = (
            datetime.combine(first, datetime.min.time(), UTC) + 400 * DAY if self.members else EVER
        )
        return dict(calendars.began(min(limit, EVER))) if first < date.max else {}

    @cached_property
    def rules(self) -> Group:
        return Group(self.members, self.days)

    def began(self, day: date) -> datetime | None:
        return self.days.get(day)

    def parts(self, day: date) -> list[MemberDay]:
        if day not in self._days:
            self._days[day] = [self.rules.day(each.id, day) for each in self.members]
        return self._days[day]

    def _count(self, day: date) -> DayCount:
        began = self.days[day]
        windows = [window for part in self.parts(day) for window in part.windows]
        return DayCount(day, began, closes(began, windows))

    def _steps(self, day: date, until: datetime) -> list[CountStep]:
        steps = sorted((s for part in self.parts(day) for s in part.steps), key=lambda s: s.at)
        by_instant = groupby((s for s in steps if s.at <= until), key=lambda s: s.at)
        found = [(at, list(same)) for at, same in by_instant]
        return [
            CountStep(at, sum(s.done for s in same), sum(s.expected for s in same))
            for at, same in found
        ]

    def settlement(self, day: date, upto: datetime) -> Settlement | None:
        if day not in self.days or upto < self.days[day]:
            return None
        counted = self._count(day)
        percent = percent_of(self.quorums, counted.began)
        return count(counted, self._steps(day, counted.until(upto)), upto, percent)[1]

    def standing(self, day: date, at: datetime) -> Standing | None:
        if day not in self.days or at < self.days[day]:
            return None
        until = self._count(day).until(at)
        found = {part.id: [s for s in part.steps if s.at <= until] for part in self.parts(day)}
        expected = frozenset(who for who, steps in found.items() if sum(s.expected for s in steps))
        done = frozenset(who for who, steps in found.items() if sum(s.done for s in steps))
        percent = percent_of(self.quorums, self.days[day])
        enough = needed_of(len(expected), percent)
        return Standing(day, expected, done, enough, self.settlement(day, at))

    def unsettled(self, settled: Iterable[date], at: datetime) -> tuple[date, ...]:
        ready = frozenset(settled)
        return tuple(day for day, began in self.days.items() if began <= at and day not in ready)

    def inactive(self, at: datetime) -> frozenset[int]:
        return frozenset(each.id for each in self.members if self.rules.is_inactive(each.id, at))


__all__ = ["Standing", "WholeGroup"]
