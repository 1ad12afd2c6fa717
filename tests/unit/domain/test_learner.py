"""What follows from the stored facts about a learner (promises 1.3, 2.3, 2.9 and 3.2)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.calendar import Rule
from bot.domain.delivery import Outage
from bot.domain.entries import EntryLog
from bot.domain.history import Entry, EntryKind
from bot.domain.learner import (
    Enrolment,
    Learner,
    Move,
    MoveCause,
    Pacing,
    last_to_undo,
    stamped,
)
from bot.domain.plan import Anchor
from bot.domain.preferences import Preferences, SettingChange
from bot.domain.streak.fold import DayState, ledger
from bot.domain.streak.ledger import is_study_day, weekdays_on

NOW = datetime(2026, 3, 2, 17, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
MONDAY = date(2026, 3, 2)
BERLIN = Preferences(tz="Europe/Berlin")


def change(key: str, value: str, after: timedelta = timedelta()) -> SettingChange:
    return SettingChange(key, value, NOW + after, (NOW + after).date())


def enrolled(number: int = 1, after: int = 0, roadmap: str = "six-month") -> Enrolment:
    made, day = NOW + after * DAY, MONDAY + after * DAY
    start, pacing = Move(1, MoveCause.START, made, day), Pacing(Anchor(1, day), "standard", made)
    return Enrolment(number, roadmap, "1", made, day, (start,), (pacing,))


def person(*settings: SettingChange, enrolment: bool = True) -> Learner:
    return Learner(
        1,
        "me",
        NOW - HOUR,
        proposed=BERLIN,
        settings=settings,
        enrolments=(enrolled(),) if enrolment else (),
    )


def go(me: Learner, week: int, after: int, cause: MoveCause = MoveCause.NEXT) -> Learner:
    enrolment = me.enrolments[-1]
    move = Move(week, cause, NOW + after * DAY, MONDAY + after * DAY)
    changed = replace(enrolment, moves=(*enrolment.moves, move))
    return replace(me, enrolments=(*me.enrolments[:-1], changed))


def log(me: Learner, after: timedelta = timedelta(), **what: object) -> Learner:
    entry = stamped(me, NOW + after, EntryKind.DONE, **what)
    return replace(me, entries=me.entries.plus(replace(entry, id=len(me.entries) + 1)))


def tick(me: Learner, topic: str, *, unticked: bool = False) -> Learner:
    entry = stamped(me, NOW, EntryKind.TICK, topic=topic, unticked=unticked)
    return replace(me, entries=me.entries.plus(replace(entry, id=len(me.entries) + 1)))


def test_before_set_up_the_proposal_holds() -> None:
    me = person(change("rollover", "0", -HOUR), enrolment=False)
    assert me.enrolment is None
    assert me.preferences == replace(BERLIN, rollover=0)
    assert me.timeline.rule(NOW) == Rule("Europe/Berlin", 0)
    assert me.today(datetime(2026, 3, 2, 23, tzinfo=UTC)) == date(2026, 3, 3)


def test_what_was_chosen() -> None:
    me = person(change("at", "08:00"))
    assert me.chose("at")
    assert not me.chose("checkin")


def test_zone_and_rollover_hold_from_the_next_rollover_on() -> None:
    me = person(
        change("tz", "Europe/Berlin"),
        change("rollover", "2", 2 * DAY),
        change("at", "09:00", 2 * DAY),
        change("tz", "Asia/Kathmandu", 4 * DAY),
    )
    rules = [me.timeline.rule(NOW + ahead * DAY) for ahead in (1, 2, 3, 4, 5)]
    assert rules == [
        Rule("Europe/Berlin", 4),
        Rule("Europe/Berlin", 4),
        Rule("Europe/Berlin", 2),
        Rule("Europe/Berlin", 2),
        Rule("Asia/Kathmandu", 2),
    ]


def test_study_days_change_from_tomorrow_on() -> None:
    me = person(change("days", "mon-sun"), change("days", "mon,wed,fri", 2 * DAY))
    history = me.history
    assert weekdays_on(history, MONDAY + 2 * DAY) == frozenset(range(7))
    assert weekdays_on(history, MONDAY + 3 * DAY) == {0, 2, 4}
    assert weekdays_on(person().history, MONDAY) == BERLIN.days


def test_the_history_of_a_plan_to_come() -> None:
    me = person()
    later = Pacing(Anchor(1, MONDAY + 7 * DAY), "standard", NOW)
    me = replace(me, enrolments=(replace(me.enrolments[0], pacings=(later,)),))
    assert me.enrolments[0].plan_from == MONDAY + 7 * DAY
    assert not is_study_day(me.history, MONDAY + DAY)
    assert is_study_day(me.history, MONDAY + 7 * DAY)


def test_week_pace_and_finish() -> None:
    me = go(person(), 2, 3)
    assert (me.enrolments[0].week, me.enrolments[0].finished) == (2, False)
    assert me.enrolments[0].pacing.pace == "standard"
    me = go(me, 25, 10, MoveCause.FINISH)
    assert me.enrolments[0].finished
    assert not go(me, 24, 12, MoveCause.BACK).enrolments[0].finished


def resting(me: Learner) -> list[int]:
    """The days after the Monday of the set-up that are at rest after a finish."""
    return [
        ahead for ahead in range(1, 20)
        if not is_study_day(me.history, MONDAY + ahead * DAY)
        and (MONDAY + ahead * DAY).weekday() < 6
    ]  # fmt: skip


def test_days_after_the_finish_are_at_rest_until_a_step_back() -> None:
    me = go(person(), 25, 9, MoveCause.FINISH)
    assert resting(me) == [9, 10, 11, 12, 14, 15, 16, 17, 18, 19]
    assert resting(go(me, 24, 12, MoveCause.BACK)) == [9, 10, 11]
    assert resting(go(me, 24, 9, MoveCause.BACK)) == []


def test_days_after_the_finish_are_at_rest_until_the_next_roadmap_begins() -> None:
    me = go(person(), 25, 9, MoveCause.FINISH)
    me = replace(me, enrolments=(*me.enrolments, enrolled(2, 15, "islands")))
    assert resting(me) == [9, 10, 11, 12, 14]
    assert me.enrolment is not None
    assert me.enrolment.roadmap == "islands"


def test_an_outage_excuses_a_day() -> None:
    me = log(person())
    night = datetime(2026, 3, 3, 23, tzinfo=UTC)
    me = replace(me, outages=(Outage(night, night + 3 * HOUR),))
    days = ledger(me.history, NOW + 3 * DAY).days
    states = [each.state for each in days]
    assert states == [DayState.DONE, DayState.EXCUSED, DayState.FROZEN, DayState.PENDING]


def test_an_entry_is_stamped_where_it_is_made() -> None:
    me = log(log(person(), minutes=20, note="read"), 8 * HOUR, day=MONDAY - DAY)
    assert me.entries[0] == Entry(
        1,
        EntryKind.DONE,
        NOW,
        MONDAY,
        MONDAY,
        "Europe/Berlin",
        4,
        minutes=20,
        note="read",
        enrolment_id=1,
        week=1,
    )
    assert (me.entries[1].made_on, me.entries[1].day) == (MONDAY, MONDAY - DAY)
    assert me.minutes() == 20


def test_ticked_topics() -> None:
    me = log(person())
    for topic in ("six-month/lists", "islands/loops", "six-month/dicts"):
        me = tick(me, topic)
    me = tick(me, "six-month/sets", unticked=True)
    assert me.ticked("six-month") == {"lists", "dicts"}
    assert me.ticked("islands") == {"loops"}
    found = me.tick_of("six-month", "dicts")
    assert found is not None
    assert found.topic == "six-month/dicts"
    assert me.tick_of("six-month", "sets") is None


@pytest.mark.parametrize(
    ("later", "undone"),
    [(timedelta(), 2), (24 * HOUR, 2), (24 * HOUR + timedelta.resolution, None)],
)
def test_the_last_entry_can_be_undone_for_a_day(later: timedelta, undone: int | None) -> None:
    me = log(log(person(), -HOUR))
    found = last_to_undo(EntryLog(reversed(me.entries)), NOW + later)
    assert (found and found.id) == undone
    assert last_to_undo(EntryLog(), NOW) is None
