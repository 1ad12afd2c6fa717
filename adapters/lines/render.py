"""A message as plain text of at most 80 columns, or as one line of JSON."""

from textwrap import wrap
from typing import Final, assert_never

from bot.chat.messages import (
    Block,
    Bullets,
    Fields,
    Heading,
    Message,
    Meter,
    Paragraph,
    Text,
    Ticks,
)

WIDTH: Final = 80
METER_WIDTH: Final = 20


def plain_text(message: Message) -> str:
    """The message's blocks, one below the other; a lone paragraph stays one line."""
    if len(message.blocks) == 1 and isinstance(message.blocks[0], Paragraph):
        return _flat(message.blocks[0].text)
    return "\n".join(line for block in message.blocks for line in _lines(block))


def buttons_line(message: Message) -> str:
    """`[Today] [Week]`, as many lines as it takes."""
    labels = (
        f"[{harmless(button.label)}]".replace(" ", "\0")
        for row in message.buttons
        for button in row
    )
    return "\n".join(
        wrap(" ".join(labels), WIDTH, break_long_words=False, break_on_hyphens=False)
    ).replace("\0", " ")


def _lines(block: Block) -> list[str]:
    match block:
        case Heading() | Paragraph():
            return _wrapped(_flat(block.text))
        case Bullets():
            return [
                line
                for number, item in enumerate(block.items, 1)
                for line in _wrapped(_flat(item), f"{number}. " if block.ordered else "- ")
            ]
        case Ticks():
            return [
                line
                for item in block.items
                for line in _wrapped(_flat(item.text), "[x] " if item.done else "[ ] ")
            ]
        case Fields():
            return _fields(block)
        case Meter():
            return [_meter(block)]
        case _:
            assert_never(block)


def _fields(block: Fields) -> list[str]:
    width = max(len(_flat(row.label)) for row in block.rows) + 2
    return [
        line
        for row in block.rows
        for line in _wrapped(_flat(row.value), f"{_flat(row.label)}:".ljust(width))
    ]


def _meter(block: Meter) -> str:
    filled = round(METER_WIDTH * min(block.done, block.total) / block.total)
    bar = "#" * filled + "." * (METER_WIDTH - filled)
    return f"{_flat(block.label)} [{bar}] {block.done}/{block.total}"


def _flat(text: Text) -> str:
    flat = "".join(f"{span.text} {span.url}" if span.url else span.text for span in text)
    return harmless(flat)


def harmless(text: str) -> str:
    """`text` without what would steer a terminal: nothing a learner writes does (11.2)."""
    return "".join(char for char in text if char.isprintable())


def _wrapped(text: str, indent: str = "") -> list[str]:
    """`text` in lines of at most `WIDTH`; the later ones stand below the first one's text."""
    return wrap(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=" " * len(indent),
        break_on_hyphens=False,
    ) or [indent.rstrip()]
