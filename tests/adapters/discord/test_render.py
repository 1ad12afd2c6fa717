"""Messages within Discord's limits, and text that is never markup."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.common.backoff import FAILURES_MOST
from adapters.common.errors import ErrorKind, SendOutcome
from adapters.common.signing import Press, Signer
from adapters.discord.health import DiscordHealth
from adapters.discord.markdown import escaped, markdown, units
from adapters.discord.pace import BURST, SendPace
from adapters.discord.parts import content
from adapters.discord.render import shapes
from bot.chat.messages import (
    Button,
    CodeBlock,
    Emphasis,
    Form,
    Message,
    Paragraph,
    Span,
    code,
    link,
    message,
    plain,
    strong,
)
from bot.chat.translate import Say
from support.discord.dialog import shown_text
from support.discord.rules import check_message

SNOWFLAKE = 2**63 + 12345


def paragraphs(*texts: str) -> Message:
    return message(*(Paragraph(text=plain(each)) for each in texts))


def test_styles() -> None:
    text = (strong("Week "), strong("1"), Span(text=": see "), link("the docs", "https://a.b/c"))
    assert markdown(text) == "**Week 1**: see [the docs](<https://a.b/c>)"
    assert markdown((code("/done 25"),)) == "`/done 25`"
    assert markdown((code("a`b"),)) == "`` a`b ``"
    assert markdown((link("https://a.b", "https://evil.example"),)) == "<https://evil.example>"


def test_instants_are_shown_by_the_clock_of_whoever_reads() -> None:
    """What somebody typed is none."""
    at, say = datetime(2026, 3, 3, 3, tzinfo=UTC), Say()
    line = say(
        "{a}, {b}, {c}",
        a=say.clock(at, "Europe/Berlin"),
        b=say.instant(at, "Europe/Berlin", named=True),
        c="<t:1:F>",
    )
    assert markdown(line) == r"<t:1772506800:t>, <t:1772506800:F>, \<t:1:F>"


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("*a* _b_ ~c~ |d|", r"\*a\* \_b\_ \~c\~ \|d\|"),
        ("[a](https://b.c)", r"\[a](<https://b.c>)"),
        ("# big\n> quote\n- point", "\\# big\n\\> quote\n\\- point"),
        ("@everyone <@1> <#2>", "@\u200beveryone \\<@1> \\<#2>"),
        ("see https://a.b/c_d_e.", "see <https://a.b/c_d_e>."),
        ("5 - 3 > 1", "5 - 3 > 1"),
    ],
)
def test_what_is_written_is_text(written: str, sent: str) -> None:
    assert escaped(written) == sent


@given(st.text(st.characters(codec="utf-8", exclude_characters="\u200b\u2060<>"), max_size=80))
def test_nothing_of_a_text_is_lost(text: str) -> None:
    assert "".join(shown_text(escaped(text)).split()) == "".join(text.split())


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=9000), max_size=4))
def test_every_length_fits(texts: list[str]) -> None:
    for shape in shapes(paragraphs(*texts)):
        assert units(shape.text) <= 2000
        assert all(0 < units(each) <= 4096 for each in shape.embeds)
        assert sum(map(units, shape.embeds)) <= 6000


@pytest.mark.parametrize("number", [1, 5, 6, 25, 26, 60])
async def test_every_number_of_buttons_fits(number: int) -> None:
    column = tuple((Button(label=f"b{each}", action="/today"),) for each in range(number))
    shape = shapes(message(Paragraph(text=plain("x")), buttons=column))[-1]
    signer = Signer("token", owner_width=11, bytes_most=100)
    given = content(shape, lambda action: signer.data(Press(str(SNOWFLAKE), "d7", action)))
    rows = given["view"].to_components()
    check_message({"content": "x", "components": rows, "allowed_mentions": {"parse": []}})
    options = [each for row in rows for each in row["components"]]
    assert sum(len(each.get("options", [each])) for each in options) == number


async def test_the_main_button_and_a_dangerous_one_stand_out() -> None:
    """An ordinary one is grey (2), the main one green (3), a dangerous one red (4)."""
    row = tuple(
        Button(label=label, action="/today", emphasis=emphasis)
        for label, emphasis in (("A", None), ("B", Emphasis.MAIN), ("C", Emphasis.DANGER))
    )
    form = Form(title="F", opens="F", action="f", emphasis=Emphasis.DANGER, inputs=())
    shown = Message(blocks=(Paragraph(text=plain("x")),), buttons=(row,), form=form)
    (shape,) = shapes(shown)
    rows = content(shape, str)["view"].to_components()
    assert [[each["style"] for each in row["components"]] for row in rows] == [[4], [2, 3, 4]]


def test_signed_ids_have_64_bits() -> None:
    signer = Signer("token", owner_width=11, bytes_most=100)
    press = Press(str(SNOWFLAKE), "r1073741823", "a" * 40)
    data = signer.data(press)
    assert len(data) <= 100
    assert signer.press(data) == press
    assert Signer("other", owner_width=11, bytes_most=100).press(data) is None
    assert signer.press("1" + "é" * 40) is None


def test_the_breaker() -> None:
    now = [0.0]
    health = DiscordHealth(lambda: now[0])
    lost = SendOutcome(ErrorKind.AMBIGUOUS, "503")
    for _ in range(FAILURES_MOST):
        assert health.ready
        health.judged(lost)
    assert not health.ready
    now[0] += 6
    assert health.ready
    health.judged(lost)
    now[0] += 6
    assert not health.ready  # twice as long the second time
    now[0] += 6
    health.arrived()
    health.judged(lost)
    assert health.ready
    health.judged(SendOutcome(ErrorKind.BANNED, "429", 300.0))
    now[0] += 299
    assert not health.ready


def test_the_pace() -> None:
    now = [100.0]
    pace = SendPace(40, lambda: now[0])
    waits = [pace.spend() for _ in range(45)]
    assert waits[:BURST] == [0.0] * BURST
    assert waits[-1] <= 1.0 + 1e-9
    assert sum(each < 1 for each in waits) <= 46


def test_a_program_is_shown_as_it_stands_and_pings_nobody() -> None:
    program = CodeBlock(text='def f(x=[]):\n    return f"*{x}*"  # @everyone ```\n')
    (shape,) = shapes(message(Paragraph(text=plain("What does it do?")), program))
    assert shape.text == (
        "What does it do?\n```py\ndef f(x=[]):\n"
        '    return f"*{x}*"  # @\u200beveryone `\u200b`\u200b`\n```'
    )
    assert 'return f"*{x}*"' in shown_text(shape.text)
    assert "```py" not in shown_text(shape.text)
