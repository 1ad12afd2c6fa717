"""One member's part in a group day, from instant to instant (promises 6.2 and 6.3)."""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from bot.domain.groups.history import Known, MemberHistory
from bot.domain.groups.known import Diary, Knowledge

_DAY = timedelta(days=1)


class Member:
    """A member's history, asked day by day and instant by instant.

    Between two stored facts nothing becomes known: answers are kept for each such `stage`.
    """

    def __init__(self, history: MemberHistory) -> None:
        self.history = history
        self._diary = Diary(history)
        self._events = _events(history)
        self._begins: dict[date, datetime] = {}
        self._known: dict[int, Knowledge] = {}
        self._out: dict[tuple[date, int, bool], bool] = {}

    @property
    def id(self) -> int:
        """The learner's id."""
        return self.history.id

    @property
    def joined_on(self) -> date:
        """The learner-day on which the member first joined."""
        return min((stay.joined_on for stay in self.history.stays), default=date.max)

    def begins(self, day: date) -> datetime:
        """The first instant of the member's own learner-day."""
        if day not in self._begins:
            self._begins[day] = self.history.timeline.begins(day)
        return self._begins[day]

    def ends(self, day: date) -> datetime:
        """The first instant after it."""
        return self.begins(day + _DAY)

    def is_over(self, day: date, at: datetime) -> bool:
        """Whether the member's own learner-day has ended."""
        return self.ends(day) <= at

    def window_closes(self, day: date) -> datetime:
        """When the day can no longer be logged: the end of the day lived after it (2.5)."""
        after = day + _DAY
        while self.begins(after) == self.ends(after):
            after += _DAY
        return self.ends(after)

    def bounds(self, day: date, since: datetime) -> Iterator[datetime]:
        """The day's end, its beginning, and those of days before that the member is still in."""
        yield self.ends(day)
        while (begins := self.begins(day)) > since:
            yield begins
            day -= _DAY

    def moments(self, day: date, since: datetime, until: datetime) -> list[datetime]:
        """`since`, and every instant up to `until` at which the member's part may change."""
        first, last = self._stage(since), self._stage(until)
        bounds = (each for each in self.bounds(day, since) if since < each <= until)
        return sorted({since, *bounds, *self._events[first:last]})

    def has(self, day: date) -> bool:
        """Whether a group day lies in one of the member's stays."""
        return any(stay.holds(day) for stay in self.history.stays)

    def windows(self, day: date, began: datetime) -> Iterator[tuple[datetime, datetime]]:
        """When the member joined, and until when they may yet do the day that has begun."""
        for stay in self.history.stays:
            if stay.holds(day):
                yield stay.joined_at, self.window_closes(day)
            elif stay.joined_on < day and stay.left_at and stay.left_at > began:
                yield stay.joined_at, stay.left_at

    def known(self, at: datetime) -> Knowledge:
        """What is known at an instant."""
        stage = self._stage(at)
        if stage not in self._known:
            self._known[stage] = Knowledge(self.history, self._diary, at)
        return self._known[stage]

    def is_done(self, day: date, at: datetime) -> bool:
        """Whether the member has done the day, which puts them in (promise 6.2)."""
        return self._is_promised(day, at) and self.known(at).is_done(day)

    def is_out(self, day: date, at: datetime) -> bool:
        """Whether what is known of the member's own day takes them out of it (promise 6.2)."""
        key = day, self._stage(at), self.is_over(day, at)
        if key not in self._out:
            self._out[key] = self._is_out(day, at)
        return self._out[key]

    def counted_from(self, day: date, at: datetime) -> date:
        """The last done day before another, or the one of joining (promise 6.4)."""
        stays = (stay for stay in self.history.stays if stay.promised(day, at))
        joined = max((stay.joined_on for stay in stays), default=day)
        return max(self.known(at).last_done(day) or joined, joined)

    def _is_out(self, day: date, at: datetime) -> bool:
        known = self.known(at)
        if not self._is_promised(day, at) or known.is_off(day):
            return True
        return self.is_over(day, at) and (known.is_excused(day) or known.is_frozen(day))

    def _is_promised(self, day: date, at: datetime) -> bool:
        return any(stay.promised(day, at) for stay in self.history.stays)

    def _stage(self, at: datetime) -> int:
        return bisect_right(self._events, at)


def _events(history: MemberHistory) -> list[datetime]:
    """Every instant at which something became known, or was taken back."""
    facts: tuple[Known[object], ...] = (
        *history.entries, *history.study_days, *history.pauses, *history.resting, *history.outages,
    )  # fmt: skip
    since = [fact.since for fact in facts]
    until = [fact.until for fact in facts if fact.until]
    joined = [stay.joined_at for stay in history.stays]
    left = [stay.left_at for stay in history.stays if stay.left_at]
    return sorted(since + until + joined + left)
