"""Any amount in any of its spellings reads back as itself (promise 8.1)."""

from contextlib import suppress

import pytest
from babel.units import format_unit
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat.reading.amounts import Amount, read_amount, read_minutes
from bot.chat.reading.clean import words_of
from bot.errors import CoachError

ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]
TENS = {20: "twenty", 30: "thirty", 40: "forty", 50: "fifty"}
HOURS = ["h", " h", "hr", " hr", " hrs", " hour", " hours", "H", "-hour"]
MINUTES = ["m", "min", " min", " mins", " minutes", "’", "'", " Min.", "-minute"]
NOTES = [
    "",
    "flask",
    "second try",
    "day 3 of loops",
    "read the docs",
    "of flask",
    "3 katas",
    "half the book",
]
SCRIPTS = ["0123456789", "٠١٢٣٤٥٦٧٨٩", "०१२३४५६७८९", "０１２３４５６７８９"]


def spelt(number: int) -> str | None:
    if number < len(ONES):
        return ONES[number]
    tens, ones = number // 10 * 10, number % 10
    if tens in TENS:
        return TENS[tens] + (f"-{ONES[ones]}" if ones else "")
    return None


@st.composite
def spellings(draw: st.DrawFn) -> tuple[str, int]:
    """An amount as somebody may write it, and its minutes."""
    minutes = draw(st.integers(1, 720))
    hours, rest = divmod(minutes, 60)
    forms = [str(minutes), *(f"{minutes}{unit}" for unit in MINUTES)]
    if word := spelt(minutes):
        forms += [f"{word} minutes", f"{word} min"]
    if hours:
        forms += [f"{hours}:{rest:02}", f"{hours}h{rest:02}", f"{hours} h {rest:02}"]
        forms += [f"{hours} hours and {rest} minutes", f"{hours}h {rest}m", f"{hours}h{rest}min"]
        forms += [f"{hours} h, {rest} min", f"{hours} h. {rest} min.", f"{hours} hrs & {rest} m"]
    if not rest:
        forms += [f"{hours}{unit}" for unit in HOURS]
        forms += [f"{spelt(hours)} hours"] if hours else []
    if rest == 30:
        forms += (
            [f"{hours}.5 h", f"{hours},5h", f"{hours}½ hours"] if hours else ["½ h", "half an hour"]
        )
        forms += [f"{spelt(hours)} and a half hours"] if hours else ["half hour", "a half hour"]
        forms += [f"{spelt(hours)} hours and a half"] if hours else []
    if rest in {15, 45}:
        part = {15: ("a quarter", "1/4", "\u00bc"), 45: ("three quarters", "3/4", "\u00be")}[rest]
        forms += [f"{hours} {part[1]} h", f"{hours}{part[2]}h"] if hours else []
        forms += [f"{part[0]} of an hour", f"{part[1]} hour"] if not hours else []
        forms += [f"{hours + rest / 60:g} hours"]
    if 100 <= minutes < 160 and minutes % 10 == 0 and minutes > 100 and spelt(minutes - 100):
        forms += [
            f"{a} hundred{b} {spelt(minutes - 100)} minutes"
            for a in ("a", "one")
            for b in ("", " and")
        ]
    if minutes == 60:
        forms += ["an hour", "one hour", "a full hour", "another hour"]
    if minutes == 90:
        forms += ["an hour and a half", "hour and a half"]
    form = draw(st.sampled_from(forms))
    digits = draw(st.sampled_from(SCRIPTS))
    return form.translate(str.maketrans(SCRIPTS[0], digits)), minutes


@given(
    spellings(),
    st.sampled_from(["", "about ", "for ", "(", "\u201c", "at least ", "\u23f1\ufe0f "]),
    st.booleans(),
)
def test_an_amount_in_any_spelling(spelling: tuple[str, int], before: str, shout: bool) -> None:
    text, minutes = spelling
    words = [word.read for word in words_of(before + (text.upper() if shout else text))]
    assert read_amount(words) == Amount(minutes, len(words))


@pytest.mark.soak
@settings(max_examples=20_000, deadline=None)
@given(spellings(), st.sampled_from(NOTES), st.sampled_from(["", ",", ":", "."]))
def test_twenty_thousand_spellings(spelling: tuple[str, int], note: str, stop: str) -> None:
    text, minutes = spelling
    words = [word.read for word in words_of(f"{text}{stop} {note}")]
    assert read_amount(words) == Amount(minutes, len(words) - len(note.split()))


@given(spellings(), st.sampled_from(NOTES), st.sampled_from(["", ",", ":", "."]))
def test_what_follows_is_left_alone(spelling: tuple[str, int], note: str, stop: str) -> None:
    text, minutes = spelling
    words = [word.read for word in words_of(f"{text}{stop} {note}")]
    assert read_amount(words) == Amount(minutes, len(words) - len(note.split()))


@pytest.mark.parametrize(
    "text",
    [
        *("0", "721", "13h", "12h 1m", "-5", "+25", "25.5", "1,000", "two", "twenty five", "half"),
        *("1:75", "25-30 min", "25mq", "1h30h", "2 days", "25 s", "1/2"),
        *("30 pages", "3 katas", "1 session", "5 sec", "30s", "2 Tage", "3 semaines", "1 week"),
        *("a few minutes", "several hours", "99999999999999999999", "1e3h", "0.1 min"),
    ],
)
def test_what_only_begins_like_an_amount_is_refused(text: str) -> None:
    with pytest.raises(CoachError) as refused:
        read_amount([word.read for word in words_of(text)])
    assert "/done 25" in str(refused.value)


ABROAD = {
    "2 Stunden": 120,
    "1,5 Std.": 90,
    "1 Stunde und 30 Minuten": 90,
    "2 heures 15": 135,
    "3 horas y 5 minutos": 185,
    "2 uur": 120,
    "45 Minuten": 45,
    "90 minuutti": 90,
    "3 часа": 180,
    "2 घंटे": 120,
    "2時間": 120,
    "45分": 45,
    "2 ชั่วโมง": 120,
    "٢ ساعات": 120,
    "١٫٥ h": 90,
    "o\u0301ra": None,
    "2 o\u0301ra": 120,
}
"""What other languages call hours and minutes, behind a number; None is refused."""


@pytest.mark.parametrize("text", ABROAD)
def test_units_of_other_languages(text: str) -> None:
    words = [word.read for word in words_of(f"{text} flask")]
    if (minutes := ABROAD[text]) is not None:
        assert read_amount(words) == Amount(minutes, len(words) - 1)
    else:
        assert read_amount(words) is None


@pytest.mark.parametrize("tag", ["de", "fr", "es", "pl", "ru", "el", "sv"])
def test_no_unit_of_time_becomes_a_note(tag: str) -> None:
    """Babel says what the units are called."""
    for unit, minutes in {
        "hour": 120,
        "minute": 2,
        "second": None,
        "day": None,
        "week": None,
    }.items():
        text = format_unit(2, f"duration-{unit}", length="long", locale=tag)
        words = [word.read for word in words_of(text)]
        if minutes is not None:
            assert read_amount(words) == Amount(minutes, len(words)), text
        else:
            with pytest.raises(CoachError):
                read_amount(words)


@pytest.mark.parametrize("text", ["zwei Stunden", "deux heures", "две минуты", "2 pomodoros"])
def test_a_number_in_another_language_is_no_note(text: str) -> None:
    with pytest.raises(CoachError):
        read_amount(text.split())


@pytest.mark.parametrize(
    "text",
    ["", "flask", "3D printing", "2nd chapter", "100% coverage", "a bug", "half the book", "h"],
)
def test_what_is_a_note_stays_one(text: str) -> None:
    assert read_amount(text.split()) is None


@settings(max_examples=300)
@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(CoachError):
        found = read_amount([word.read for word in words_of(text)])
        assert found is None or 1 <= found.minutes <= 720


def test_a_value_is_an_amount_as_a_whole() -> None:
    assert read_minutes("1h 30m") == 90
    with pytest.raises(CoachError):
        read_minutes("25 flask")
