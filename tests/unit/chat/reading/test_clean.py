"""What people type, made readable (promise 8.1)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.events import CommandInvoked, Origin, event_of_text
from bot.chat.reading.clean import JOINERS, readable, tidied, unquoted, value_of, words_of

UNSEEN = [*map(chr, range(0x200B, 0x2010)), *map(chr, range(0x202A, 0x202F))]
UNSEEN += [*map(chr, range(0x2060, 0x206A)), "\ufeff"]
DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d"
SPACES = " \u00a0\u2003\u202f\u3000\t\n"
ME = Origin(platform="terminal", account="me", name="me", chat="me")


@given(st.lists(st.sampled_from(UNSEEN), max_size=3).map("".join), st.sampled_from(SPACES))
def test_unseen_marks_around_a_command_fall_away(marks: str, space: str) -> None:
    event = event_of_text(f"{marks}/done{marks}{space}{marks}25{marks}", id="1", origin=ME)
    assert isinstance(event, CommandInvoked)
    assert (event.name, [word.read for word in words_of(event.words)]) == ("done", ["25"])


@pytest.mark.parametrize("dash", DASHES)
def test_every_dash_is_a_hyphen(dash: str) -> None:
    assert readable(f"mon{dash}fri") == "mon-fri"
    assert value_of(f"mon {dash} fri") == "mon-fri"
    assert value_of(f"22:00 {dash}07:00") == "22:00-07:00"


@pytest.mark.parametrize("digits", ["25", "٢٥", "२५", "２５", "۲۵", "๒๕"])
def test_digits_of_any_script(digits: str) -> None:
    assert readable(digits) == "25"


@pytest.mark.parametrize(
    ("quoted", "bare"),
    [
        ("“six-month”", "six-month"),
        ("„Wien“", "Wien"),
        ("«a b»", "a b"),
        ("45’", "45’"),
        ("“a", "“a"),
    ],
)
def test_quotes_around_a_value_fall_away(quoted: str, bare: str) -> None:
    assert unquoted(quoted) == bare


@pytest.mark.parametrize("kept", ["👩\u200d💻", "می\u200cخواهم", "“a” and “b”", "a – b"])
def test_what_is_kept_is_shown_as_it_was_written(kept: str) -> None:
    assert tidied(kept) == kept


def test_joiners_that_join_nothing_fall_away() -> None:
    assert tidied(f"{JOINERS}flask{JOINERS} {JOINERS}") == "flask "


def test_a_wide_keyboard_says_commands_too() -> None:
    event = event_of_text("／today", id="1", origin=ME)
    assert isinstance(event, CommandInvoked)
    assert event.name == "today"


@pytest.mark.parametrize(
    ("typed", "name", "words"),
    [
        ("/today,", "today", ""),
        ("/Today.", "today", ""),
        ("/done25", "done", "25"),
        ("/done25min flask", "done", "25min flask"),
        ("\u201c/done 25\u201d", "done", "25"),
        ("\u2215done 25", "done", "25"),
        ("/done@otherbot 25", "done@otherbot", "25"),
    ],
)
def test_what_hurried_fingers_make_of_a_command(typed: str, name: str, words: str) -> None:
    event = event_of_text(typed, id="1", origin=ME)
    assert isinstance(event, CommandInvoked)
    assert (event.name, event.words) == (name, words)
