"""The blocks of a message as lines of styled text, the same on every network platform."""

from collections.abc import Iterator
from typing import Final, assert_never

from bot.chat.drawings import Picture
from bot.chat.messages import (
    Block,
    Bullets,
    CodeBlock,
    Fields,
    Heading,
    Meter,
    Paragraph,
    Span,
    Style,
    Text,
    Ticks,
    plain,
    strong,
)

METER_WIDTH: Final = 12


def lines_of(block: Block) -> Iterator[Text]:
    """The lines of a block, each with its styles."""
    match block:
        case Heading():
            yield tuple(map(_louder, block.text))
        case Paragraph():
            yield block.text
        case Bullets():
            yield from _bullets(block)
        case Ticks():
            yield from _ticks(block)
        case Fields():
            for row in block.rows:
                yield (*row.label, Span(text=": "), *row.value)
        case Meter():
            yield _meter(block)
        case CodeBlock():
            yield (Span(text=block.text.rstrip("\n"), style=Style.PROGRAM),)
        case Picture():
            yield from map(plain, block.words)
        case _:
            assert_never(block)


def _louder(span: Span) -> Span:
    return span.model_copy(update={"style": Style.STRONG}) if span.style is Style.PLAIN else span


def _bullets(block: Bullets) -> Iterator[Text]:
    for number, item in enumerate(block.items, 1):
        yield (Span(text=f"{number}. " if block.ordered else "• "), *item)


def _ticks(block: Ticks) -> Iterator[Text]:
    for tick in block.items:
        yield (Span(text="☑ " if tick.done else "☐ "), *tick.text)


def _meter(block: Meter) -> Text:
    filled = round(METER_WIDTH * min(block.done, block.total) / block.total)
    bar = "▰" * filled + "▱" * (METER_WIDTH - filled)
    return (*block.label, Span(text=f" {bar} "), strong(f"{block.done}/{block.total}"))
