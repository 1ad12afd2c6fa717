"""The streak: a pure fold over a learner's history, nothing of it is stored (promise 2.9)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.domain import policy
from bot.domain.history import Entry
from bot.domain.streak.latelog import Counts, verdicts
from bot.domain.streak.ledger import DayState, EndedRun, History, Ledger, LedgerDay, Why, why_rest
from bot.domain.streak.pauses import days_of, paused_days

__all__ = [
    "Counts",
    "DayState",
    "EndedRun",
    "History",
    "Ledger",
    "LedgerDay",
    "Why",
    "counts",
    "ledger",
]

_ADDS = frozenset({DayState.DONE, DayState.REPAIRED})
_COSTS = frozenset({DayState.MISSED, DayState.FROZEN})
_KEPT = 2 ** (-1 / policy.STRENGTH_HALF_LIFE)


def counts(history: History, entry: Entry) -> Counts:
    """What one of the history's entries counts for (promise 2.5)."""
    return verdicts(history.entries, history.timeline, history.set_up_on)[entry.id]


def ledger(history: History, now: datetime) -> Ledger:
    """The ledger as it stands at `now`; entries made later are not known yet."""
    facts = _Facts(history, now)
    days = [day for day in facts.done if day <= facts.today]
    first = min(days, default=facts.today)
    fold = _Fold(tuple(_plain_days(facts, first)))
    rows = tuple(fold.run(facts.minutes))
    return Ledger(
        days=rows if days else (),
        today=rows[-1],
        longest=max(row.streak for row in rows),
        strength=_strength(rows),
        repairable=fold.repairable,
        ended=fold.ended,
    )


def _strength(rows: Iterable[LedgerDay]) -> float:
    """How steady the learner has been, old days weighing less and less (promise 2.10)."""
    strength = 0.0
    for row in rows:
        if row.state in _ADDS | _COSTS:
            strength = _KEPT * strength + (1 - _KEPT) * (row.state in _ADDS)
    return strength


class _Facts:
    """What the history says of single days."""

    def __init__(self, history: History, now: datetime) -> None:
        known = [entry for entry in history.entries if entry.made_at <= now]
        judged = verdicts(known, history.timeline, history.set_up_on)
        self.history = history
        self.today = history.timeline.day(now)
        self.done = {entry.day for entry in known if judged[entry.id].makes_done}
        self.on_the_day = {entry.day for entry in known if entry.made_on == entry.day}
        self.minutes = Counter[date]()
        for entry in known:
            self.minutes[entry.day] += entry.minutes or 0
        self.repairing = _repairing(known)
        self.paused = paused_days(history.pauses)
        self.short = frozenset(history.timeline.short_days(now))


def _repairing(entries: Iterable[Entry]) -> frozenset[date]:
    """The days with entries enough to repair the one before (promise 2.6)."""
    long_enough = Counter(
        entry.day
        for entry in entries
        if entry.made_on == entry.day and (entry.minutes or 0) >= policy.REPAIR_MINUTES
    )
    return frozenset(day for day, many in long_enough.items() if many >= policy.REPAIR_ENTRIES)


@dataclass(frozen=True, slots=True)
class _PlainDay:
    """A day as it is without freezes and repairs; `why` is None where study was left out.

    A day that `repairs` has the entries it takes, one that `waits` leaves that to a later day.
    """

    day: date
    why: Why | None
    repairs: bool
    waits: bool


def _plain_days(facts: _Facts, first: date) -> Iterable[_PlainDay]:
    moved: date | None = None
    for day in days_of(first, facts.today):
        rest, excuse = why_rest(facts.history, day), _excuse(facts, day, moved)
        why = _plain_why(facts, day, rest, excuse)
        if why is Why.EXCUSED_MOVE:
            moved = day
        waits = bool(rest or excuse) or day in facts.paused
        yield _PlainDay(day, why, repairs=not rest and day in facts.repairing, waits=waits)


def _excuse(facts: _Facts, day: date, moved: date | None) -> Why | None:
    """What would excuse a day, where `moved` is the last one that a move excused (1.3, 2.8)."""
    if day in facts.history.outages:
        return Why.EXCUSED_OUTAGE
    again = moved is None or (day - moved).days >= policy.EXCUSED_EVERY_DAYS
    return Why.EXCUSED_MOVE if day in facts.short and again else None


def _plain_why(facts: _Facts, day: date, rest: Why | None, excuse: Why | None) -> Why | None:
    """The first rule that applies, as promise 2.2 orders them."""
    if day in facts.done:
        return _done_why(facts, day, expected=rest is None and day not in facts.paused)
    if day in facts.paused:
        return Why.PAUSED
    return rest or (Why.PENDING if day == facts.today else excuse)


def _done_why(facts: _Facts, day: date, *, expected: bool) -> Why:
    if day not in facts.on_the_day:
        return Why.DONE_LATE
    return Why.DONE if expected else Why.DONE_EXTRA


@dataclass(slots=True)
class _Row:
    day: date
    why: Why
    streak: int = 0
    freezes: int = 0


@dataclass(slots=True)
class _Fold:
    """Walks the days in order. `gap` are the rows of the frozen days since the last done one."""

    plain: tuple[_PlainDay, ...]
    rows: list[_Row] = field(default_factory=list)
    gap: list[int] = field(default_factory=list)
    streak: int = 0
    freezes: int = policy.FREEZES_AT_START
    repaired: date | None = None
    repairable: date | None = None
    winnable: bool = False
    ended: EndedRun | None = None

    def run(self, minutes: Counter[date]) -> Iterable[LedgerDay]:
        for plain in self.plain:
            why = plain.why or self._left_out(plain.day)
            self._add(_Row(plain.day, why))
        for row in self.rows:
            yield LedgerDay(row.day, row.why, row.streak, row.freezes, minutes[row.day])

    def _add(self, row: _Row) -> None:
        if row.why.state in _ADDS:
            self.gap.clear()
            self.streak += 1
            earned = self.streak % policy.FREEZE_EARNED_EVERY == 0
            self.freezes = min(self.freezes + earned, policy.FREEZES_HELD_MOST)
        row.streak, row.freezes = self.streak, self.freezes
        self.rows.append(row)

    def _left_out(self, day: date) -> Why:
        """What becomes of a study day without study: repaired, frozen or missed."""
        self.winnable = False
        if self.streak == 0:
            return Why.MISSED_NO_STREAK
        if self.freezes > 0:
            return self._freeze()
        if not self.gap and self._is_repaired(day):
            self.repaired = day
            return Why.REPAIRED
        return self._break(day)

    def _freeze(self) -> Why:
        self.freezes -= 1
        self.gap.append(len(self.rows))
        return Why.FROZEN

    def _break(self, day: date) -> Why:
        """The gap outlasted the freezes: all its days are missed, the freezes come back (2.4)."""
        self.ended = EndedRun(day, self.streak, len(self.gap), self.winnable)
        self.streak = 0
        self.freezes += len(self.gap)
        for index in self.gap:
            self.rows[index].why = Why.MISSED_GAP
        for row in self.rows[self.gap[0] :] if self.gap else ():
            row.streak, row.freezes = self.streak, self.freezes
        self.gap.clear()
        return Why.MISSED_NO_FREEZE

    def _is_repaired(self, day: date) -> bool:
        """Whether the next study day made up for this one, or still may today (promise 2.6)."""
        if self.repaired and (day - self.repaired).days < policy.REPAIR_EVERY_DAYS:
            return False
        for later in self.plain[len(self.rows) + 1 :]:
            if later.repairs:
                return True
            if not later.waits:
                self.winnable = later.day == self.plain[-1].day
                self.repairable = day if self.winnable else None
                return False
        self.winnable = True
        return False
