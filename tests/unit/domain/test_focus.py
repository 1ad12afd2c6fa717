"""A focus timer: what it has run, and when it is over (promise 14.1)."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import policy
from bot.domain.focus import Focus, logged_by_itself
from bot.domain.history import Entry, EntryKind

BEGUN = datetime(2026, 3, 2, 17, tzinfo=UTC)


def after(minutes: float) -> datetime:
    return BEGUN + timedelta(minutes=minutes)


def timer(minutes: int = 25) -> Focus:
    return Focus(BEGUN, minutes, BEGUN)


def test_it_runs_for_its_time_and_no_longer() -> None:
    found = timer()
    assert found.ends_at == found.studied_until == after(25)
    assert [found.minutes_run(after(each)) for each in (-5, 0, 0.9, 1, 24.99, 25, 300)] == [
        *(0, 0, 0, 1, 24, 25, 25)
    ]
    assert [found.runs(after(each)) for each in (0, 24.9, 25)] == [True, True, False]
    assert not found.end(after(3)).runs(after(4))


def test_a_pause_stops_it_and_ends_it_after_two_hours() -> None:
    paused = timer().pause(after(10.5))
    assert not paused.runs(after(11))
    assert paused.minutes_run(after(100)) == 10
    assert paused.ends_at == after(10.5) + policy.FOCUS_PAUSE_MOST
    assert paused.studied_until == after(10.5)
    again = paused.go_on(after(60))
    assert again.ends_at == after(60 + 14.5)
    assert again.minutes_run(after(61)) == 11


@given(st.integers(5, 180), st.lists(st.integers(0, 3 * 60 * 60), max_size=8))
def test_whatever_is_pressed_it_runs_as_long_as_was_asked(minutes: int, seconds: list[int]) -> None:
    """What it ran between the presses, and what is left, add up to what was asked."""
    instants = [BEGUN, *(BEGUN + timedelta(seconds=each) for each in sorted(seconds))]
    found, ran = timer(minutes), timedelta()
    for before, now in pairwise(instants):
        if now >= found.ends_at:
            break
        ran += timedelta() if found.paused else now - before
        found = found.go_on(now) if found.paused else found.pause(now)
    last = found.changed_at
    assert found.run(last) == ran
    assert found.go_on(last).ends_at - last == timedelta(minutes=minutes) - ran


@pytest.mark.parametrize(
    ("kind", "made", "found"),
    [
        (EntryKind.FOCUS, after(25), True),
        (EntryKind.FOCUS, after(25) - policy.FOCUS_PAUSE_MOST, True),
        (EntryKind.FOCUS, after(24), False),
        (EntryKind.DONE, after(25), False),
    ],
)
def test_what_it_logged_is_found_by_its_end(kind: EntryKind, made: datetime, found: bool) -> None:
    entry = Entry(1, kind, made, made.date(), made.date(), "UTC", 4, 25)
    assert logged_by_itself([entry], after(25)) == (entry if found else None)
