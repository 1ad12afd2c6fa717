"""The ledger a second time, slowly, from the words of promises 2.1 to 2.8.

Nothing here comes from `bot.domain.streak.fold` and its helpers: states are told gap by gap instead of
day by day, the streak is counted anew for each day, and learner-days come from `oracle.days`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from bot.domain.calendar import RuleChange
from bot.domain.history import Entry, Pause, StudyDays
from oracle.days import Days

DAY = timedelta(days=1)


@dataclass(frozen=True)
class StoredLife:
    """What happened to a learner, as it is stored."""

    first: RuleChange
    changes: Sequence[RuleChange]
    entries: Sequence[Entry]
    study_days: Sequence[StudyDays]
    pauses: Sequence[Pause]
    set_up_on: date
    plan_from: date
    resting: Sequence[tuple[date, date | None]] = ()
    outages: frozenset[date] = frozenset()


@dataclass(frozen=True)
class Line:
    day: date
    state: str
    streak: int
    freezes: int


def done_days(life: StoredLife, days: Days) -> set[date]:
    """2.1 and 2.5: entries of the day, and at most 2 in any 7 days for the day lived before."""
    done: set[date] = set()
    took_effect: list[date] = []
    for entry in sorted(life.entries, key=lambda entry: (entry.made_at, entry.id)):
        if entry.day == entry.made_on:
            done.add(entry.day)
        elif entry.day == days.lived_before(entry.made_on) and entry.day >= life.set_up_on:
            week = [entry.made_on - DAY * back for back in range(7)]
            allowed = sum(day in week for day in took_effect) < 2
            if entry.day not in done and allowed:
                done.add(entry.day)
                took_effect.append(entry.made_on)
    return done


def study_day(life: StoredLife, day: date) -> bool:
    weekdays = frozenset(range(6))
    for number, change in enumerate(sorted(life.study_days, key=lambda change: change.since)):
        if number == 0 or change.since <= day:
            weekdays = change.weekdays
    finished = any(a <= day and (b is None or day <= b) for a, b in life.resting)
    return day.weekday() in weekdays and day >= life.plan_from and not finished


def paused(life: StoredLife, day: date) -> bool:
    return any(pause.first <= day <= pause.last for pause in life.pauses)


def good_entries(life: StoredLife, day: date) -> int:
    mine = [entry for entry in life.entries if entry.day == day and entry.made_on == day]
    return len([entry for entry in mine if entry.minutes is not None and entry.minutes >= 10])


def plain_states(
    life: StoredLife, days: Days, now: datetime
) -> tuple[dict[date, str], dict[date, bool]]:
    """The states that hold by themselves ("open" where none does), and who could be excused."""
    today, done, short = days.day(now), done_days(life, days), days.short(now)
    states: dict[date, str] = {}
    excusable: dict[date, bool] = {}
    by_move: list[date] = []
    day = min((day for day in done if day <= today), default=today + DAY)
    while day <= today:
        rested = [other for other in by_move if day - other < 7 * DAY]
        excusable[day] = day in life.outages or (day in short and not rested)
        if day in done:
            states[day] = "done"
        elif paused(life, day):
            states[day] = "paused"
        elif not study_day(life, day):
            states[day] = "rest"
        elif day == today:
            states[day] = "pending"
        elif excusable[day]:
            states[day] = "excused"
            if day not in life.outages:
                by_move.append(day)
        else:
            states[day] = "open"
        day += DAY
    return states, excusable


def gaps(states: dict[date, str]) -> list[list[date]]:
    """The open days, in groups that no done day divides."""
    found: list[list[date]] = [[]]
    for day, state in states.items():
        if state == "done":
            found.append([])
        if state == "open":
            found[-1].append(day)
    return [gap for gap in found if gap]


def streak_after(states: dict[date, str], last: date) -> int:
    """2.2: the number of done and repaired days since the last missed day."""
    streak = 0
    for day in sorted(states, reverse=True):
        if day <= last:
            if states[day] == "missed":
                break
            streak += states[day] in {"done", "repaired"}
    return streak


def freezes_after(states: dict[date, str], last: date) -> int:
    """2.4: two to begin with, one more at each multiple of seven, two at most."""
    held = 2
    credited = 0
    for day in sorted(day for day in states if day <= last):
        if states[day] == "missed":
            credited = 0
        if states[day] == "frozen":
            held -= 1
        if states[day] in {"done", "repaired"}:
            credited += 1
            held = min(2, held + 1) if credited % 7 == 0 else held
    return held


def made_up(
    life: StoredLife, states: dict[date, str], excusable: dict[date, bool], missed: date
) -> bool:
    """2.6: two entries on the next study day that is neither paused nor excused, or before it."""
    if any(state == "repaired" and missed - day < 28 * DAY for day, state in states.items()):
        return False
    after = [day for day in states if day > missed and study_day(life, day)]
    binding = [day for day in after if not (paused(life, day) or excusable[day])]
    until = min(binding, default=max(states))
    return any(good_entries(life, day) >= 2 for day in after if day <= until)


def settle(life: StoredLife, states: dict[date, str], excusable: dict[date, bool]) -> None:
    """Freezes, repairs and breaks, gap by gap."""
    for gap in gaps(states):
        before = {day: state for day, state in states.items() if day < gap[0]}
        streak = streak_after(before, gap[0])
        held = freezes_after(before, gap[0])
        if streak > 0 and len(gap) <= held:
            states.update(dict.fromkeys(gap, "frozen"))
        elif streak > 0 and len(gap) == 1 and made_up(life, states, excusable, gap[0]):
            states[gap[0]] = "repaired"
        else:
            states.update(dict.fromkeys(gap, "missed"))


def tell(life: StoredLife, now: datetime) -> list[Line]:
    """The whole ledger."""
    days = Days(life.first, life.changes, now)
    known = [entry for entry in life.entries if entry.made_at <= now]
    life = StoredLife(**{**vars(life), "entries": known})
    states, excusable = plain_states(life, days, now)
    assert all(later - day == DAY for day, later in pairwise(states))
    settle(life, states, excusable)
    return [
        Line(day, state, streak_after(states, day), freezes_after(states, day))
        for day, state in states.items()
    ]
