"""A group day counted: from what changes its counts, instant by instant (promises 6.2 and 6.3)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.domain import policy
from bot.domain.groups.streak import Settlement, SettlementOutcome

Window = tuple[datetime, datetime]
"""From when a member is known to be one, and until when they may yet do the day."""


@dataclass(frozen=True, slots=True)
class QuorumChange:
    """From `made_at` on, days that have not begun take this whole percentage (promise 6.2)."""

    made_at: datetime
    percent: int


@dataclass(frozen=True, slots=True)
class CountStep:
    """By how much those who are done, and those who are expected, change at an instant."""

    at: datetime
    done: int
    expected: int


@dataclass(frozen=True, slots=True)
class DayCount:
    """A group day, counted `upto` an instant; None before its first member is counted.

    Nothing that comes after `closes` counts.
    """

    day: date
    began: datetime
    closes: datetime
    upto: datetime | None = None
    done: int = 0
    expected: int = 0

    def until(self, now: datetime) -> datetime:
        """Up to which instant it is to be counted."""
        return min(now, self.closes)


def needed(expected: int, percent: int) -> int:
    """How many must be done: the quorum rounded up, and at least two (promise 6.2)."""
    return max(policy.GROUP_DONE_LEAST, -(-percent * expected // 100))


def percent_of(quorums: Iterable[QuorumChange], began: datetime) -> int:
    """The percentage that a day takes which began at an instant."""
    known = sorted((each.made_at, each.percent) for each in quorums if each.made_at <= began)
    return known[-1][1] if known else policy.GROUP_QUORUM_PERCENT


def closes(began: datetime, windows: Iterable[Window]) -> datetime:
    """When the last late-log window closes, of the members known by then (promise 6.3)."""
    last = began
    for since, until in sorted(windows):
        if since > last:
            break
        last = max(last, until)
    return last


def count(
    day: DayCount, steps: Iterable[CountStep], now: datetime, percent: int
) -> tuple[DayCount, Settlement | None]:
    """A day counted on, by the steps after what is counted, in order: how it was settled, if it was.

    What comes after a success still shows in the counts, until the last window has closed.
    """
    done, expected = day.done, day.expected
    settled: Settlement | None = None
    for step in steps:
        done, expected = done + step.done, expected + step.expected
        enough = needed(expected, percent)
        if settled is None and done >= enough:
            success = SettlementOutcome.SUCCESS
            settled = Settlement(day.day, success, step.at, done, expected, enough)
    counted = replace(day, upto=day.until(now), done=done, expected=expected)
    return counted, settled or _closed(counted, now, percent)


def _closed(day: DayCount, now: datetime, percent: int) -> Settlement | None:
    """What a day without a success comes to once nobody can do it any more."""
    if now < day.closes:
        return None
    counts = day.expected >= policy.GROUP_EXPECTED_LEAST
    outcome = SettlementOutcome.FAILURE if counts else SettlementOutcome.NEUTRAL
    enough = needed(day.expected, percent)
    return Settlement(day.day, outcome, day.closes, day.done, day.expected, enough)
