"""Messages as plain text: every block, 80 columns, and nothing that is not printable."""

import json
import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.console.render import WIDTH, buttons_line, json_line, plain_text
from bot.chat.documents import File
from bot.chat.messages import (
    Bullets,
    Button,
    Fields,
    Heading,
    Labelled,
    Message,
    Meter,
    Outgoing,
    Paragraph,
    Tick,
    Ticks,
    link,
    message,
    plain,
)

NOW = datetime(2026, 3, 2, 17, tzinfo=UTC)


def sent(content: Message, edits: str | None = None) -> Outgoing:
    return Outgoing(id="r7", platform="terminal", chat="me", message=content, edits=edits)


def test_every_block() -> None:
    shown = plain_text(
        message(
            Heading(text=plain("Head")),
            Paragraph(text=(*plain("See "), link("docs", "https://x.org"), *plain("."))),
            Bullets(items=(plain("one"), plain("two"))),
            Bullets(items=(plain("one"), plain("two")), ordered=True),
            Ticks(
                items=(Tick(done=True, text=plain("done")), Tick(done=False, text=plain("open")))
            ),
            Fields(
                rows=(
                    Labelled(label=plain("A"), value=plain("1")),
                    Labelled(label=plain("Longer"), value=plain("2")),
                )
            ),
            Meter(label=plain("Weeks"), done=6, total=24),
        )
    )
    assert shown.splitlines() == [
        "Head",
        "See docs https://x.org.",
        "- one",
        "- two",
        "1. one",
        "2. two",
        "[x] done",
        "[ ] open",
        "A:      1",
        "Longer: 2",
        "Weeks [#####...............] 6/24",
    ]


@pytest.mark.parametrize("done", [0, 1, 24, 25])
def test_a_meter_is_never_too_long(done: int) -> None:
    line = plain_text(message(Meter(label=plain("x"), done=done, total=24)))
    assert line.count("#") + line.count(".") == 20


@given(st.text(max_size=300), st.text(max_size=40))
def test_no_line_is_too_long(text: str, label: str) -> None:
    shown = plain_text(
        message(
            Heading(text=plain(text)),
            Paragraph(text=plain(text)),
            Bullets(items=(plain(text),), ordered=True),
            Ticks(items=(Tick(done=True, text=plain(text)),)),
            Fields(rows=(Labelled(label=plain(label), value=plain(text)),)),
        )
    )
    assert all(len(line) <= WIDTH for line in shown.split("\n"))


STEERS = {"Cc", "Cs", "Zl", "Zp"}
TURNS = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@given(st.text(alphabet=st.characters(categories=["Cc", "Cf", "Zl", "Zp", "Ll"]), max_size=60))
def test_what_is_shown_steers_no_terminal(text: str) -> None:
    """Whatever a learner wrote, it stays text (promise 11.2)."""
    shown = plain_text(message(Paragraph(text=plain(text)), Bullets(items=(plain(text),))))
    signs = set(shown) - {"\n"}
    assert not signs & TURNS
    assert not {unicodedata.category(sign) for sign in signs} & STEERS


def test_buttons() -> None:
    row = tuple(Button(label=f"Button {number}", action="x") for number in range(12))
    lines = buttons_line(Message(blocks=(), buttons=(row, row))).split("\n")
    assert all(len(line) <= WIDTH for line in lines)
    assert " ".join(lines).count("[Button ") == 24
    assert all(line.startswith("[") and line.endswith("]") for line in lines)
    assert buttons_line(Message(blocks=())) == ""


@given(st.text(max_size=80))
def test_json_is_one_line(text: str) -> None:
    line = json_line(sent(message(Paragraph(text=plain(text)))), "me", NOW)
    assert len(line.splitlines()) == 1
    assert json.loads(line)["to"] == "me"


def test_files() -> None:
    file = File(name="../my journal.md", media_type="text/markdown", content=b"# x\n")
    content = Message(blocks=(Heading(text=plain("Here")),), files=(file,))
    (told,) = json.loads(json_line(sent(content, edits="r1"), "me", NOW))["files"]
    assert set(told) == {"name", "media_type", "bytes", "path"}
    assert (told["media_type"], told["bytes"]) == ("text/markdown", 4)
    path = Path(told["path"])
    assert path.read_bytes() == b"# x\n"
    assert path.name == "my journal.md"
    path.unlink()
    path.parent.rmdir()
