"""Pauses: where one begins, how long it may be, and what ends it (promise 2.7)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from bot.domain import policy
from bot.domain.entries import EntryLog
from bot.domain.history import Pause

_DAY = timedelta(days=1)


class PauseProblem(StrEnum):
    """What is wrong with a pause that was asked for."""

    ENDS_BEFORE_IT_BEGINS = "ends_before_it_begins"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    YEAR_USED_UP = "year_used_up"


@dataclass(frozen=True, slots=True)
class PauseRefused:
    """Why a pause cannot be, with what a right one needs: `least` to `most` days from `first`.

    `most < least` where no pause at all can begin on `first`.
    """

    problem: PauseProblem
    first: date
    days: int
    least: int
    most: int


def days_of(first: date, last: date) -> Iterable[date]:
    """The days from `first` to `last`, both included; none where `last` is earlier."""
    return (first + _DAY * number for number in range((last - first).days + 1))


def paused_days(pauses: Iterable[Pause]) -> frozenset[date]:
    """All days that are, were or will be paused."""
    return frozenset(day for pause in pauses for day in days_of(pause.first, pause.last))


def is_paused(pauses: Iterable[Pause], day: date) -> bool:
    """Whether a day lies in a pause."""
    return any(pause.first <= day <= pause.last for pause in pauses)


def first_day(entries: EntryLog, today: date) -> date:
    """Where a pause asked for today begins: today if nothing is logged for today, or tomorrow."""
    return today + _DAY if entries.on(today) else today


def may_pause(pauses: Iterable[Pause], today: date, first: date, last: date) -> PauseRefused | None:
    """What speaks against a pause from `first` (see `first_day`) to `last`; None if nothing."""
    days = (last - first).days + 1
    least = policy.PAUSE_DAYS_LEAST_FROM_TODAY if first == today else 1
    most = _most_days(tuple(pauses), first)
    problem = _problem(days, least, most)
    return PauseRefused(problem, first, days, least, most) if problem else None


def with_pause(pauses: Iterable[Pause], new: Pause) -> tuple[Pause, ...]:
    """All pauses after a new one, which replaces what is left of the old."""
    return (*(_cut(pause, new.first - _DAY) for pause in pauses), new)


def resumed(pauses: Iterable[Pause], today: date) -> tuple[Pause, ...]:
    """All pauses after `/resume`: today stays paused, and none that is to come begins."""
    return tuple(
        _cut(pause, today if pause.first <= today else pause.first - _DAY) for pause in pauses
    )


def charged_days(pauses: Iterable[Pause]) -> frozenset[date]:
    """The days that count towards 42 in any 365: as asked where a pause began when asked."""
    return frozenset(day for pause in pauses for day in days_of(pause.first, _charged_last(pause)))


def _problem(days: int, least: int, most: int) -> PauseProblem | None:
    if days < 1:
        return PauseProblem.ENDS_BEFORE_IT_BEGINS
    if days < least:
        return PauseProblem.TOO_SHORT
    if days > policy.PAUSE_DAYS_MOST:
        return PauseProblem.TOO_LONG
    return PauseProblem.YEAR_USED_UP if days > most else None


def _cut(pause: Pause, last: date) -> Pause:
    return replace(pause, last=min(pause.last, last))


def _charged_last(pause: Pause) -> date:
    began_when_asked = pause.first == pause.asked_on and pause.first <= pause.last
    return pause.asked_last if began_when_asked else pause.last


def _most_days(pauses: tuple[Pause, ...], first: date) -> int:
    charged = charged_days(_cut(pause, first - _DAY) for pause in pauses)
    longest = first + _DAY * (policy.PAUSE_DAYS_MOST - 1)
    for days, last in enumerate(days_of(first, longest), start=1):
        if not _within_a_year(charged.union(days_of(first, last)), first):
            return days - 1
    return policy.PAUSE_DAYS_MOST


def _within_a_year(charged: Iterable[date], first: date) -> bool:
    """Whether no 365 days that reach `first` hold more charged days than allowed."""
    days = sorted(charged)
    windows = zip(days, days[policy.PAUSE_DAYS_A_YEAR :], strict=False)
    crowded = (end for start, end in windows if (end - start).days < policy.PAUSE_YEAR_DAYS)
    return all(end < first for end in crowded)
