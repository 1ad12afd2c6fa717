"""The panel of the forecast: the plan's last day, and the range in which the end is likely."""

from datetime import date
from typing import Final

from bot.chat.drawings import Outlook
from bot.pictures.pen import LEFT, RIGHT, ROOM, SMALL, Pen

INSET: Final = 8.0


def draw_outlook(pen: Pen, panel: Outlook, top: float) -> float:
    """A line from today on: the plan above it, the range on it, its days below; the lower edge."""
    at = top + 28
    begins, ends = _place(panel, panel.likely.day), _place(panel, panel.surely.day)
    pen.line(((LEFT + INSET, at), (RIGHT - INSET, at)), pen.palette.faint, 2)
    pen.box((begins - 5, at - 5, ends + 5, at + 5), fill=pen.palette.strong, radius=5)
    pen.dot((LEFT + INSET, at), 4, fill=pen.palette.soft)
    _planned(pen, panel, _place(panel, panel.planned.day), at)
    _days(pen, panel, at)
    return at + 42


def _place(panel: Outlook, day: date) -> float:
    first = panel.today.day
    days = max(1, (max(panel.planned.day, panel.surely.day) - first).days)
    return LEFT + INSET + (ROOM - 2 * INSET) * max(0, (day - first).days) / days


def _planned(pen: Pen, panel: Outlook, x: float, at: float) -> None:
    """A pointer with its day, on the side that has room."""
    pen.polygon(((x, at - 7), (x + 6, at - 16), (x - 6, at - 16)), pen.palette.warm)
    text = f"{panel.planned.name} {panel.planned.text}"
    needed, colour = pen.width(text, SMALL), pen.palette.soft
    if x + 10 + needed <= RIGHT:
        pen.text((x + 10, at - 9), text, SMALL, colour)
    else:
        pen.text((max(x - 10, LEFT + needed), at - 9), text, SMALL, colour, anchor="rs")


def _days(pen: Pen, panel: Outlook, at: float) -> None:
    """Today, and both ends of the range."""
    columns = (
        (panel.today, LEFT, "ls"),
        (panel.likely, (LEFT + RIGHT) / 2, "ms"),
        (panel.surely, RIGHT, "rs"),
    )
    for each, x, anchor in columns:
        pen.text((x, at + 24), each.text, SMALL, pen.palette.ink, bold=True, anchor=anchor)
        pen.text((x, at + 39), each.name, SMALL, pen.palette.soft, anchor=anchor)
