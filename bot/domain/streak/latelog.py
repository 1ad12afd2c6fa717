"""Which entries make their day done, and which count for hours only (promises 2.1 and 2.5)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from bot.domain import policy
from bot.domain.calendar import Timeline
from bot.domain.checkpoint import LedgerCheckpoint
from bot.domain.history import Entry


class Counts(StrEnum):
    """What an entry counts for. All count for hours; the first two make their day done."""

    ON_THE_DAY = "on_the_day"
    LATE = "late"
    ALREADY_DONE = "already_done"
    """A late entry for a day that was done without it: nothing to add, nothing used up."""
    NOT_YESTERDAY = "not_yesterday"
    BEFORE_SET_UP = "before_set_up"
    TOO_MANY_LATE = "too_many_late"

    @property
    def makes_done(self) -> bool:
        """Whether the entry made its day done."""
        return self in {Counts.ON_THE_DAY, Counts.LATE}

    @property
    def hours_only(self) -> bool:
        """Whether the entry's day is not done by it, nor by one before it."""
        return not self.makes_done and self is not Counts.ALREADY_DONE


@dataclass(slots=True)
class _Sorter:
    timeline: Timeline
    set_up_on: date
    done: set[date] = field(default_factory=set)
    late: list[date] = field(default_factory=list)

    def take(self, entry: Entry) -> Counts:
        verdict = Counts.ON_THE_DAY if entry.made_on == entry.day else self._late(entry)
        if verdict.makes_done:
            self.done.add(entry.day)
        if verdict is Counts.LATE:
            self.late.append(entry.made_on)
        return verdict

    def _late(self, entry: Entry) -> Counts:
        if entry.day != self.timeline.lived_before(entry.made_on):
            return Counts.NOT_YESTERDAY
        if entry.day < self.set_up_on:
            return Counts.BEFORE_SET_UP
        if entry.day in self.done:
            return Counts.ALREADY_DONE
        return Counts.TOO_MANY_LATE if self._used_up(entry.made_on) else Counts.LATE

    def _used_up(self, made_on: date) -> bool:
        last = self.late[-policy.LATE_LOGS_MOST :]
        recent = [day for day in last if (made_on - day).days < policy.LATE_LOGS_WINDOW_DAYS]
        return len(recent) == policy.LATE_LOGS_MOST


def verdicts(
    entries: Iterable[Entry],
    timeline: Timeline,
    set_up_on: date,
    since: LedgerCheckpoint | None = None,
) -> dict[int, Counts]:
    """What each entry, by its id, counts for; the order in which they are given is no matter.

    With a checkpoint they are those made after its day.
    """
    sorter = _Sorter(timeline, set_up_on)
    if since is not None:
        sorter.done.add(since.upto)  # the day before it can be logged late no more
        sorter.late.extend(since.late)
    in_order = sorted(entries, key=lambda entry: (entry.made_at, entry.id))
    return {entry.id: sorter.take(entry) for entry in in_order}
