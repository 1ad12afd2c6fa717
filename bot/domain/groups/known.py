"""One member's days as they are known at an instant (promises 2.2 and 6.2)."""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from itertools import islice, takewhile
from operator import attrgetter

from bot.domain import policy
from bot.domain.entries import EntryLog
from bot.domain.groups.freezes import freezes_after
from bot.domain.groups.history import Known, MemberHistory, known
from bot.domain.history import Entry
from bot.domain.streak.latelog import verdicts
from bot.domain.streak.ledger import History, why_rest
from bot.domain.streak.pauses import days_of, paused_days

_DAY = timedelta(days=1)
_NEVER = datetime.max.replace(tzinfo=UTC)
_BY_DAY = attrgetter("fact.day")


class Diary:
    """A member's entries by the day they are for, whether kept or taken back."""

    def __init__(self, history: MemberHistory) -> None:
        self.entries = sorted(history.entries, key=_BY_DAY)
        self.short = history.timeline.short_days(_NEVER)

    def on(self, day: date) -> Iterator[Known[Entry]]:
        """The entries for a day."""
        index = bisect_left(self.entries, day, key=_BY_DAY)
        while index < len(self.entries) and self.entries[index].fact.day == day:
            yield self.entries[index]
            index += 1

    def back_from(self, day: date) -> Iterator[date]:
        """The days before another that have entries, the latest first."""
        index = bisect_left(self.entries, day, key=_BY_DAY)
        while index > 0:
            day = self.entries[index - 1].fact.day
            yield day
            index = bisect_left(self.entries, day, hi=index, key=_BY_DAY)

    @cached_property
    def on_the_day(self) -> tuple[Known[Entry], ...]:
        """The entries for the day they were made on."""
        return tuple(each for each in self.entries if each.fact.day == each.fact.made_on)

    @cached_property
    def late(self) -> tuple[Known[Entry], ...]:
        """The entries for other days than the one they were made on."""
        return tuple(each for each in self.entries if each.fact.day != each.fact.made_on)


class Knowledge:
    """What is known of a member at an instant.

    Whether a day was excused or frozen is asked only once it is over.
    """

    def __init__(self, history: MemberHistory, diary: Diary, at: datetime) -> None:
        self._diary, self._at, self._since = diary, at, history.since
        self._timeline = history.timeline
        self._paused = paused_days(known(history.pauses, at))
        self._outages = frozenset(known(history.outages, at))
        self._plan = History(
            entries=EntryLog(),
            study_days=tuple(known(sorted(history.study_days, key=attrgetter("since")), at)),
            pauses=(),
            timeline=history.timeline,
            set_up_on=history.timeline.set_up_on,
            plan_from=history.plan_from,
            resting=tuple(known(history.resting, at)),
        )

    def is_done(self, day: date) -> bool:
        """Whether the day has a qualifying entry (promises 2.1 and 2.5)."""
        made_on = self._made_on(day)
        return day in made_on or (bool(made_on) and day in self._done_late)

    def last_done(self, until: date) -> date | None:
        """The last done day before another."""
        upto = self._since.upto if self._since else None
        days = self._diary.back_from(until)
        late = days if upto is None else takewhile(upto.__lt__, days)
        return next(filter(self.is_done, late), upto)

    def late_made_on(self, after: date) -> list[date]:
        """The days after another on which entries for other days were made."""
        made_on = {each.fact.made_on for each in self._diary.late if self._has(each)}
        return sorted(day for day in made_on if day > after)

    def is_off(self, day: date) -> bool:
        """Whether the day is paused or rest."""
        return day in self._paused or why_rest(self._plan, day) is not None

    def is_excused(self, day: date) -> bool:
        """Whether an outage or a move excuses a day that is over (promises 1.3 and 2.8)."""
        return day in self._outages or (day in self._diary.short and self._is_moved_over(day))

    def is_frozen(self, day: date) -> bool:
        """Whether a freeze was used at the end of a day that is over (promise 2.4).

        No day after it is asked, so it stays frozen when the gap breaks later (promise 6.2).
        """
        if self.is_done(day) or not self._asks(day):
            return False
        last = self.last_done(day)
        return last is not None and self._outlast(last, day)

    def is_made_up(self, day: date, last: date) -> bool:
        """Whether the study day after a day, up to `last`, has the entries that repair it."""
        for after in days_of(day + _DAY, last):
            if self._repairs(after):
                return True
            if self._asks(after):
                return False
        return False

    def _asks(self, day: date) -> bool:
        """Whether study is asked of a day: it is not paused, rest or excused."""
        if day in self._paused or why_rest(self._plan, day):
            return False
        return not self.is_excused(day)

    def _repairs(self, day: date) -> bool:
        made = (each.fact for each in self._diary.on(day) if self._has(each))
        minutes = (each.minutes or 0 for each in made if each.made_on == day)
        enough = sum(many >= policy.REPAIR_MINUTES for many in minutes) >= policy.REPAIR_ENTRIES
        return enough and why_rest(self._plan, day) is None

    def _outlast(self, last: date, day: date) -> bool:
        """Whether the freezes held after the last done day reach as far as a day."""
        asking = filter(self._asks, days_of(last + _DAY, day))
        gap = len(list(islice(asking, policy.FREEZES_HELD_MOST + 1)))
        return gap <= policy.FREEZES_HELD_MOST and gap <= self._freezes_after(last)

    def _freezes_after(self, last: date) -> int:
        done = self._done_on_the_day | self._done_late
        first = self._since.upto + _DAY if self._since else min(done)
        days = map(date.fromordinal, range(first.toordinal(), last.toordinal()))
        asking = [day for day in days if day not in done and self._asks(day)]
        credited = sorted(day for day in done if first <= day <= last)
        return freezes_after(credited, asking, self, self._since)

    @cached_property
    def _done_on_the_day(self) -> frozenset[date]:
        return frozenset(each.fact.day for each in self._diary.on_the_day if self._has(each))

    def _made_on(self, day: date) -> list[date]:
        return [each.fact.made_on for each in self._diary.on(day) if self._has(each)]

    def _has(self, entry: Known[Entry]) -> bool:
        return entry.at(self._at)

    @cached_property
    def _done_late(self) -> frozenset[date]:
        """The days that only entries of the day after made done, 2 in any 7 days (2.5)."""
        late = [each.fact for each in self._diary.late if self._has(each)]
        needed = [each for each in late if each.day not in self._made_on(each.day)]
        found = verdicts(needed, self._timeline, self._timeline.set_up_on, self._since)
        return frozenset(each.day for each in needed if found[each.id].makes_done)

    def _is_moved_over(self, day: date) -> bool:
        """Whether no move within a week before had excused a day already (promise 1.3)."""
        moved = self._since.moved if self._since else None
        for short in self._short_days(day):
            again = moved is None or (short - moved).days >= policy.EXCUSED_EVERY_DAYS
            if again and (short == day or not self._is_settled_otherwise(short)):
                moved = short
        return moved == day

    def _short_days(self, day: date) -> Iterator[date]:
        """The short days up to one; the ledger knows none before the first done day."""
        if self._since is not None:
            upto = self._since.upto
            return (other for other in self._diary.short if upto < other <= day)
        days = (each.fact.day for each in self._diary.entries)
        first = next(filter(self.is_done, days), day + _DAY)
        since = first if first <= day else date.min
        return (other for other in self._diary.short if since <= other <= day)

    def _is_settled_otherwise(self, day: date) -> bool:
        return self.is_done(day) or self.is_off(day) or day in self._outages
