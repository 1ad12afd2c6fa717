"""From a command's words to typed arguments (promise 8)."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, time
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.chat.arguments import (
    MINUTES,
    REST,
    WEEK,
    WHEN,
    WORD,
    ArgumentType,
    NoArguments,
    option,
    options_of,
    parse,
    read_week,
    setting,
)
from bot.chat.reading.days import DayOfMonth, LastWeekday
from bot.errors import CoachError, shortened
from bot.features.kit import Command
from bot.features.menu import FEATURES
from bot.features.setup.settings import SettingsArguments
from bot.features.setup.start import StartArguments
from bot.features.study.done import DoneArguments

COMMANDS = [command for feature in FEATURES for command in feature.commands]
EXAMPLE = "/done 25 read the docs"


def done(words: str) -> DoneArguments:
    return parse(words, DoneArguments, EXAMPLE)


@pytest.mark.parametrize(
    ("words", "minutes", "when", "note"),
    [
        ("", None, None, ""),
        ("25", 25, None, ""),
        ("25m", 25, None, ""),
        ("25min", 25, None, ""),
        ("25,", 25, None, ""),
        ("1h", 60, None, ""),
        ("1h30", 90, None, ""),
        ("1H30M", 90, None, ""),
        ("12h", 720, None, ""),
        ("720", 720, None, ""),
        ("1", 1, None, ""),
        ("yesterday", None, "yesterday", ""),
        ("YESTERDAY 25", 25, "yesterday", ""),
        ("25 yesterday read the docs", 25, "yesterday", "read the docs"),
        ("25 2026-03-01 read", 25, date(2026, 3, 1), "read"),
        ("2026-03-01 25 read", 25, date(2026, 3, 1), "read"),
        ("today 5", 5, "today", ""),
        ("٢٥", 25, None, ""),
        ("2 hours flask", 120, None, "flask"),
        ("monday 1h 30m “flask”", 90, LastWeekday(0), "flask"),
        ("25 min yesterday, flask", 25, "yesterday", "flask"),
        ("2 march 25 flask", 25, DayOfMonth(3, 2), "flask"),
        ("30 3 katas", 30, None, "3 katas"),
        ("read 25 pages yesterday", None, None, "read 25 pages yesterday"),
        ("25 read 30 pages", 25, None, "read 30 pages"),
        ("note=read 25 pages minutes=30", 30, None, "read 25 pages"),
        ("25 note=when=never", 25, None, "when=never"),
        ("MINUTES=25 When=yesterday", 25, "yesterday", ""),
        ("25  two   blanks", 25, None, "two blanks"),
        ("25 a=b c", 25, None, "a=b c"),
        ("25 https://x.org/?a=1&note=2", 25, None, "https://x.org/?a=1&note=2"),
    ],
)
def test_done(words: str, minutes: int | None, when: object, note: str) -> None:
    assert done(words) == DoneArguments(minutes, when, note)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "words",
    [
        "0",
        "-5",
        "721",
        "1e9",
        "25.5",
        "12h30",
        "13h",
        "99999999999999999999",
        "2026-02-30",
        "2026-3-1",
        "1/3/2026",
        "1.3.2026",
        "tomorrow",
        "25 minutes=30",
        "minutes=25 minutes=30",
        "minutes=",
        "minutes=many",
        "when=",
        "when=never",
        "when=2026-02-30",
        "yesterday when=today",
        "note=a note=b",
    ],
)
def test_done_refused(words: str) -> None:
    with pytest.raises(CoachError) as refused:
        done(words)
    assert "\n" not in str(refused.value)
    assert not str(refused.value).startswith(" ")


def test_weeks() -> None:
    assert [read_week(word) for word in ("0", "7", "24", "9999")] == [0, 7, 24, 9999]
    for word in ("-1", "1.5", "", "²", "10000", "७"):
        with pytest.raises(CoachError):
            read_week(word)


def test_the_promised_line_of_start() -> None:
    line = "roadmap=six-month pace=standard tz=Europe/Berlin days=mon-sat at=08:00 from=2026-03-02"
    given = parse(line, StartArguments, "/start")
    said = {key: value for key, value in vars(given).items() if value is not None}
    assert said | {"from_": None} == {
        "roadmap": "six-month",
        "pace": "standard",
        "tz": "Europe/Berlin",
        "days": frozenset(range(6)),
        "at": time(8),
        "from_": None,
    }
    assert date(2026, 3, 2) in vars(given).values()
    # In any order, and each of them alone.
    for word in line.split():
        assert (
            sum(value is not None for value in vars(parse(word, StartArguments, "")).values()) == 1
        )
    assert parse(" ".join(reversed(line.split())), StartArguments, "") == given


def test_promised_names_of_options() -> None:
    """`roadmap pace tz days at from minutes when note` (promise 8)."""
    names = {each.name for command in COMMANDS for each in command.options}
    assert names >= {"roadmap", "pace", "tz", "days", "at", "from", "minutes", "when", "note"}
    assert all(name.isascii() and name.isalpha() and name.islower() for name in names)


def test_values_of_several_words() -> None:
    assert parse("tz=New Zealand at=08:00", SettingsArguments, "").tz == "New Zealand"
    assert parse("days=mon wed fri", SettingsArguments, "").days == frozenset({0, 2, 4})
    with pytest.raises(CoachError, match="twice"):
        parse("at=08:00 at=09:00", SettingsArguments, "")


def test_an_unknown_key_is_no_part_of_the_value_before_it() -> None:
    with pytest.raises(CoachError, match=r"don't know colour\. What I know here"):
        parse("days=mon wed fri colour=red", SettingsArguments, "")
    assert parse("note=a colour=red", Everything, "").note == "a colour=red"


@pytest.mark.parametrize("words", ["x", "1", "=", "a=b", "now at once"])
def test_no_arguments(words: str) -> None:
    assert parse("", NoArguments, "/today") == NoArguments()
    with pytest.raises(CoachError, match="for example: /today"):
        parse(words, NoArguments, "/today")


@dataclass(frozen=True)
class Everything:
    minutes: int | None = option(MINUTES, "minutes")
    when: object = option(WHEN, "when")
    week: int | None = option(WEEK, "week")
    word: str | None = option(WORD, "word")
    at: time | None = option(setting("at"), "at")
    note: str = option(REST, "note", "")


def test_kinds_take_what_can_only_be_theirs() -> None:
    assert parse("25 today 3 word and the rest", Everything, "") == Everything(
        25, "today", 3, "word", None, "and the rest"
    )


def test_options_stand_in_their_order() -> None:
    assert [each.name for each in options_of(Everything)] == [
        "minutes",
        "when",
        "week",
        "word",
        "at",
        "note",
    ]
    assert all(isinstance(each.kind, ArgumentType) for each in options_of(Everything))


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_example_works(command: Command) -> None:
    name, _, words = command.example.removeprefix("/").partition(" ")
    assert name == command.name
    parse(words, command.arguments, command.example)


SOME_WORDS = """
    25 0 -5 1e9 1h30 yesterday tomorrow 2026-02-30 2026-03-01 mon mon-sat 08:00 25:00 22:00-07:00
    minutes= when= note= tz= at= days= from= roadmap= pace= rollover= quiet= checkin= streak=
    week= day= length= command= - = == ,
"""
PIECES = st.one_of(
    st.text(max_size=12),
    st.sampled_from(SOME_WORDS.split()),
)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
@given(words=st.lists(PIECES, max_size=6).map(" ".join))
@example(words="=" * 100)
@example(words="\ud800")
@example(words="9" * 5000)
def test_any_words_are_read_or_refused(command: Command, words: str) -> None:
    read_or_refused(words, command.arguments, command.example)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    read_or_refused(text, Everything, "/everything")
    for kind in (each.kind for command in COMMANDS for each in command.options):
        with suppress(CoachError):
            kind.read(text)
        assert isinstance(kind.claims(text), bool)


def read_or_refused(words: str, arguments: type[Any], line: str) -> None:
    try:
        given = parse(words, arguments, line)
    except CoachError as error:
        refusal = str(error)
    else:
        assert isinstance(given, arguments)
        return
    assert "\n" not in refusal
    assert len(refusal) < 300


@given(st.text(st.characters(categories=["Ll", "Nd", "Po"]), max_size=100))
def test_shortened(text: str) -> None:
    short = shortened(text)
    assert len(short) <= 40
    assert short == (text or "''") if len(text) <= 40 else f"{text[:39]}…"


@pytest.mark.parametrize("note", ["abc =1+1", "“abc”", '"a"', "- a \u2013 b", "2,5 h"])
def test_a_field_of_its_own_is_kept_letter_by_letter(note: str) -> None:
    assert parse("", DoneArguments, "/done 25", options={"note": note}).note == note
