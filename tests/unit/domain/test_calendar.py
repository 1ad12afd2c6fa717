"""Learner-days by example: clock changes in six zones and moves over the date line (1.1 to 1.4)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.calendar import Rule, RuleChange, Timeline, day_at, day_begins, resolve

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
BERLIN, TROLL = Rule("Europe/Berlin"), Rule("Antarctica/Troll", 2)
AUCKLAND, HONOLULU = Rule("Pacific/Auckland"), Rule("Pacific/Honolulu")
KIRITIMATI = Rule("Pacific/Kiritimati")


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("zone", "wall", "instant"),
    [
        ("Europe/Berlin", "2026-03-29T01:59", "2026-03-29T00:59"),
        ("Europe/Berlin", "2026-03-29T02:30", "2026-03-29T01:30"),
        ("Europe/Berlin", "2026-03-29T03:30", "2026-03-29T01:30"),
        ("Europe/Berlin", "2026-10-25T02:30", "2026-10-25T00:30"),
        ("Europe/Berlin", "2026-10-25T03:00", "2026-10-25T02:00"),
        ("America/New_York", "2026-03-08T02:30", "2026-03-08T07:30"),
        ("America/New_York", "2026-11-01T01:30", "2026-11-01T05:30"),
        ("America/Santiago", "2026-09-06T00:30", "2026-09-06T04:30"),
        ("America/Santiago", "2026-04-04T23:30", "2026-04-05T02:30"),
        ("Africa/Cairo", "2026-04-24T00:30", "2026-04-23T22:30"),
        ("Africa/Cairo", "2026-10-29T23:30", "2026-10-29T20:30"),
        ("Asia/Kathmandu", "2026-03-02T08:00", "2026-03-02T02:15"),
        ("Pacific/Apia", "2026-03-02T08:00", "2026-03-01T19:00"),
    ],
)
def test_a_wall_time_in_a_gap_moves_on_and_of_two_the_first_counts(
    zone: str, wall: str, instant: str
) -> None:
    assert resolve(datetime.fromisoformat(wall), zone) == utc(instant)


@pytest.mark.parametrize(
    ("rule", "the_day", "begins", "hours"),
    [
        (BERLIN, "2026-03-02", "2026-03-02T03:00", 24),
        (BERLIN, "2026-03-28", "2026-03-28T03:00", 23),
        (BERLIN, "2026-10-24", "2026-10-24T02:00", 25),
        (Rule("Europe/Berlin", 2), "2026-03-28", "2026-03-28T01:00", 24),
        (Rule("Europe/Berlin", 2), "2026-03-29", "2026-03-29T01:00", 23),
        (Rule("Europe/Berlin", 2), "2026-10-25", "2026-10-25T00:00", 25),
        (Rule("America/New_York"), "2026-03-07", "2026-03-07T09:00", 23),
        (Rule("America/New_York"), "2026-10-31", "2026-10-31T08:00", 25),
        (Rule("America/New_York", 2), "2026-03-08", "2026-03-08T07:00", 23),
        (Rule("America/New_York", 1), "2026-11-01", "2026-11-01T05:00", 25),
        (Rule("America/Santiago"), "2026-04-04", "2026-04-04T07:00", 25),
        (Rule("America/Santiago"), "2026-09-05", "2026-09-05T08:00", 23),
        (Rule("America/Santiago", 0), "2026-09-06", "2026-09-06T04:00", 23),
        (Rule("America/Santiago", 23), "2026-04-04", "2026-04-05T02:00", 25),
        (Rule("Africa/Cairo"), "2026-04-23", "2026-04-23T02:00", 23),
        (Rule("Africa/Cairo"), "2026-10-29", "2026-10-29T01:00", 25),
        (Rule("Africa/Cairo", 0), "2026-04-24", "2026-04-23T22:00", 23),
        (Rule("Africa/Cairo", 23), "2026-10-29", "2026-10-29T20:00", 25),
        (Rule("Asia/Kathmandu"), "2026-03-02", "2026-03-01T22:15", 24),
        (Rule("Pacific/Apia"), "2026-03-02", "2026-03-01T15:00", 24),
        (TROLL, "2026-03-29", "2026-03-29T01:00", 23),
        (TROLL, "2026-10-25", "2026-10-25T00:00", 26),
    ],
)
def test_a_day_begins_at_its_first_instant(
    rule: Rule, the_day: str, begins: str, hours: int
) -> None:
    first, until = day_begins(rule, day(the_day)), day_begins(rule, day(the_day) + DAY)
    assert first == utc(begins)
    assert until - first == hours * HOUR
    for instant in (first, first + SECOND, until - SECOND):
        assert day_at(rule, instant) == day(the_day)


@pytest.mark.parametrize(
    ("wall", "learner_day"),
    [
        ("2026-03-02T03:59:59.999999", "2026-03-01"),
        ("2026-03-02T04:00", "2026-03-02"),
        ("2026-03-29T03:59:59.999999", "2026-03-28"),
        ("2026-03-29T04:00", "2026-03-29"),
        ("2026-10-25T03:59:59.999999", "2026-10-24"),
        ("2026-10-25T04:00", "2026-10-25"),
        ("2026-03-03T00:00", "2026-03-02"),
    ],
)
def test_the_small_hours_belong_to_the_day_before(wall: str, learner_day: str) -> None:
    instant = resolve(datetime.fromisoformat(wall), BERLIN.zone)
    assert day_at(BERLIN, instant) == day(learner_day)
    assert Timeline.of(RuleChange(instant, BERLIN)).day(instant) == day(learner_day)


def test_a_day_does_not_turn_back_where_the_clocks_do() -> None:
    """At Troll 03:00 becomes 01:00, an hour before the rollover that has been."""
    assert day_at(TROLL, utc("2026-10-25T01:30")) == day("2026-10-25")


def test_the_jump_is_found_to_the_second() -> None:
    """In Gaza 00:01 became 01:01, with the rollover in between."""
    assert day_begins(Rule("Asia/Gaza", 1), day("2011-04-01")) == utc("2011-03-31T22:01")


# --- one zone


def test_a_timeline_without_changes_is_its_rule() -> None:
    line = Timeline.of(RuleChange(utc("2026-03-02T08:00"), BERLIN))
    assert line.day(utc("2020-02-29T12:00")) == day("2020-02-29")
    assert line.rule(utc("2020-02-29T12:00")) == BERLIN
    assert (line.begins(day("2026-03-02")), line.ends(day("2026-03-02"))) == (
        utc("2026-03-02T03:00"),
        utc("2026-03-03T03:00"),
    )
    assert line.set_up_on == day("2026-03-02")
    assert line.short_days(utc("2026-12-31T12:00")) == ()


def test_there_is_no_yesterday_on_the_first_day() -> None:
    line = Timeline.of(RuleChange(utc("2026-03-02T08:00"), BERLIN))
    assert line.yesterday(utc("2026-03-03T02:59")) is None
    assert line.yesterday(utc("2026-03-03T03:00")) == day("2026-03-02")


def test_a_rule_that_changes_nothing_changes_nothing() -> None:
    line = Timeline.of(
        RuleChange(utc("2026-03-02T08:00"), BERLIN), [RuleChange(utc("2026-03-02T09:00"), BERLIN)]
    )
    assert line.ends(day("2026-03-02")) == line.begins(day("2026-03-03")) == utc("2026-03-03T03:00")
    assert line.short_days(utc("2026-03-09T12:00")) == ()


# --- moves


def test_a_change_applies_from_the_next_rollover() -> None:
    moved = utc("2026-03-03T12:00")
    new_york = Rule("America/New_York")
    line = Timeline.of(RuleChange(utc("2026-03-02T08:00"), BERLIN), [RuleChange(moved, new_york)])
    at = utc("2026-03-04T03:00")
    assert (line.rule(at - SECOND), line.rule(at)) == (BERLIN, new_york)
    assert line.day(at) == day("2026-03-03"), "it is 22:00 of the third in New York"
    assert line.ends(day("2026-03-03")) == utc("2026-03-04T09:00")


def test_the_last_change_of_a_day_is_the_one_that_applies() -> None:
    first = RuleChange(utc("2026-03-02T08:00"), BERLIN)
    changes = [
        RuleChange(utc("2026-03-03T09:00"), HONOLULU),
        RuleChange(utc("2026-03-04T02:59:59"), Rule("Europe/Athens")),
    ]
    assert Timeline.of(first, changes).rule(utc("2026-03-04T03:00")) == Rule("Europe/Athens")
    assert Timeline.of(first, reversed(changes)) == Timeline.of(first, changes)


def test_a_change_made_at_the_rollover_belongs_to_the_new_day() -> None:
    at = utc("2026-03-04T03:00")
    line = Timeline.of(RuleChange(utc("2026-03-02T08:00"), BERLIN), [RuleChange(at, AUCKLAND)])
    assert line.rule(at) == BERLIN
    assert line.rule(utc("2026-03-05T03:00")) == AUCKLAND


def test_of_two_changes_one_made_at_the_rollover_waits_for_the_next() -> None:
    at = utc("2026-03-04T03:00")
    line = Timeline.of(
        RuleChange(utc("2026-03-02T08:00"), BERLIN),
        [RuleChange(at - HOUR, Rule("Europe/Athens")), RuleChange(at, AUCKLAND)],
    )
    assert line.rule(at) == Rule("Europe/Athens")
    assert line.rule(utc("2026-03-05T02:00")) == AUCKLAND


def test_a_rule_that_is_a_day_behind_does_not_turn_the_day_back() -> None:
    """At the rollover it is 17:00 of the third in Honolulu; there, the second ends at 23:00."""
    line = Timeline.of(
        RuleChange(utc("2026-03-02T08:00"), BERLIN),
        [RuleChange(utc("2026-03-03T12:00"), Rule("Pacific/Honolulu", 23))],
    )
    assert line.day(utc("2026-03-04T03:00")) == day("2026-03-03")
    assert line.day(utc("2026-03-05T08:59:59")) == day("2026-03-03")
    assert line.day(utc("2026-03-05T09:00")) == day("2026-03-04")


def over_the_date_line() -> Timeline:
    """Auckland, to Honolulu on 10 March, and back on 20 March 2026."""
    return Timeline.of(
        RuleChange(utc("2026-03-01T20:00"), AUCKLAND),
        [
            RuleChange(utc("2026-03-09T23:00"), HONOLULU),
            RuleChange(utc("2026-03-20T22:00"), AUCKLAND),
        ],
    )


def test_to_the_west_a_day_goes_on_until_the_new_zone_reaches_the_next() -> None:
    line = over_the_date_line()
    assert line.day(utc("2026-03-10T15:00")) == day("2026-03-10"), "four in Auckland, five there"
    assert line.begins(day("2026-03-10")) == utc("2026-03-09T15:00")
    assert line.ends(day("2026-03-10")) == utc("2026-03-11T14:00")
    assert line.short_days(utc("2026-03-20T22:00")) == ()


def test_a_day_that_goes_on_has_a_part_in_each_zone() -> None:
    line = over_the_date_line()
    begins, moved, ends = (utc(f"2026-03-{at}:00") for at in ("09T15", "10T15", "11T14"))
    assert list(line.zones_in(day("2026-03-10"))) == [
        (begins, moved, AUCKLAND.zone),
        (moved, ends, HONOLULU.zone),
    ]
    assert list(line.zones_in(day("2026-03-11"))) == [(ends, ends + DAY, HONOLULU.zone)]


def test_to_the_east_a_day_is_cut_short() -> None:
    line = over_the_date_line()
    assert line.begins(day("2026-03-21")) == utc("2026-03-21T14:00")
    assert line.ends(day("2026-03-21")) == utc("2026-03-21T15:00")
    assert line.yesterday(utc("2026-03-21T16:00")) == day("2026-03-21")
    assert line.short_days(utc("2026-03-21T14:59:59")) == ()
    assert line.short_days(utc("2026-03-21T15:00")) == (day("2026-03-21"),)


def test_a_day_that_was_skipped_was_not_lived() -> None:
    line = Timeline.of(
        RuleChange(utc("2026-03-01T20:00"), HONOLULU),
        [RuleChange(utc("2026-03-20T22:00"), KIRITIMATI)],
    )
    at = utc("2026-03-21T14:00")
    assert line.day(at - SECOND) == day("2026-03-20")
    assert line.day(at) == day("2026-03-22")
    assert line.begins(day("2026-03-21")) == line.ends(day("2026-03-21")) == at
    assert line.begins(day("2026-03-22")) == at
    assert line.yesterday(at) == day("2026-03-20")
    assert line.short_days(at) == (day("2026-03-21"),)


def test_a_move_on_while_a_day_still_goes_on() -> None:
    """From Auckland to Honolulu and, before Honolulu reaches the next day, back."""
    line = Timeline.of(
        RuleChange(utc("2026-03-01T20:00"), AUCKLAND),
        [
            RuleChange(utc("2026-03-09T23:00"), HONOLULU),
            RuleChange(utc("2026-03-10T20:00"), AUCKLAND),
        ],
    )
    at = utc("2026-03-11T14:00")
    assert line.rule(at - SECOND) == HONOLULU
    assert (line.day(at - SECOND), line.day(at)) == (day("2026-03-10"), day("2026-03-11"))
    assert line.ends(day("2026-03-11")) == utc("2026-03-11T15:00")


@pytest.mark.parametrize(
    ("rollover", "hours"), [(0, 20), (5, 25), (16, 36), (15, 35), (20, 40), (23, 43)]
)
def test_a_new_rollover_never_takes_from_today(rollover: int, hours: int) -> None:
    """What it takes, it takes from tomorrow, and a later hour makes today longer."""
    new = Rule("Europe/Berlin", rollover)
    line = Timeline.of(
        RuleChange(utc("2026-03-02T08:00"), BERLIN), [RuleChange(utc("2026-03-03T12:00"), new)]
    )
    today = day("2026-03-03") if rollover >= 4 else day("2026-03-04")
    assert line.ends(today) - line.begins(today) == hours * HOUR


@pytest.mark.parametrize(("rollover", "short"), [(16, False), (17, True)])
def test_a_day_of_twelve_hours_is_not_short(rollover: int, short: bool) -> None:
    line = Timeline.of(
        RuleChange(utc("2026-03-02T20:00"), Rule("Europe/Berlin", rollover)),
        [RuleChange(utc("2026-03-03T20:00"), BERLIN)],
    )
    assert bool(line.short_days(utc("2026-03-09T12:00"))) is short
