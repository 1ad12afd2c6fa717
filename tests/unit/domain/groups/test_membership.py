"""What a group knows of a learner, and from which instant on (promises 2.8, 3.2 and 6.3)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.domain.calendar import Rule
from bot.domain.delivery import Outage
from bot.domain.groups.history import Known, MemberHistory, Stay
from bot.domain.groups.membership import member_history
from bot.domain.learner import Enrolment, Learner, Move, MoveCause, Pacing
from bot.domain.plan import Anchor
from bot.domain.preferences import Preferences, SettingChange

NOW = datetime(2026, 3, 2, 17, tzinfo=UTC)
MONDAY = date(2026, 3, 2)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
EVER = datetime.min.replace(tzinfo=UTC)


def move(week: int, after: int, cause: MoveCause) -> Move:
    return Move(week, cause, NOW + after * DAY, MONDAY + after * DAY)


def enrolled(after: int, *moves: Move) -> Enrolment:
    start = move(1, after, MoveCause.START)
    pacing = Pacing(Anchor(1, start.made_on), "standard", start.made_at)
    return Enrolment(
        after + 1, "six-month", "1", start.made_at, start.made_on, (start, *moves), (pacing,)
    )


def person(*enrolments: Enrolment) -> Learner:
    berlin = Preferences(tz="Europe/Berlin")
    return Learner(7, "me", NOW - HOUR, proposed=berlin, enrolments=enrolments)


def known_of(learner: Learner) -> MemberHistory:
    return member_history(learner, [Stay(NOW, MONDAY)], [], {})


def test_a_member_begins_with_the_first_plan() -> None:
    found = known_of(person(enrolled(0), enrolled(5)))
    assert (found.id, found.plan_from, found.stays) == (7, MONDAY, (Stay(NOW, MONDAY),))
    assert not any((found.resting, found.outages, found.pauses))


def test_study_days_are_known_from_the_change_on() -> None:
    change = SettingChange("days", "mon-fri", NOW + DAY, MONDAY + DAY)
    first, second = known_of(replace(person(enrolled(0)), settings=(change,))).study_days
    assert (first.since, second.since) == (EVER, NOW + DAY)
    assert second.fact.weekdays == frozenset(range(5))


def test_after_a_finish_days_are_rest() -> None:
    found = known_of(person(enrolled(0, move(25, 9, MoveCause.FINISH))))
    assert found.resting == (Known((MONDAY + 9 * DAY, None), NOW + 9 * DAY),)


def test_a_step_back_ends_the_rest_from_then_on() -> None:
    finish, back = move(25, 9, MoveCause.FINISH), move(24, 12, MoveCause.BACK)
    first = MONDAY + 9 * DAY
    assert known_of(person(enrolled(0, finish, back))).resting == (
        Known((first, None), NOW + 9 * DAY, NOW + 12 * DAY),
        Known((first, MONDAY + 11 * DAY), NOW + 12 * DAY),
    )


def test_so_does_another_roadmap() -> None:
    finished = enrolled(0, move(25, 9, MoveCause.FINISH))
    assert known_of(person(finished, enrolled(20))).resting == (
        Known((MONDAY + 9 * DAY, None), NOW + 9 * DAY, NOW + 20 * DAY),
        Known((MONDAY + 9 * DAY, MONDAY + 19 * DAY), NOW + 20 * DAY),
    )


def test_an_outage_is_known_once_it_was_long_enough() -> None:
    """Learner-day 3 March ends at 03:00 UTC; its last six hours begin at 21:00."""
    night = datetime(2026, 3, 3, 21, tzinfo=UTC)
    earlier = Outage(night - 9 * HOUR, night - 8 * HOUR)
    first, second = Outage(night - HOUR, night + HOUR), Outage(night + 2 * HOUR, night + 5 * HOUR)
    found = known_of(replace(person(enrolled(0)), outages=(second, earlier, first)))
    assert found.outages == (Known(MONDAY + DAY, night + 3 * HOUR),)


def test_a_short_outage_excuses_nobody() -> None:
    night = datetime(2026, 3, 3, 21, tzinfo=UTC)
    short = Outage(night, night + 2 * HOUR)
    assert known_of(replace(person(enrolled(0)), outages=(short,))).outages == ()


def test_rule_of_the_zone() -> None:
    assert known_of(person(enrolled(0))).timeline.rule(NOW) == Rule("Europe/Berlin", 4)
