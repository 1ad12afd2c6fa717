"""The streak: a pure fold over a learner's history (promise 2.9).

It may go on from a checkpoint: that is the same fold, as far as it came, and tests hold it against
the one from the start.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial

from bot.domain import policy
from bot.domain.checkpoint import EndedRun, LedgerCheckpoint
from bot.domain.entries import EntryLog
from bot.domain.history import Entry
from bot.domain.streak.facts import Facts, PlainDay, plain_days
from bot.domain.streak.latelog import Counts, verdicts
from bot.domain.streak.ledger import DayState, History, Ledger, LedgerDay, Why

__all__ = [
    "Counts",
    "DayState",
    "EndedRun",
    "History",
    "Ledger",
    "LedgerDay",
    "Why",
    "checkpoint",
    "counts",
    "held",
    "ledger",
]

_ADDS = frozenset({DayState.DONE, DayState.REPAIRED})
_COSTS = frozenset({DayState.MISSED, DayState.FROZEN})
_KEPT = 2 ** (-1 / policy.STRENGTH_HALF_LIFE)


def counts(history: History, entry: Entry) -> Counts:
    """What one of the history's entries counts for (promise 2.5)."""
    since = held(history, entry.made_at)
    entries = history.entries.recent if since else history.entries
    return verdicts(entries, history.timeline, history.set_up_on, since)[entry.id]


def held(history: History, now: datetime) -> LedgerCheckpoint | None:
    """The checkpoint of the history's entries, where it holds for what is asked as of `now`."""
    earlier = history.entries.earlier
    if earlier is None:
        return None
    since = earlier.checkpoint
    holds = now > since.known_at and history.timeline.day(now) > since.upto
    return since if holds and since.facts == history.facts(since.upto) else None


def ledger(history: History, now: datetime) -> Ledger:
    """The ledger as it stands at `now`; entries made later are not known yet."""
    since = held(history, now)
    facts = Facts(history, now, since)
    fold = _Fold.of(facts)
    rows = tuple(fold.run(facts.minutes))
    days = rows if since or facts.any_done else ()
    return Ledger(
        lately=days,
        today=rows[-1],
        longest=max(row.streak for row in rows) if since is None else _longest(since, rows),
        strength=_strength(rows, since),
        repairable=fold.repairable,
        ended=fold.ended,
        whole=partial(_whole, history, now) if since else None,
    )


def _whole(history: History, now: datetime) -> tuple[LedgerDay, ...]:
    return ledger(history.with_entries(EntryLog(history.entries)), now).days


def _longest(since: LedgerCheckpoint, rows: Iterable[LedgerDay]) -> int:
    return max(since.longest, *(row.streak for row in rows))


def checkpoint(history: History, now: datetime, until: date) -> LedgerCheckpoint | None:
    """The fold as it stands after the last day up to `until` that can be one; None without any.

    It goes on from the history's own.
    """
    since = held(history, now)
    facts = Facts(history, now, since)
    fold = _Fold.of(facts)
    upto = max((day for day in _ends(fold.plain) if day <= until), default=None)
    if upto is None:
        return None
    rows = tuple(row for row in fold.run(facts.minutes, upto))
    known = [each for each in facts.known if each.made_on <= upto]
    return LedgerCheckpoint(
        upto=upto,
        known_at=max(each.made_at for each in known),
        facts=history.facts(upto),
        first=since.first if since else rows[0].day,
        streak=fold.streak,
        freezes=fold.freezes,
        longest=_longest(since, rows) if since else max(row.streak for row in rows),
        strength=_strength(rows, since),
        repaired=fold.repaired,
        moved=max(
            (row.day for row in rows if row.why is Why.EXCUSED_MOVE),
            default=since.moved if since else None,
        ),
        late=_late(facts, known, since),
        ended=fold.ended,
    )


def _ends(plain: Iterable[PlainDay]) -> Iterable[date]:
    """The days after which no gap is open, and beyond which no repair of an earlier day looks.

    They were done on the day itself: what is logged later for them changes nothing.
    """
    closed = True
    for each in plain:
        closed = each.why is not None if not each.waits else closed
        if closed and each.why in {Why.DONE, Why.DONE_EXTRA}:
            yield each.day


def _late(facts: Facts, known: Iterable[Entry], since: LedgerCheckpoint | None) -> tuple[date, ...]:
    """The days on which the last late logs were made that counted."""
    ordered = sorted(known, key=lambda each: (each.made_at, each.id))
    late = [each.made_on for each in ordered if facts.judged[each.id] is Counts.LATE]
    return (*(since.late if since else ()), *late)[-policy.LATE_LOGS_MOST :]


def _strength(rows: Iterable[LedgerDay], since: LedgerCheckpoint | None) -> float:
    """How steady the learner has been, old days weighing less and less (promise 2.10)."""
    strength = since.strength if since else 0.0
    for row in rows:
        if row.state in _ADDS | _COSTS:
            strength = _KEPT * strength + (1 - _KEPT) * (row.state in _ADDS)
    return strength


@dataclass(slots=True)
class _Row:
    day: date
    why: Why
    streak: int = 0
    freezes: int = 0


@dataclass(slots=True)
class _Fold:
    """Walks the days in order. `gap` are the rows of the frozen days since the last done one."""

    plain: tuple[PlainDay, ...]
    rows: list[_Row] = field(default_factory=list)
    gap: list[int] = field(default_factory=list)
    streak: int = 0
    freezes: int = policy.FREEZES_AT_START
    repaired: date | None = None
    repairable: date | None = None
    winnable: bool = False
    ended: EndedRun | None = None

    @classmethod
    def of(cls, facts: Facts) -> "_Fold":
        """The fold as it begins, or as the checkpoint left it."""
        plain = tuple(plain_days(facts))
        if facts.since is None:
            return cls(plain)
        since = facts.since
        return cls(
            plain,
            streak=since.streak,
            freezes=since.freezes,
            repaired=since.repaired,
            ended=since.ended,
        )

    def run(self, minutes: Counter[date], upto: date = date.max) -> Iterable[LedgerDay]:
        """The days in order, as far as they are wanted."""
        for plain in self.plain:
            if plain.day > upto:
                break
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
