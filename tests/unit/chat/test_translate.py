"""Words with styled values: placeholders, plurals, dates, and another language."""

from datetime import date, time
from gettext import NullTranslations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat import translate as module
from bot.chat.messages import Span, code, plain, strong
from bot.chat.translate import (
    Say,
    catalogue,
    joined,
    language_of,
    languages,
    marked,
    say_in,
    unstyled,
)

SAY = Say()


def test_placeholders() -> None:
    text = SAY(
        "{a} then {b}, {c} and {d}", a=strong(1), b=plain("two"), c=time(8, 5), d=date(2026, 3, 2)
    )
    assert unstyled(text) == "1 then two, 08:05 and Mon 2 March"
    assert text[0] == strong("1")
    assert all(isinstance(span, Span) for span in text)


def test_values_are_never_read_as_messages() -> None:
    assert unstyled(SAY("{a}{b}", a="{b}", b="{a} {0} %s {{")) == "{b}{a} {0} %s {{"
    assert SAY("{a}", a=code("/done {x}")) == (code("/done {x}"),)


def test_braces_and_missing_values() -> None:
    assert unstyled(SAY("a {{literal}} brace")) == "a {literal} brace"
    with pytest.raises(KeyError):
        SAY("{missing}")


def test_a_text_keeps_its_styles() -> None:
    inner = SAY("{n} days", n=strong(3))
    assert SAY("In {inner}.", inner=inner) == (
        Span(text="In "),
        strong("3"),
        Span(text=" days"),
        Span(text="."),
    )


def test_a_language_that_nobody_knows_goes_by_its_code() -> None:
    assert [SAY.language_name(each) for each in ("de", "xx", "")] == ["German", "xx", ""]


def test_an_empty_text_leaves_no_trace() -> None:
    assert unstyled(SAY("a{nothing}b", nothing=())) == "ab"


@given(st.text(), st.integers())
def test_any_value_stands_as_it_is(text: str, number: int) -> None:
    joined = unstyled(SAY("<{text}|{number}>", text=text, number=number))
    if "\u2068" not in text and "\u2069" not in text:
        joined = joined.replace("\u2068", "").replace("\u2069", "")
    assert joined == f"<{text}|{number}>"
    assert SAY.line("{text}", text=text) == text


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Anna", "Anna"),
        ("\u05d0\u05d1", "\u2068\u05d0\u05d1\u2069"),
        ("\u0639\u0644\u064a", "\u2068\u0639\u0644\u064a\u2069"),
    ],
)
def test_a_name_from_right_to_left_moves_nothing_behind_it(name: str, shown: str) -> None:
    line = SAY.line("{name}: {n}", name=name, n=3)
    assert line == f"{shown}: 3"
    assert SAY.line("Well done, {line}", line=line) == f"Well done, {line}"
    assert SAY.line("{name}", name=name) == name


@pytest.mark.parametrize(
    ("n", "words"), [(0, "0 days"), (1, "1 day"), (2, "2 days"), (21, "21 days")]
)
def test_plurals(n: int, words: str) -> None:
    assert unstyled(SAY.plural("{n} day", "{n} days", n)) == words


def test_plurals_with_more_values() -> None:
    assert unstyled(SAY.plural("{n} in {x}", "{n}s in {x}", 2, x="y")) == "2s in y"


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "0 min"),
        (1, "1 min"),
        (59, "59 min"),
        (60, "1 h"),
        (61, "1 h 1 min"),
        (720, "12 h"),
        (6005, "100 h 5 min"),
    ],
)
def test_minutes(minutes: int, words: str) -> None:
    assert SAY.minutes(minutes) == words


def test_days() -> None:
    assert SAY.day(date(2026, 9, 30)) == "Wed 30 September"
    assert SAY.day_and_year(date(2028, 2, 29)) == "29 February 2028"
    assert [SAY.weekday(day) for day in range(7)] == [
        "Mon",
        "Tue",
        "Wed",
        "Thu",
        "Fri",
        "Sat",
        "Sun",
    ]


def test_days_and_numbers_in_german() -> None:
    german, day = Say("de", NullTranslations()), date(2026, 8, 20)
    assert german.day(day) == "Do., 20. August"
    assert german.day_and_year(day) == "20. August 2026"
    assert german.short_day(day) == "20. Aug."
    assert german.month_and_year(day) == "August 2026"
    assert [german.weekday(each) for each in (0, 6)] == ["Mo", "So"]
    assert german.number(4.5) == "4,5"


@pytest.mark.parametrize(
    ("tag", "spoken"),
    [
        ("en", "en"),
        ("en-US", "en"),
        ("en_GB.UTF-8", "en"),
        ("EN@euro", "en"),
        ("xx-XX", None),
        ("C.UTF-8", None),
        ("", None),
        (None, None),
    ],
)
def test_the_language_of_a_tag(tag: str | None, spoken: str | None) -> None:
    assert language_of(tag) == spoken
    assert say_in(tag).language == "en"


def test_joined() -> None:
    assert unstyled(joined([plain("a"), plain("b")])) == "a · b"
    assert joined([]) == ()
    assert marked("x {y}") == "x {y}"


def test_another_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A .po file is all that a language takes."""
    (tmp_path / "pl.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && '
        '(n%100<10 || n%100>=20) ? 1 : 2);\\n"\n\n'
        'msgid "Hello, {name}."\nmsgstr "Cześć, {name}."\n\n'
        'msgid "{n} day"\nmsgid_plural "{n} days"\n'
        'msgstr[0] "{n} dzień"\nmsgstr[1] "{n} dni"\nmsgstr[2] "{n} dnia"\n',
        encoding="utf-8",
    )
    monkeypatch.setattr(module, "LOCALE", tmp_path)
    catalogue.cache_clear()
    languages.cache_clear()
    try:
        assert languages() == ("en", "pl")
        polish = Say("pl")
        assert unstyled(polish("Hello, {name}.", name=strong("Ada"))) == "Cześć, Ada."
        assert unstyled(polish("Not translated, {name}.", name="Ada")) == "Not translated, Ada."
        counted = [unstyled(polish.plural("{n} day", "{n} days", n)) for n in (1, 3, 5)]
        assert counted == ["1 dzień", "3 dni", "5 dnia"]
        assert polish.day(date(2026, 3, 2)) == "pon., 2 marca"
        assert unstyled(Say("en")("Hello, {name}.", name="Ada")) == "Hello, Ada."
    finally:
        catalogue.cache_clear()
        languages.cache_clear()
