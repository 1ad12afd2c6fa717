"""Spans of days as people write them (promise 8.1)."""

from datetime import date

import pytest

from bot.chat.reading.spans import read_span_text
from bot.errors import CoachError

MONDAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("5d", "2026-03-06"),
        ("5", "2026-03-06"),
        ("for 5 days", "2026-03-06"),
        ("a week", "2026-03-08"),
        ("two weeks.", "2026-03-15"),
        ("1w", "2026-03-08"),
        ("until friday", "2026-03-06"),
        ("until next mon", "2026-03-09"),
        ("till tomorrow", "2026-03-03"),
        ("until 8 March", "2026-03-08"),
        ("until March 1st", "2027-03-01"),
        ("until 2026-03-20", "2026-03-20"),
        ("2026-03-20", "2026-03-20"),
    ],
)
def test_the_last_day(text: str, last: str) -> None:
    assert read_span_text(text).last(MONDAY, MONDAY) == date.fromisoformat(last)


@pytest.mark.parametrize("text", ["until", "until foo", "soon", "5 h", "until 2026-02-30", "5d 5d"])
def test_what_is_none_is_refused(text: str) -> None:
    with pytest.raises(CoachError):
        read_span_text(text)
