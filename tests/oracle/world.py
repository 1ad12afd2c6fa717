"""A learner's life for tests: a clock that moves on, and what they do, stamped as it is stored."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.domain.calendar import Rule, RuleChange, Timeline
from bot.domain.entries import EntryLog
from bot.domain.history import Entry, EntryKind, Pause, StudyDays
from bot.domain.streak.fold import History, Ledger, ledger
from bot.domain.streak.pauses import first_day, may_pause, resumed, with_pause
from oracle import streak as oracle
from oracle.streak import StoredLife

BERLIN = Rule("Europe/Berlin", 4)
MONDAY_NOON = datetime(2026, 3, 2, 11, tzinfo=UTC)
DAY = timedelta(days=1)
MON_SAT = frozenset(range(6))
EVERY_DAY = frozenset(range(7))


class World:
    """Set up at `now`; every method is something that the learner does at that instant."""

    def __init__(
        self,
        now: datetime = MONDAY_NOON,
        rule: Rule = BERLIN,
        weekdays: frozenset[int] = MON_SAT,
        plan_in: int = 0,
    ) -> None:
        self.now = now
        self.first = RuleChange(now, rule)
        self.changes: list[RuleChange] = []
        self.timeline = Timeline.of(self.first)
        self.set_up_on = self.today
        self.plan_from = self.today + DAY * plan_in
        self.entries: list[Entry] = []
        self.undone: list[Entry] = []
        self.study_days = [StudyDays(self.today, weekdays)]
        self.pauses: tuple[Pause, ...] = ()
        self.resting: list[tuple[date, date | None]] = []
        self.outages: set[date] = set()
        self.numbers = 0

    @property
    def today(self) -> date:
        return self.timeline.day(self.now)

    def wait(self, days: float = 0, hours: float = 0) -> None:
        self.now += timedelta(days=days, hours=hours)

    def log(self, minutes: int | None = None, day: date | None = None) -> Entry:
        rule = self.timeline.rule(self.now)
        self.numbers += 1
        entry = Entry(
            id=self.numbers,
            kind=EntryKind.DONE,
            made_at=self.now,
            made_on=self.today,
            day=day or self.today,
            zone=rule.zone,
            rollover=rule.rollover,
            minutes=minutes,
        )
        self.entries.append(entry)
        return entry

    def log_yesterday(self, minutes: int | None = None) -> Entry:
        return self.log(minutes, self.timeline.yesterday(self.now) or self.today)

    def undo(self) -> None:
        if self.entries and self.now - self.entries[-1].made_at <= DAY:
            self.undone.append(self.entries.pop())

    def pause(self, days: int) -> bool:
        first = first_day(EntryLog(self.entries), self.today)
        last = first + DAY * (days - 1)
        if may_pause(self.pauses, self.today, first, last):
            return False
        self.numbers += 1
        new = Pause(self.numbers, self.now, self.today, first, last, last)
        self.pauses = with_pause(self.pauses, new)
        return True

    def resume(self) -> None:
        self.pauses = resumed(self.pauses, self.today)

    def study_on(self, weekdays: frozenset[int]) -> None:
        self.study_days.append(StudyDays(self.today + DAY, weekdays))

    def set_rule(self, rule: Rule) -> None:
        self.changes.append(RuleChange(self.now, rule))
        self.timeline = Timeline.of(self.first, self.changes)

    def move(self, zone: str) -> None:
        rule = self.changes[-1].rule if self.changes else self.first.rule
        self.set_rule(replace(rule, zone=zone))

    def finish(self) -> None:
        if not self.resting or self.resting[-1][1] is not None:
            self.resting.append((self.today, None))

    def go_back(self) -> None:
        if self.resting and self.resting[-1][1] is None:
            self.resting[-1] = (self.resting[-1][0], self.today - DAY)

    def history(self, entries: EntryLog | None = None) -> History:
        return History(
            entries=EntryLog(self.entries) if entries is None else entries,
            study_days=tuple(self.study_days),
            pauses=self.pauses,
            timeline=self.timeline,
            set_up_on=self.set_up_on,
            plan_from=self.plan_from,
            resting=tuple(self.resting),
            outages=frozenset(self.outages),
        )

    def ledger(self) -> Ledger:
        return ledger(self.history(), self.now)

    def oracle(self) -> list[oracle.Line]:
        life = StoredLife(
            first=self.first,
            changes=self.changes,
            entries=self.entries,
            study_days=self.study_days,
            pauses=self.pauses,
            set_up_on=self.set_up_on,
            plan_from=self.plan_from,
            resting=self.resting,
            outages=frozenset(self.outages),
        )
        return oracle.tell(life, self.now)
