"""What single days are before freezes and repairs: the first rule that applies (promise 2.2)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain import policy
from bot.domain.checkpoint import LedgerCheckpoint
from bot.domain.history import Entry
from bot.domain.streak.latelog import verdicts
from bot.domain.streak.ledger import History, Why, why_rest
from bot.domain.streak.pauses import days_of, paused_days

_DAY = timedelta(days=1)


class Facts:
    """What the history says of single days; with a checkpoint, of those after it."""

    def __init__(self, history: History, now: datetime, since: LedgerCheckpoint | None) -> None:
        entries = history.entries.recent if since else history.entries
        known = [entry for entry in entries if entry.made_at <= now]
        judged = verdicts(known, history.timeline, history.set_up_on, since)
        self.history = history
        self.since = since
        self.known = known
        self.judged = judged
        self.today = history.timeline.day(now)
        self.done = {entry.day for entry in known if judged[entry.id].makes_done}
        self.on_the_day = {entry.day for entry in known if entry.made_on == entry.day}
        self.minutes = Counter[date]()
        for entry in known:
            self.minutes[entry.day] += entry.minutes or 0
        self.repairing = _repairing(known)
        self.paused = paused_days(history.pauses)
        self.short = frozenset(history.timeline.short_days(now))

    @property
    def any_done(self) -> bool:
        """Whether a day up to today is done."""
        return any(day <= self.today for day in self.done)

    @property
    def first(self) -> date:
        """Where the fold begins: the first done day, or the one after the checkpoint's."""
        if self.since is not None:
            return self.since.upto + _DAY
        return min((day for day in self.done if day <= self.today), default=self.today)


def _repairing(entries: Iterable[Entry]) -> frozenset[date]:
    """The days with entries enough to repair the one before (promise 2.6)."""
    long_enough = Counter(
        entry.day
        for entry in entries
        if entry.made_on == entry.day and (entry.minutes or 0) >= policy.REPAIR_MINUTES
    )
    return frozenset(day for day, many in long_enough.items() if many >= policy.REPAIR_ENTRIES)


@dataclass(frozen=True, slots=True)
class PlainDay:
    """A day as it is without freezes and repairs; `why` is None where study was left out.

    A day that `repairs` has the entries it takes, one that `waits` leaves that to a later day.
    """

    day: date
    why: Why | None
    repairs: bool
    waits: bool


def plain_days(facts: Facts) -> Iterable[PlainDay]:
    """The days from the first to today."""
    moved = facts.since.moved if facts.since else None
    for day in days_of(facts.first, facts.today):
        rest, excuse = why_rest(facts.history, day), _excuse(facts, day, moved)
        why = _plain_why(facts, day, rest, excuse)
        if why is Why.EXCUSED_MOVE:
            moved = day
        waits = bool(rest or excuse) or day in facts.paused
        yield PlainDay(day, why, repairs=not rest and day in facts.repairing, waits=waits)


def _excuse(facts: Facts, day: date, moved: date | None) -> Why | None:
    """What would excuse a day, where `moved` is the last one that a move excused (1.3, 2.8)."""
    if day in facts.history.outages:
        return Why.EXCUSED_OUTAGE
    again = moved is None or (day - moved).days >= policy.EXCUSED_EVERY_DAYS
    return Why.EXCUSED_MOVE if day in facts.short and again else None


def _plain_why(facts: Facts, day: date, rest: Why | None, excuse: Why | None) -> Why | None:
    """The first rule that applies, as promise 2.2 orders them."""
    if day in facts.done:
        return _done_why(facts, day, expected=rest is None and day not in facts.paused)
    if day in facts.paused:
        return Why.PAUSED
    return rest or (Why.PENDING if day == facts.today else excuse)


def _done_why(facts: Facts, day: date, *, expected: bool) -> Why:
    if day not in facts.on_the_day:
        return Why.DONE_LATE
    return Why.DONE if expected else Why.DONE_EXTRA
