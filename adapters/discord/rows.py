"""Buttons in rows, or in menus where there are too many; pure."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from bot.chat.messages import Button

ROWS_MOST: Final = 5
A_ROW: Final = 5
OPTIONS_MOST: Final = 25

A_MENU: Final = 2
"""Parts of a card that a menu takes: itself, and its row."""

Rows = tuple[tuple[Button, ...], ...]


def laid_out(rows: Sequence[Sequence[Button]]) -> tuple[Rows, Rows]:
    """The rows of a message as they are if they fit, else packed; else menus."""
    fitting = [part for row in rows for part in _batches(row, A_ROW)]
    if len(fitting) <= ROWS_MOST:
        return tuple(fitting), ()
    buttons = [button for row in rows for button in row]
    if len(buttons) <= ROWS_MOST * A_ROW:
        return tuple(_batches(buttons, A_ROW)), ()
    return (), _menus(buttons, ROWS_MOST)


def laid_out_within(rows: Sequence[Sequence[Button]], room: int) -> tuple[Rows, Rows]:
    """The same in a card with `room` for so many parts: a row is one, and so is each button."""
    fitting = [part for row in rows for part in _batches(row, A_ROW)]
    buttons = [button for row in rows for button in row]
    for each in (fitting, list(_batches(buttons, A_ROW))):
        if len(each) + len(buttons) <= room:
            return tuple(each), ()
    return (), _menus(buttons, room // A_MENU)


def _menus(buttons: Sequence[Button], most: int) -> Rows:
    return tuple(islice(_batches(buttons, OPTIONS_MOST), most))


def _batches(buttons: Sequence[Button], size: int) -> Iterator[tuple[Button, ...]]:
    for begins in range(0, len(buttons), size):
        yield tuple(buttons[begins : begins + size])
