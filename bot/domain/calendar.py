"""Learner-days: from instants to the dates a learner lives by, and back (promises 1.1 to 1.4)."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from operator import attrgetter
from zoneinfo import ZoneInfo

from bot.domain import policy

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Rule:
    """Where a learner lives and the hour at which their days begin (promise 1.1)."""

    zone: str
    rollover: int = policy.ROLLOVER_DEFAULT


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A rule, and the instant at which the learner set it (promise 1.3)."""

    made_at: datetime
    rule: Rule


def wall_at(instant: datetime, zone: str) -> datetime:
    """What a clock on the wall shows, without a zone."""
    return instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def resolve(wall: datetime, zone: str) -> datetime:
    """The instant of a wall time: in a gap it moves on, of two it is the first (promise 1.4)."""
    return wall.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class ClockChange:
    """The clocks of a zone are off from UTC by `before` until `at`, and by `after` from then on.

    `name` is what the zone calls its time then; `summer` says that it is not its standard one.
    """

    at: datetime
    before: timedelta
    after: timedelta
    name: str
    summer: bool


def clock_changes(zone: str, first: datetime, last: datetime) -> Iterator[ClockChange]:
    """How the clocks of a zone stand at `first`, and each change until `last`, to the second."""
    before, after = first, first
    yield _change(zone, first, _offset(zone, first))
    while after < last:
        after = before + _DAY
        if (offset := _offset(zone, before)) != _offset(zone, after):
            yield _change(zone, _end_of(offset, zone, before, after), offset)
        before = after


def _end_of(offset: timedelta, zone: str, before: datetime, after: datetime) -> datetime:
    return _first(before, after, lambda at: _offset(zone, at) != offset)


def _change(zone: str, at: datetime, before: timedelta) -> ClockChange:
    local = at.astimezone(ZoneInfo(zone))
    name, summer = local.tzname() or zone, (local.dst() or timedelta()) > timedelta()
    return ClockChange(at, before, _offset(zone, at), name, summer)


def _offset(zone: str, at: datetime) -> timedelta:
    return at.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()


def day_begins(rule: Rule, day: date) -> datetime:
    """The first instant of a learner-day; a rollover in a gap is the jump itself (promise 1.4)."""
    wall = datetime.combine(day, time(rule.rollover))
    begins = resolve(wall, rule.zone)
    return begins if wall_at(begins, rule.zone) == wall else _jump_over(wall, rule.zone)


def day_at(rule: Rule, instant: datetime) -> date:
    """The learner-day of an instant; the hour that clocks repeat does not turn it back (1.1)."""
    day = (wall_at(instant, rule.zone) - timedelta(hours=rule.rollover)).date()
    return day + _DAY if day_begins(rule, day + _DAY) <= instant else day


def _jump_over(wall: datetime, zone: str) -> datetime:
    """The instant at which the clocks leave out `wall`, to the second."""
    before = wall.replace(tzinfo=ZoneInfo(zone), fold=1).astimezone(UTC)
    after = resolve(wall, zone)
    return _first(before, after, lambda at: wall_at(at, zone) >= wall)


def _first(before: datetime, after: datetime, holds: Callable[[datetime], bool]) -> datetime:
    """The first instant between two, to the second, at which something holds from then on."""
    while after - before > _SECOND:
        middle = before + (after - before) // _SECOND // 2 * _SECOND
        before, after = (before, middle) if holds(middle) else (middle, after)
    return after


@dataclass(frozen=True, slots=True)
class _Stretch:
    """One rule in force from `at`, where `before` was the learner-day until then, `day` after."""

    at: datetime
    before: date
    day: date
    rule: Rule

    def day_at(self, instant: datetime) -> date:
        return max(self.day, day_at(self.rule, instant))

    def begins(self, day: date) -> datetime:
        return max(self.at, day_begins(self.rule, day))


@dataclass(frozen=True, slots=True)
class Timeline:
    """A learner's days through all their moves (promise 1.3).

    A change takes effect at the end of the learner-day in which it was made. Where the new rule
    is then on the same or an earlier day, that day goes on until the new rule reaches the next;
    where it is further on, the days between are skipped: they begin and end at one instant.
    """

    set_up_on: date
    _stretches: tuple[_Stretch, ...]

    @classmethod
    def of(cls, first: RuleChange, changes: Iterable[RuleChange] = ()) -> "Timeline":
        """From the rule of the set-up, which also covers all that was before, and later ones."""
        stretches = tuple(_stretches(first.rule, sorted(changes, key=attrgetter("made_at"))))
        return cls(day_at(first.rule, first.made_at), stretches)

    def day(self, now: datetime) -> date:
        """The learner-day at an instant."""
        return self._stretch(now).day_at(now)

    def rule(self, now: datetime) -> Rule:
        """The zone and rollover in force at an instant."""
        return self._stretch(now).rule

    def begins(self, day: date) -> datetime:
        """The first instant of a learner-day, or where it was skipped."""
        index = bisect_left(self._stretches, day, key=attrgetter("before")) - 1
        return self._stretches[index].begins(day)

    def ends(self, day: date) -> datetime:
        """The first instant after a learner-day."""
        return self.begins(day + _DAY)

    def zones_in(self, day: date) -> Iterator[tuple[datetime, datetime, str]]:
        """The parts of a learner-day, each from an instant up to another one in one zone."""
        begins, ends = self.begins(day), self.ends(day)
        cuts = [each.at for each in self._stretches if begins < each.at < ends]
        for first, last in pairwise((begins, *cuts, ends)):
            yield first, last, self.rule(first).zone

    def lived_before(self, day: date) -> date:
        """The learner-day that was lived before another: not one that was skipped (1.3)."""
        return self.day(self.begins(day) - timedelta.resolution)

    def yesterday(self, now: datetime) -> date | None:
        """The learner-day lived before today; none on the day of the set-up (promise 1.3)."""
        today = self.day(now)
        return self.lived_before(today) if today > self.set_up_on else None

    def stretches(self, upto: date) -> tuple[tuple[str, int, date, date], ...]:
        """The rules in force up to a learner-day: zone, rollover, the days before and after."""
        known = (each for each in self._stretches if each.day <= upto)
        return tuple((x.rule.zone, x.rule.rollover, x.before, x.day) for x in known)

    def short_days(self, until: datetime) -> tuple[date, ...]:
        """The days, over by `until`, of which a move left less than 12 hours (promise 1.3)."""
        return tuple(day for day in self._entered_by_moves() if self._is_short(day, until))

    def _stretch(self, instant: datetime) -> _Stretch:
        return self._stretches[bisect_right(self._stretches, instant, key=attrgetter("at")) - 1]

    def _entered_by_moves(self) -> Iterator[date]:
        for stretch in self._stretches[1:]:
            for ahead in range((stretch.day - stretch.before).days):
                yield stretch.before + (ahead + 1) * _DAY

    def _is_short(self, day: date, until: datetime) -> bool:
        begins, ends = self.begins(day), self.ends(day)
        return ends <= until and ends - begins < policy.SHORT_DAY


def _stretches(first: Rule, changes: list[RuleChange]) -> Iterator[_Stretch]:
    stretch = _Stretch(datetime.min.replace(tzinfo=UTC), date.min, date.min, first)
    yield stretch
    while changes:
        today = stretch.day_at(changes[0].made_at)
        ends = day_begins(stretch.rule, today + _DAY)
        made = bisect_left(changes, ends, key=attrgetter("made_at"))
        rule, changes = changes[made - 1].rule, changes[made:]
        stretch = _Stretch(ends, today, max(today, day_at(rule, ends)), rule)
        yield stretch
