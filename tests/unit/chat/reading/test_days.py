"""Any day in any of its spellings reads back as itself (promise 8.1)."""

from datetime import date, timedelta

import pytest
from babel.dates import format_date, get_day_names
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.chat.reading.clean import words_of
from bot.chat.reading.days import read_day, read_when, resolved
from bot.errors import CoachError

TODAY = date(2026, 3, 11)
DASHES = "-\u2010\u2011\u2012\u2013\u2212"


def nth(day: int) -> str:
    return {1: "st", 2: "nd", 3: "rd"}.get(day % 10 if day not in {11, 12, 13} else 0, "th")


@st.composite
def spellings(draw: st.DrawFn) -> tuple[str, date, date]:
    """A day as somebody may write it, the day it is, and today."""
    today = draw(st.dates(date(2020, 1, 1), date(2035, 12, 31)))
    back = draw(st.integers(0, 30))
    day = today - timedelta(days=back)
    dash = draw(st.sampled_from(DASHES))
    forms = [day.isoformat().replace("-", dash)]
    forms += [format_date(day, pattern, locale="en") for pattern in ("d MMMM", "MMM d", "d MMM y")]
    forms += [f"{day.day}-{format_date(day, 'MMM-y', locale='en')}", f"{day:%a} {day.day} {day:%B}"]
    forms += [f"the {day.day}{nth(day.day)} of {day:%B}", f"{day:%B} the {day.day}{nth(day.day)}"]
    forms += {
        0: ["today", "tonight", "this evening"],
        1: ["yesterday", "last night", "1 day ago"],
    }.get(back, [])
    forms += ["the day before yesterday", "day before yesterday"] if back == 2 else []
    forms += [f"{back} days ago", f"{back}d ago"] if back > 1 else []
    forms += ["a week ago", "1 week ago"] if back == 7 else []
    if 1 <= back <= 7:
        names = [
            get_day_names(width, locale="en")[day.weekday()] for width in ("wide", "abbreviated")
        ]
        forms += [f"{before}{name}" for name in names for before in ("", "last ", "on ", "this ")]
    return draw(st.sampled_from(forms)), day, today


AROUND = st.sampled_from(
    [("", ""), ("(", ")"), ("\u201c", "\u201d"), ("- ", " -"), ("", "\u2026"), ("", ",")]
)
BEHIND = st.sampled_from(["", "flask", "25 min"])


@given(spellings(), AROUND, BEHIND)
def test_a_day_in_any_spelling(
    spelling: tuple[str, date, date], around: tuple[str, str], after: str
) -> None:
    read_back(spelling, around, after)


@pytest.mark.soak
@settings(max_examples=20_000, deadline=None)
@given(spellings(), AROUND, BEHIND)
def test_twenty_thousand_days(
    spelling: tuple[str, date, date], around: tuple[str, str], after: str
) -> None:
    read_back(spelling, around, after)


def read_back(spelling: tuple[str, date, date], around: tuple[str, str], after: str) -> None:
    text, day, today = spelling
    before, stop = around
    assume(
        not (
            text[-1:].isalpha()
            and after[:1].isdigit()
            and "ago" not in text
            and not stop
            and text.split()[-1][:3].title()
            in {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}
        )
    )
    words = [word.read for word in words_of(f"{before}{text}{stop} {after}")]
    found = read_day(words)
    assert found is not None
    assert resolved(found.when, today, today - timedelta(days=1)) == day
    assert found.words == len(words) - len(after.split()) - (stop == " -")


@pytest.mark.parametrize(
    "text",
    [
        "tomorrow",
        "next monday",
        "2026-02-30",
        "31 february",
        "1/3/2026",
        "1.3.",
        "yesteday",
        "2026-13-01",
    ],
)
def test_what_only_begins_like_a_day_is_refused(text: str) -> None:
    with pytest.raises(CoachError):
        read_day(text.split())


@pytest.mark.parametrize(
    "text", ["", "flask", "friend", "may be", "25", "a day", "3.11 notes", "marching on"]
)
def test_what_is_no_day(text: str) -> None:
    assert read_day(text.split()) is None


def test_a_value_is_a_day_as_a_whole() -> None:
    assert read_when(" Yesterday ") == "yesterday"
    assert read_when("2024-02-29") == date(2024, 2, 29)
    for word in ("", "never", "yesterday flask"):
        with pytest.raises(CoachError):
            read_when(word)


def test_the_weekday_that_is_today_was_a_week_ago() -> None:
    found = read_day(["wednesday"])
    assert found is not None
    assert resolved(found.when, TODAY, TODAY) == date(2026, 3, 4)
