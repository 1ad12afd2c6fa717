"""The blocks of a message as lines of styled text, the same on every network platform."""

from collections.abc import Iterator
from typing import Final, assert_never

from bot.chat.messages import (
    Block,
    Bullets,
    Fields,
    Heading,
    Meter,
    Paragraph,
    Span,
    Style,
    Text,
    Ticks,
    strong,
)

METER_WIDTH: Final = 12


def lines_of(block: Block) -> Iterator[Text]:
    """The lines of a block, each with its styles."""
    match block:
        case Heading():
            yield tuple(
                each.model_copy(update={"style": Style.STRONG})
                if each.style is Style.PLAIN
                else each
                for each in block.text
            )
        case Paragraph():
            yield block.text
        case Bullets():
            for number, item in enumerate(block.items, 1):
                yield (Span(text=f"{number}. " if block.ordered else "• "), *item)
        case Ticks():
            for tick in block.items:
                yield (Span(text="☑ " if tick.done else "☐ "), *tick.text)
        case Fields():
            for row in block.rows:
                yield (*row.label, Span(text=": "), *row.value)
        case Meter():
            filled = round(METER_WIDTH * min(block.done, block.total) / block.total)
            bar = "▰" * filled + "▱" * (METER_WIDTH - filled)
            yield (*block.label, Span(text=f" {bar} "), strong(f"{block.done}/{block.total}"))
        case _:
            assert_never(block)
