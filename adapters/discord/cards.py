"""What stands in the frame of a card, within its limits; pure."""

from collections.abc import Sequence
from typing import Final

from adapters.common.plain_lines import lines_of
from adapters.discord.markdown import markdown, units
from bot.chat.messages import Block, Button, Emphasis, Heading, Span, Style

TEXT_MOST: Final = 4000
PARTS_MOST: Final = 40
"""The characters of all texts of a card, and its parts, each row and each button among them."""

HEADING: Final = "### "
HEAD: Final = 2
"""Blocks that stand beside the main button: the heading, and what it leads to."""

FRAME: Final = 2
"""Parts that every card has: its frame, and the line above its buttons."""

BESIDE: Final = 2
"""Parts that a button beside a text takes: itself, and what holds both."""


def texts_of(blocks: Sequence[Block]) -> tuple[str, ...] | None:
    """The head of a card and what stands below it; None where that is too long, or nothing."""
    parts = ("\n".join(map(_shown, each)).strip() for each in (blocks[:HEAD], blocks[HEAD:]))
    texts = tuple(each for each in parts if each)
    return texts if fits(texts) else None


def fits(texts: Sequence[str]) -> bool:
    """Whether the texts of a card are within its limit."""
    return 0 < sum(map(units, texts)) <= TEXT_MOST


def main_of(
    rows: Sequence[Sequence[Button]],
) -> tuple[Button | None, list[tuple[Button, ...]]]:
    """The main button, which stands beside the head; the rows without it."""
    marked = (each for row in rows for each in row if each.emphasis is Emphasis.MAIN)
    main = next(marked, None)
    left = [tuple(each for each in row if each is not main) for row in rows]
    return main, [row for row in left if row]


def room_for_buttons(texts: int, files: int, *, main: bool) -> int:
    """How many parts are left for rows and buttons."""
    return PARTS_MOST - FRAME - texts - files - (BESIDE if main else 0)


def _shown(block: Block) -> str:
    if isinstance(block, Heading):
        return f"{HEADING}{markdown(tuple(map(_without_weight, block.text)))}"
    return "\n".join(map(markdown, lines_of(block)))


def _without_weight(span: Span) -> Span:
    """A heading is bold as it is."""
    is_bold = span.style is Style.STRONG
    return span.model_copy(update={"style": Style.PLAIN}) if is_bold else span
