"""`!` lines: instants, lengths of time, and finding a button by its label."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta, tzinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.console.inbound import (
    SteeringError,
    find_button,
    live_messages,
    read_instant,
    read_skip,
)
from bot.chat.messages import Button, Message, Outgoing


def outgoing(number: int, *labels: str, edits: str | None = None) -> Outgoing:
    buttons = tuple((Button(label=label, action=f"{number} {label}"[:40]),) for label in labels)
    return Outgoing(
        id=f"r{number}",
        platform="terminal",
        chat="me",
        message=Message(blocks=(), buttons=buttons),
        edits=edits,
    )


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("3d4h", timedelta(days=3, hours=4)),
        ("1w", timedelta(weeks=1)),
        (" 90m ", timedelta(minutes=90)),
        ("1w2d3h4m", timedelta(weeks=1, days=2, hours=3, minutes=4)),
        ("0d", timedelta()),
        ("3660d", timedelta(days=3660)),
    ],
)
def test_lengths(text: str, length: timedelta) -> None:
    assert read_skip(text) == length


@pytest.mark.parametrize("text", ["", " ", "3", "d", "-3d", "4h3d", "3.5d", "3661d", "3d 4h", "३d"])
def test_what_is_no_length(text: str) -> None:
    with pytest.raises(SteeringError):
        read_skip(text)


@pytest.mark.parametrize(
    "text", ["", "tomorrow", "2026-03-02", "2026-03-02T08:00", "2026-02-30T08:00Z"]
)
def test_what_is_no_instant(text: str) -> None:
    with pytest.raises(SteeringError):
        read_instant(text)


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in (read_instant, read_skip):
        with suppress(SteeringError):
            read(text)


@given(st.integers(0, 3_000_000_000), st.timezones())
def test_every_instant_can_be_written(seconds: int, zone: tzinfo) -> None:
    instant = datetime.fromtimestamp(1_000_000_000 + seconds, UTC)
    assert read_instant(instant.astimezone(zone).isoformat()) == instant


def test_the_newest_button_with_a_label() -> None:
    messages = [outgoing(3, "Today"), outgoing(2, "Today", "Week"), outgoing(1, "Week")]
    assert find_button("today", messages)[1].id == "r3"
    assert find_button("WEEK", messages)[1].id == "r2"


def test_a_whole_label_goes_before_a_beginning() -> None:
    messages = [outgoing(2, "Done, 10 minutes"), outgoing(1, "Done")]
    assert find_button("done", messages)[1].id == "r1"
    assert find_button("done,", messages)[1].id == "r2"


def test_a_beginning_has_to_be_unique() -> None:
    messages = [outgoing(2, "Settings", "Set up"), outgoing(1, "Set up")]
    assert find_button("set u", messages)[1].id == "r2"
    with pytest.raises(SteeringError, match=r"\[Settings\] \[Set up\]$"):
        find_button("set", messages)


@pytest.mark.parametrize("label", ["☑ loops", "LOOPS", "🔁 Loops", "  loops ", "☐ Loops"])
def test_case_and_emoji_do_not_matter(label: str) -> None:
    assert find_button(label, [outgoing(1, "☐ Loops", "☐ Functions")])[0].label == "☐ Loops"


@pytest.mark.parametrize("label", ["", "  ", "☐", "🙈"])
def test_no_label_is_no_beginning(label: str) -> None:
    with pytest.raises(SteeringError, match=r"\[☐ Loops\]"):
        find_button(label, [outgoing(1, "☐ Loops")])
    with pytest.raises(SteeringError, match="no button to press yet"):
        find_button(label, [])


def test_an_edited_message_lives_in_its_last_form() -> None:
    newest_first = [
        outgoing(4, "c", edits="r1"),
        outgoing(3, "x"),
        outgoing(2, "b", edits="r1"),
        outgoing(1, "a"),
    ]
    assert [each.id for each in live_messages(newest_first)] == ["r4", "r3"]
    with pytest.raises(SteeringError):
        find_button("a", live_messages(newest_first))
