"""How settings are read and written (promise 8, `/settings`)."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.preferences import (
    Preferences,
    SettingChange,
    read_checkin,
    read_date,
    read_days,
    read_hour,
    read_quiet,
    read_switch,
    read_time,
    read_weekday,
    write_checkin,
    write_days,
    write_quiet,
    write_switch,
)
from bot.errors import CoachError

NOW = datetime(2026, 3, 2, 17, tzinfo=UTC)


def change(key: str, value: str) -> SettingChange:
    return SettingChange(key, value, NOW, NOW.date())


def refusal(read: Any, word: str) -> str:
    with pytest.raises(CoachError) as refused:
        read(word)
    return refused.value.template.format(**refused.value.values)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("08:00", time(8)),
        ("8:05", time(8, 5)),
        ("8", time(8)),
        (" 23:59 ", time(23, 59)),
        ("0:00", time(0)),
        ("8am", time(8)),
        ("8:30 PM", time(20, 30)),
        ("12am", time(0)),
        ("12pm", time(12)),
    ],
)
def test_times(word: str, expected: time) -> None:
    assert read_time(word) == expected


@pytest.mark.parametrize("word", ["24:00", "8:60", "13pm", "0am", "noon", "", "8:5", "٨"])
def test_what_is_no_time(word: str) -> None:
    assert "is not a time of day; write it like 08:00." in refusal(read_time, word)


@pytest.mark.parametrize(
    ("word", "expected"), [("mon", 0), ("Tuesday", 1), (" SUN ", 6), ("thurs", 3)]
)
def test_weekdays(word: str, expected: int) -> None:
    assert read_weekday(word) == expected


@pytest.mark.parametrize("word", ["", "mo", "t", "someday", "mond ay"])
def test_what_is_no_weekday(word: str) -> None:
    assert "is not a weekday; write it like mon or sat." in refusal(read_weekday, word)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("mon-sat", {0, 1, 2, 3, 4, 5}),
        ("fri-mon", {4, 5, 6, 0}),
        ("mon,wed,fri", {0, 2, 4}),
        ("mon wed, fri", {0, 2, 4}),
        ("mon-tue,sun", {0, 1, 6}),
        ("sat-fri", set(range(7))),
        ("daily", set(range(7))),
        ("ALL", set(range(7))),
    ],
)
def test_study_days(word: str, expected: set[int]) -> None:
    assert read_days(word) == expected


@pytest.mark.parametrize(
    ("word", "problem"),
    [
        ("  ", "Name at least three study days, like days=mon-sat or days=mon,wed,fri."),
        ("mon", "A plan needs at least three study days a week, like days=mon,wed,fri."),
        ("mon,mon,tue", "A plan needs at least three study days a week, like days=mon,wed,fri."),
        ("mon-", "A plan needs at least three study days a week, like days=mon,wed,fri."),
        ("mon-xyz", "xyz is not a weekday; write it like mon or sat."),
        ("x" * 50, f"{'x' * 39}… is not a weekday; write it like mon or sat."),
    ],
)
def test_what_are_no_study_days(word: str, problem: str) -> None:
    assert refusal(read_days, word) == problem


@given(st.sets(st.integers(0, 6), min_size=3))
def test_study_days_are_read_as_they_are_written(days: set[int]) -> None:
    assert read_days(write_days(frozenset(days))) == days


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ({0, 1, 2, 3, 4, 5}, "mon-sat"),
        ({4, 5, 6, 0}, "fri-mon"),
        ({0, 2, 4}, "mon,wed,fri"),
        ({0, 1, 3}, "mon,tue,thu"),
        (set(range(7)), "mon-sun"),
    ],
)
def test_study_days_written(days: set[int], expected: str) -> None:
    assert write_days(frozenset(days)) == expected


def test_hours() -> None:
    assert [read_hour(word) for word in ("0", "4", "04", "23")] == [0, 4, 4, 23]
    for word in ("24", "-1", "4:00", "", "004", "٤"):
        expected = "Your day can begin at any full hour from 0 to 23, like rollover=4."
        assert refusal(read_hour, word) == expected


def test_quiet_hours() -> None:
    assert read_quiet("22:00-07:00") == (time(22), time(7))
    assert read_quiet("Off") == ()
    assert write_quiet(()) == "off"
    assert write_quiet((time(22), time(7))) == "22:00-07:00"
    assert "from a time to a time" in refusal(read_quiet, "22:00")
    assert "two different times" in refusal(read_quiet, "7-7:00")
    assert "is not a time of day" in refusal(read_quiet, "22:00-late")


def test_the_checkin() -> None:
    assert read_checkin("sun-18:00") == (6, time(18))
    assert write_checkin((6, time(18))) == "sun-18:00"
    assert "a weekday and a time" in refusal(read_checkin, "sun18:00")
    assert "is not a weekday" in refusal(read_checkin, "xyz-18:00")


def test_switches() -> None:
    assert read_switch("on")
    assert not read_switch(" OFF ")
    assert (write_switch(True), write_switch(False)) == ("on", "off")
    assert refusal(read_switch, "maybe") == "maybe should be on or off, like saver=on."
    assert refusal(read_switch, "") == "'' should be on or off, like saver=on."


def test_dates() -> None:
    assert read_date("2026-03-02") == date(2026, 3, 2)
    for word in ("2026-02-30", "20260302", "2026-W10-1", "tomorrow", ""):
        assert "is not a date in the calendar" in refusal(read_date, word)


def test_the_last_of_each_key_counts() -> None:
    assert Preferences.of(()) == Preferences()
    wanted = Preferences.of([change("at", "08:00"), change("at", "20:00"), change("saver", "on")])
    assert wanted == Preferences(at=time(20), saver=True)
    proposed = Preferences(tz="Asia/Kathmandu", saver=True)
    assert Preferences.of([change("saver", "off")], proposed) == Preferences(tz="Asia/Kathmandu")
