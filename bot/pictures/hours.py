"""The panel of hours: a bar for each week, before the band of the plan."""

from typing import Final

from bot.chat.drawings import HourBar, HourBars
from bot.pictures.pen import LEFT, RIGHT, ROOM, SMALL, Pen

HIGH: Final = 92.0
COLUMNS: Final = 8
"""As many bars have room, so that the first does not fill the card."""

WITHIN: Final = 18.0
"""How tall a bar has to be that holds its own figure."""


def draw_hours(pen: Pen, panel: HourBars, top: float) -> float:
    """The panel's lower edge."""
    base = top + 12 + HIGH
    unit = (HIGH - 4) / max(1, panel.most, *(bar.minutes for bar in panel.bars))
    if panel.most:
        upper, lower = base - panel.most * unit, base - panel.least * unit
        pen.box((LEFT, upper, RIGHT, max(lower, upper + 2)), fill=pen.palette.band)
        _dashes(pen, RIGHT, upper)
    column = ROOM / COLUMNS
    for number, bar in enumerate(panel.bars):
        _bar(pen, bar, (LEFT + (number + 0.5) * column, base), column, bar.minutes * unit)
    pen.line(((LEFT, base), (RIGHT, base)), pen.palette.faint, 1)
    bottom = base + SMALL + 8
    return _key(pen, panel.plan, bottom + 6) if panel.most else bottom


def _bar(pen: Pen, bar: HourBar, foot: tuple[float, float], column: float, high: float) -> None:
    """A bar on its foot, the figure within it where that fits."""
    (x, base), half, colours = foot, column * 0.35, pen.palette
    if bar.minutes:
        corners = x - half, base - max(high, 2), x + half, base
        pen.box(corners, fill=colours.strong, radius=3)
    value, label = (pen.fitted(each, SMALL, column - 1) for each in (bar.value, bar.label))
    if high >= WITHIN and pen.width(value, SMALL) <= 2 * half:
        pen.text((x, base - high + 13), value, SMALL, colours.on_strong, anchor="ms")
    else:
        pen.text((x, base - high - 4), value, SMALL, colours.ink, anchor="ms")
    pen.text((x, base + SMALL + 5), label, SMALL, colours.soft, anchor="ms")


def _dashes(pen: Pen, right: float, at: float) -> None:
    x = LEFT + 1
    while x < right - 1:
        pen.line(((x, at), (min(x + 4, right - 1), at)), pen.palette.warm, 1)
        x += 8


def _key(pen: Pen, label: str, top: float) -> float:
    """The band and what it means."""
    pen.box((LEFT, top, LEFT + 16, top + 12), fill=pen.palette.band)
    _dashes(pen, LEFT + 16, top)
    pen.text((LEFT + 22, top + 6.5), label, SMALL, pen.palette.soft, anchor="lm")
    return top + 12
