"""Messages as Telegram takes them: entities in UTF-16 units, split at borders, never markup."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import MessageEntity

from adapters.common.signing import Press, Signer
from adapters.telegram.calls import calls
from adapters.telegram.render import TEXT_MOST, parts, units
from bot.chat.documents import File
from bot.chat.messages import (
    Block,
    Bullets,
    Button,
    CodeBlock,
    Fields,
    Heading,
    Labelled,
    Message,
    Meter,
    Outgoing,
    Paragraph,
    Span,
    Style,
    Tick,
    Ticks,
    link,
    message,
    plain,
    strong,
)
from bot.chat.translate import Say
from support.telegram.rules import _check_entities

TEXTS = st.lists(
    st.builds(
        Span,
        text=st.text(alphabet="ab <&*_😀\n é@", max_size=400),
        style=st.sampled_from(list(Style)),
        url=st.sampled_from([None, None, "https://example.org/"]),
        at=st.sampled_from([None, None, datetime(2026, 3, 3, 4, tzinfo=UTC)]),
    ),
    min_size=1,
    max_size=6,
).map(tuple)


def out(*blocks: Block, files: tuple[File, ...] = ()) -> Outgoing:
    body = Message(blocks=blocks, files=files, buttons=((Button(label="A", action="/today"),),))
    return Outgoing(id="r1", platform="telegram", chat="5", message=body)


@given(st.lists(st.tuples(TEXTS, st.booleans()), min_size=1, max_size=6))
def test_every_part_is_what_telegram_takes(texts: list[tuple[tuple[Span, ...], bool]]) -> None:
    blocks = [Paragraph(text=text, folded=folded) for text, folded in texts]
    for most in (TEXT_MOST, 50):
        for part in parts(message(*blocks), most):
            assert 0 < units(part.text) <= most
            _check_entities(part.text, [each.to_dict() for each in part.entities])


@given(st.lists(TEXTS, min_size=1, max_size=12))
def test_splitting_loses_nothing(texts: list[tuple[Span, ...]]) -> None:
    whole = "".join("".join(span.text for span in text) for text in texts)
    split = "".join(part.text for part in parts(message(*(Paragraph(text=t) for t in texts)), 50))
    assert "".join(split.split()) == "".join(whole.split())


def test_offsets_count_utf_16_units() -> None:
    (part,) = parts(message(Paragraph(text=(Span(text="😀 "), strong("bold 😀"), Span(text=".")))))
    assert part.text == "😀 bold 😀."
    (bold,) = part.entities
    assert (bold.type, bold.offset, bold.length) == (MessageEntity.BOLD, 3, 7)


def test_markup_in_a_text_stays_text() -> None:
    (part,) = parts(message(Paragraph(text=plain("<b>*x*</b> [a](https://b.c)"))))
    assert part.text == "<b>*x*</b> [a](https://b.c)"
    assert part.entities == ()


def test_every_block_has_a_form() -> None:
    (part,) = parts(
        message(
            Heading(text=plain("Head")),
            Bullets(items=(plain("one"), plain("two")), ordered=True),
            Bullets(items=(plain("dot"),)),
            Ticks(items=(Tick(done=True, text=plain("x")), Tick(done=False, text=plain("y")))),
            Fields(rows=(Labelled(label=plain("Pace"), value=plain("slow")),)),
            Meter(label=plain("Weeks"), done=6, total=24),
            Paragraph(text=(link("docs", "https://example.org/"),)),
        )
    )
    lines = ["Head", "1. one", "2. two", "• dot", "☑ x", "☐ y", "Pace: slow"]
    assert part.text.split("\n") == [*lines, "Weeks ▰▰▰▱▱▱▱▱▱▱▱▱ 6/24", "docs"]
    assert part.entities[-1].url == "https://example.org/"


def test_a_long_text_is_cut_where_a_paragraph_ends() -> None:
    long = [Paragraph(text=plain("word " * 300)) for _ in range(6)]
    made = parts(message(*long))
    assert len(made) == 3
    assert all(part.text.startswith("word") and part.text.endswith("word") for part in made)
    sent = calls(out(*long), lambda action: action, None)
    assert [call.markup is None for call in sent] == [True, True, False]


def test_a_file_has_a_caption_where_it_is_short_enough() -> None:
    file = File(name="j.md", media_type="text/markdown", content=b"x")
    (call,) = calls(out(Paragraph(text=plain("Here")), files=(file,)), str, None)
    assert (call.part.text, call.file) == ("Here", file)
    text, call = calls(out(Paragraph(text=plain("w " * 800)), files=(file,)), str, None)
    assert text.file is None
    assert (call.part.text, call.file) == ("", file)


SIGNER = Signer("1:a")


@given(
    st.integers(0, 2**53),
    st.integers(1, 2**29),
    st.sampled_from("rd"),
    st.text(alphabet="abz/ 09-:", min_size=1, max_size=40),
)
def test_a_button_says_what_it_said(owner: int, number: int, letter: str, action: str) -> None:
    press = Press(str(owner) if owner else "", f"{letter}{number}", action)
    data = SIGNER.data(press)
    assert len(data.encode()) <= 64
    assert SIGNER.press(data) == press
    assert Signer("1:b").press(data) is None


def test_a_button_that_was_tampered_with_is_none() -> None:
    data = SIGNER.data(Press("5", "r1", "/done 25"))
    for place in range(len(data)):
        assert SIGNER.press(data[:place] + "~" + data[place + 1 :]) is None
    for wrong in ("", "1", data[:24], data + "0", "😀" * 16):
        assert SIGNER.press(wrong) is None


def test_too_long_an_action_is_an_error() -> None:
    with pytest.raises(ValueError, match="too long"):
        SIGNER.data(Press("5", "r1", "x" * 41))


def test_a_program_is_shown_as_it_stands() -> None:
    program = CodeBlock(text="for n in '😀':\n    print(n)\n")
    (part,) = parts(message(Paragraph(text=plain("And?")), program))
    assert part.text == "And?\nfor n in '😀':\n    print(n)"
    (entity,) = part.entities
    assert (entity.type, entity.language) == (MessageEntity.PRE, "python")
    assert (entity.offset, entity.length) == (5, units(program.text.rstrip()))


def test_what_need_not_be_read_at_once_is_folded_as_one() -> None:
    blocks: list[Block] = [
        Heading(text=plain("Week 1")),
        Fields(rows=(Labelled(label=plain("Hard"), value=plain("😀 loops")),), folded=True),
        Paragraph(text=plain("More"), folded=True),
        Paragraph(text=plain("The end")),
        Paragraph(text=plain("Later"), folded=True),
    ]
    (part,) = parts(message(*blocks))
    folds = [each for each in part.entities if each.type == MessageEntity.EXPANDABLE_BLOCKQUOTE]
    text = adjusted(part.text)
    assert [text[each.offset : each.offset + each.length] for each in folds] == [
        adjusted("Hard: 😀 loops\nMore"),
        adjusted("Later"),
    ]


def adjusted(text: str) -> tuple[bytes, ...]:
    """A text in the units that entities count."""
    raw = text.encode("utf-16-le")
    return tuple(raw[at : at + 2] for at in range(0, len(raw), 2))


def test_an_instant_is_shown_as_its_text_tells_it() -> None:
    say, at = Say(), datetime(2026, 3, 3, 3, tzinfo=UTC)
    text = say("{one} {two}", one=say.clock(at, "Europe/Berlin"), two=say.instant(at, "UTC"))
    (part,) = parts(message(Paragraph(text=text)))
    assert part.text == "04:00 Tue 03:00"
    assert [(each.unix_time, each.date_time_format) for each in part.entities] == [
        (at, "t"),
        (at, "wt"),
    ]
