"""A study group for tests: its members live by one clock, and all they do is kept as it is stored."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

from bot.domain.calendar import Rule
from bot.domain.groups.history import Known, MemberHistory, Stay
from bot.domain.history import Entry, Pause, StudyDays
from oracle.world import DAY, EVERY_DAY, MONDAY_NOON, World
from support.whole_group import WholeGroup

if TYPE_CHECKING:
    from bot.domain.groups.count import QuorumChange

T = TypeVar("T")
EVER = datetime(2000, 1, 1, tzinfo=UTC)


class MemberWorld(World):
    """A learner's life that keeps what was taken back, cut and replaced, with the instants."""

    def __init__(
        self,
        number: int,
        now: datetime = MONDAY_NOON,
        rule: Rule | None = None,
        weekdays: frozenset[int] = EVERY_DAY,
        plan_in: int = 0,
    ) -> None:
        super().__init__(now, rule or Rule("Europe/Berlin"), weekdays, plan_in)
        self.id = number
        self.numbers = 1000 * number
        self.stays: list[Stay] = []
        self.all_entries: list[Known[Entry]] = []
        self.all_study_days = [Known(self.study_days[0], EVER)]
        self.all_pauses: list[Known[Pause]] = []
        self.all_resting: list[Known[tuple[date, date | None]]] = []
        self.all_outages: list[Known[date]] = []

    @property
    def is_in(self) -> bool:
        return bool(self.stays) and self.stays[-1].left_at is None

    def join(self) -> None:
        if not self.is_in:
            self.stays.append(Stay(self.now, self.today))

    def leave(self) -> None:
        if self.is_in:
            self.stays[-1] = replace(self.stays[-1], left_at=self.now, left_on=self.today)

    def log(self, minutes: int | None = None, day: date | None = None) -> Entry:
        entry = super().log(minutes, day)
        self._keep()
        return entry

    def undo(self) -> None:
        super().undo()
        self._keep()

    def pause(self, days: int) -> bool:
        paused = super().pause(days)
        self._keep()
        return paused

    def resume(self) -> None:
        super().resume()
        self._keep()

    def finish(self) -> None:
        super().finish()
        self._keep()

    def go_back(self) -> None:
        super().go_back()
        self._keep()

    def study_on(self, weekdays: frozenset[int]) -> None:
        super().study_on(weekdays)
        self.all_study_days.append(Known(self.study_days[-1], self.now))

    def outage(self, day: date) -> None:
        """`day` is known from now on to be excused."""
        self.outages.add(day)
        self._keep()

    def _keep(self) -> None:
        self.all_entries = _versions(self.all_entries, self.entries, self.now)
        self.all_pauses = _versions(self.all_pauses, self.pauses, self.now)
        self.all_resting = _versions(self.all_resting, self.resting, self.now)
        self.all_outages = _versions(self.all_outages, sorted(self.outages), self.now)

    def member(self) -> MemberHistory:
        return MemberHistory(
            id=self.id,
            timeline=self.timeline,
            plan_from=self.plan_from,
            stays=tuple(self.stays),
            entries=tuple(self.all_entries),
            study_days=tuple(self.all_study_days),
            pauses=tuple(self.all_pauses),
            resting=tuple(self.all_resting),
            outages=tuple(self.all_outages),
        )


class GroupWorld:
    """Members by the names of their places, and one clock for all of them."""

    def __init__(self, places: Iterable[MemberWorld], now: datetime = MONDAY_NOON) -> None:
        self.members = list(places)
        self.now = now
        self.quorums: list[QuorumChange] = []

    def at(self, now: datetime) -> "GroupWorld":
        assert now >= self.now
        self.now = now
        for member in self.members:
            member.now = now
        return self

    def wait(self, days: float = 0, hours: float = 0) -> None:
        self.at(self.now + timedelta(days=days, hours=hours))

    def group(self) -> WholeGroup:
        return WholeGroup([each.member() for each in self.members], self.quorums)


def _versions(before: list[Known[T]], facts: Iterable[T], now: datetime) -> list[Known[T]]:
    """What was known, closed at `now` where it is no fact any more, and what is new since now."""
    left = list(facts)
    kept: list[Known[T]] = []
    for each in before:
        if each.until is None and each.fact in left:
            left.remove(each.fact)
            kept.append(each)
        else:
            kept.append(each if each.until else replace(each, until=now))
    return kept + [Known(fact, now) for fact in left]


__all__ = ["DAY", "EVER", "EVERY_DAY", "GroupWorld", "MemberWorld", "StudyDays"]
