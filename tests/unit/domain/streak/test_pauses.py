"""Pauses by example (promise 2.7)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.entries import EntryLog
from bot.domain.history import Pause
from bot.domain.streak.pauses import (
    PauseProblem,
    charged_days,
    first_day,
    is_paused,
    may_pause,
    paused_days,
    resumed,
    with_pause,
)
from oracle.world import World

DAY = timedelta(days=1)
MONDAY = date(2026, 3, 2)


def pause(first: int, last: int, *, asked: int, asked_last: int | None = None) -> Pause:
    """Days are counted from Monday, 2 March 2026, which is 0."""
    asked_until = last if asked_last is None else asked_last
    at = datetime(2026, 3, 2, 12, tzinfo=UTC) + DAY * asked
    days = (MONDAY + DAY * day for day in (asked, first, asked_until, last))
    return Pause(asked, at, *days)


def problem(pauses: tuple[Pause, ...], today: int, first: int, days: int) -> PauseProblem | None:
    begins = MONDAY + DAY * first
    refused = may_pause(pauses, MONDAY + DAY * today, begins, begins + DAY * (days - 1))
    return refused.problem if refused else None


def test_a_pause_begins_today_unless_something_is_logged_for_today() -> None:
    world = World()
    assert first_day(EntryLog(world.entries), world.today) == MONDAY
    world.log(None, MONDAY - DAY)
    assert first_day(EntryLog(world.entries), world.today) == MONDAY
    world.log()
    assert first_day(EntryLog(world.entries), world.today) == MONDAY + DAY


@pytest.mark.parametrize(
    ("first", "days", "wrong"),
    [
        (0, 0, PauseProblem.ENDS_BEFORE_IT_BEGINS),
        (1, -3, PauseProblem.ENDS_BEFORE_IT_BEGINS),
        (0, 1, PauseProblem.TOO_SHORT),
        (0, 2, PauseProblem.TOO_SHORT),
        (0, 3, None),
        (1, 1, None),
        (0, 21, None),
        (1, 21, None),
        (0, 22, PauseProblem.TOO_LONG),
        (1, 22, PauseProblem.TOO_LONG),
    ],
)
def test_how_long_a_pause_may_be(first: int, days: int, wrong: PauseProblem | None) -> None:
    assert problem((), 0, first, days) is wrong


def test_a_refusal_says_what_would_be_right() -> None:
    refused = may_pause((), MONDAY, MONDAY, MONDAY + DAY)
    assert refused is not None
    assert (refused.first, refused.days, refused.least, refused.most) == (MONDAY, 2, 3, 21)


@pytest.mark.parametrize(("last", "wrong"), [(20, None), (21, PauseProblem.YEAR_USED_UP)])
def test_42_days_in_any_365(last: int, wrong: PauseProblem | None) -> None:
    """21 from day 0, and from day 30 as many as are left."""
    before = (pause(0, last, asked=-1),)
    assert problem(before, 30, 30, 21) is wrong
    assert problem(before, 30, 30, 20) is None


@pytest.mark.parametrize(("first", "most"), [(344, 0), (364, 0), (365, 5), (366, 5), (465, 21)])
def test_a_year_is_365_days_wherever_it_begins(first: int, most: int) -> None:
    """5, 21 and 16 days from days 0, 100 and 200: a year after each, as many come free again."""
    before = (pause(0, 4, asked=-1), pause(100, 120, asked=99), pause(200, 215, asked=199))
    begins = MONDAY + DAY * first
    refused = may_pause(before, begins - DAY, begins, begins + 21 * DAY)
    assert refused is not None
    assert refused.most == most


def test_a_new_pause_may_reach_into_a_crowded_year_only_from_outside() -> None:
    """Old pauses that are too many (two people became one) do not forbid a pause years later."""
    crowd = tuple(pause(day, day + 20, asked=day - 1) for day in (0, 30, 60))
    assert problem(crowd, 800, 801, 21) is None


def test_a_pause_that_began_when_asked_is_charged_as_asked() -> None:
    """So that a pause and `/resume` do not make single free days."""
    assert len(charged_days([pause(0, 1, asked=0, asked_last=20)])) == 21
    assert len(charged_days([pause(1, 1, asked=0, asked_last=20)])) == 1
    assert not charged_days([pause(0, -1, asked=0, asked_last=20)])


def test_a_day_is_charged_once() -> None:
    overlapping = [pause(0, 4, asked=0, asked_last=20), pause(5, 24, asked=4)]
    assert len(charged_days(overlapping)) == 25


def test_a_new_pause_replaces_what_is_left_of_the_old() -> None:
    old, new = pause(1, 20, asked=0), pause(5, 9, asked=5)
    cut = pause(1, 4, asked=0, asked_last=20)
    assert with_pause((old,), new) == (cut, new)
    assert with_pause((cut,), new) == (cut, new)
    assert problem((pause(1, 21, asked=0),), 5, 5, 21) is None


def test_a_pause_that_had_not_begun_is_replaced_whole() -> None:
    old, new = pause(1, 20, asked=0), pause(0, 4, asked=0)
    kept = with_pause((old,), new)
    assert paused_days(kept) == paused_days([new]) == charged_days(kept)


def test_resume_leaves_today_paused() -> None:
    world = World()
    world.pause(10)
    world.wait(days=4)
    world.resume()
    assert is_paused(world.pauses, MONDAY + 4 * DAY)
    assert not is_paused(world.pauses, MONDAY + 5 * DAY)
    assert len(charged_days(world.pauses)) == 10


def test_resume_before_the_pause_ends_it_before_it_began() -> None:
    world = World()
    world.log()
    world.pause(10)
    world.resume()
    assert paused_days(world.pauses) == charged_days(world.pauses) == frozenset()


def test_resume_leaves_what_is_over_alone() -> None:
    past = (pause(0, 4, asked=0),)
    assert resumed(past, MONDAY + 9 * DAY) == past
    assert resumed((), MONDAY) == ()
