"""Settings: what is written can be read back, and what is read was meant (promise 8)."""

from dataclasses import fields
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import policy
from bot.domain.preferences import LOOKS, READ, WRITE, Preferences, SettingChange
from bot.errors import CoachError

CLOCK = st.times().map(lambda at: at.replace(second=0, microsecond=0, fold=0))
DAYS = st.frozensets(st.integers(0, 6), min_size=policy.STUDY_DAYS_LEAST)

VALUES: dict[str, st.SearchStrategy[Any]] = {
    "tz": st.sampled_from(["UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires"]),
    "at": CLOCK,
    "days": DAYS,
    "rollover": st.integers(0, 23),
    "quiet": st.one_of(
        st.just(()), st.tuples(CLOCK, CLOCK).filter(lambda both: both[0] != both[1])
    ),
    "checkin": st.tuples(st.integers(0, 6), CLOCK),
    "streak": st.booleans(),
    "saver": st.booleans(),
    "names": st.booleans(),
    "look": st.sampled_from(LOOKS),
    "prompts": st.integers(0, 10**9),
    "language": st.just("en"),
    "roadmap": st.just("six-month"),
    "pace": st.just("slow"),
    "start": st.one_of(st.none(), st.dates()),
    "silent": st.booleans(),
}


def test_every_setting_is_known_everywhere() -> None:
    assert {each.name for each in fields(Preferences)} == set(READ) == set(WRITE) == set(VALUES)


@given(st.fixed_dictionaries(VALUES))
def test_what_is_written_is_read_back(values: dict[str, Any]) -> None:
    for key, value in values.items():
        written = WRITE[key](value)
        assert READ[key](written) == value
        assert len(written) <= 128
        assert written == " ".join(written.split())


@given(st.fixed_dictionaries({}, optional=VALUES))
def test_changes_make_preferences(values: dict[str, Any]) -> None:
    now = datetime(2026, 3, 2, tzinfo=UTC)
    changes = [
        SettingChange(key, WRITE[key](value), now, date(2026, 3, 2))
        for key, value in values.items()
    ]
    proposed = Preferences(tz="Asia/Tokyo", at=time(6, 30))
    made = Preferences.of(changes, proposed)
    for each in fields(Preferences):
        assert getattr(made, each.name) == values.get(each.name, getattr(proposed, each.name))
    # The last change of a key counts.
    again = SettingChange("at", "23:59", now, date(2026, 3, 2))
    assert Preferences.of([*changes, again], proposed).at == time(23, 59)


@pytest.mark.parametrize("key", [each for each in READ if each != "prompts"])  # nobody types it
@given(text=st.text(max_size=30).map(lambda text: " ".join(text.split())))
def test_any_text_is_read_or_refused(key: str, text: str) -> None:
    try:
        value = READ[key](text)
    except CoachError as error:
        refusal = str(error)
    else:
        assert READ[key](WRITE[key](value)) == value
        return
    assert "\n" not in refusal


@pytest.mark.parametrize(
    ("word", "at"),
    [
        ("08:00", time(8)),
        ("8:00", time(8)),
        ("8", time(8)),
        ("8am", time(8)),
        ("8 pm", time(20)),
        ("12am", time(0)),
        ("12pm", time(12)),
        ("12:30 am", time(0, 30)),
        ("23:59", time(23, 59)),
        (" 00:00 ", time(0)),
    ],
)
def test_times(word: str, at: time) -> None:
    assert READ["at"](word) == at


@pytest.mark.parametrize(
    "word", ["24:00", "25:00", "12:60", "13pm", "0am", "8:0", "noon", "", "-1", "٨"]
)
def test_what_is_no_time(word: str) -> None:
    with pytest.raises(CoachError):
        READ["at"](word)


@pytest.mark.parametrize(
    ("word", "days"),
    [
        ("mon-sat", {0, 1, 2, 3, 4, 5}),
        ("fri-mon", {4, 5, 6, 0}),
        ("every day but Sunday", {0, 1, 2, 3, 4, 5}),
        ("weekdays except for wednesday", {0, 1, 3, 4}),
        ("not on fridays and saturdays", {0, 1, 2, 3, 6}),
        ("I can do tuesdays, thursdays and saturdays", {1, 3, 5}),
        ("all week", {0, 1, 2, 3, 4, 5, 6}),
        ("sun-sat", set(range(7))),
        ("mon,wed,fri", {0, 2, 4}),
        ("Monday Wednesday FRIDAY", {0, 2, 4}),
        ("mon-tue,sat", {0, 1, 5}),
        ("daily", set(range(7))),
        ("mon,mon,tue,wed,", {0, 1, 2}),
    ],
)
def test_days(word: str, days: set[int]) -> None:
    assert READ["days"](word) == days


@pytest.mark.parametrize(
    "word",
    [
        *("", " ", ",", "mon", "mon,tue", "mon-tue", "mo-sa", "mon-", "-", "mon-wed-fri"),
        *("no", "not", "all but", "no idea", "only weekends", "all except mon-fri", "but why"),
    ],
)
def test_what_is_no_days(word: str) -> None:
    with pytest.raises(CoachError):
        READ["days"](word)


@pytest.mark.parametrize(
    ("days", "written"),
    [
        ({0, 1, 2, 3, 4, 5}, "mon-sat"),
        ({4, 5, 6, 0}, "fri-mon"),
        ({0, 2, 4}, "mon,wed,fri"),
        ({0, 1, 5}, "mon,tue,sat"),
        ({5, 6, 0, 2, 3}, "wed,thu,sat-mon"),
        (set(range(7)), "mon-sun"),
    ],
)
def test_days_written(days: set[int], written: str) -> None:
    assert sorted(WRITE["days"](frozenset(days)).split(",")) == sorted(written.split(","))


@pytest.mark.parametrize(
    ("key", "word"),
    [
        ("rollover", "24"),
        ("rollover", "-1"),
        ("rollover", ""),
        ("rollover", "²"),
        ("quiet", "22:00"),
        ("quiet", "22:00-22:00"),
        ("quiet", ""),
        ("checkin", "sun"),
        ("checkin", "18:00-sun"),
        ("checkin", ""),
        ("streak", "yes"),
        ("saver", ""),
        ("start", "2026-02-30"),
        ("start", "2 March"),
    ],
)
def test_refused(key: str, word: str) -> None:
    with pytest.raises(CoachError):
        READ[key](word)
