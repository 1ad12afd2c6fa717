"""Panels: each draws itself in a card below the one before."""

from typing import Final, assert_never

from bot.chat.drawings import (
    DayMap,
    Figures,
    HourBars,
    MonthMap,
    NameList,
    Note,
    Outlook,
    Panel,
    Trail,
)
from bot.pictures.days import draw_day_map, draw_month_map
from bot.pictures.hours import draw_hours
from bot.pictures.letters import legible
from bot.pictures.marks import draw_check
from bot.pictures.outlook import draw_outlook
from bot.pictures.pen import LARGE, LEFT, RIGHT, ROOM, SMALL, TEXT, Pen, Point

STEPS_MOST: Final = 40
"""Steps of a trail in one row."""

NAMES_SHOWN: Final = 6


def draw_panel(pen: Pen, panel: Panel, top: float) -> float:
    """Draw a panel below `top`; its lower edge."""
    match panel:
        case Figures():
            return _figures(pen, panel, top)
        case Note():
            return _running(pen, panel.text, top)
        case _:
            return _below_its_name(pen, panel, _name(pen, panel.label, panel.value, top))


def _below_its_name(
    pen: Pen, panel: Trail | DayMap | MonthMap | HourBars | NameList | Outlook, top: float
) -> float:
    match panel:
        case Trail():
            return _trail(pen, panel, top)
        case DayMap():
            return draw_day_map(pen, panel, top)
        case MonthMap():
            return draw_month_map(pen, panel, top)
        case HourBars():
            return draw_hours(pen, panel, top)
        case NameList():
            return _names(pen, panel, top)
        case Outlook():
            return draw_outlook(pen, panel, top)
        case _:
            assert_never(panel)


def _name(pen: Pen, label: str, value: str, top: float) -> float:
    """The panel's name at the left, its sum at the right; below one another where they are long."""
    pen.text((LEFT, top + TEXT), label, TEXT, pen.palette.ink, bold=True)
    room = ROOM - pen.width(label, TEXT, bold=True) - 12
    if not value:
        return top + TEXT + 12
    if pen.width(value, TEXT) <= room:
        pen.text((RIGHT, top + TEXT), value, TEXT, pen.palette.soft, anchor="rs")
        return top + TEXT + 12
    return _running(pen, value, top + TEXT + 4) + 9


def _running(pen: Pen, text: str, top: float) -> float:
    for line in pen.lines(text, TEXT, ROOM, most=4):
        top += TEXT + 5
        pen.text((LEFT, top), line, TEXT, pen.palette.soft)
    return top


def _figures(pen: Pen, panel: Figures, top: float) -> float:
    """Numbers in columns of one width."""
    column = ROOM / max(1, len(panel.items))
    lines = [pen.lines(each.label, SMALL, column - 8) for each in panel.items]
    for number, each in enumerate(panel.items):
        x = LEFT + (number + 0.5) * column
        size = LARGE
        while size > TEXT and pen.width(each.value, size, bold=True) > column - 8:
            size -= 1
        value = pen.fitted(each.value, size, column - 4, bold=True)
        pen.text((x, top + LARGE), value, size, pen.palette.strong, bold=True, anchor="ms")
        for row, line in enumerate(lines[number], 1):
            at = top + LARGE + 4 + row * (SMALL + 4)
            pen.text((x, at), line, SMALL, pen.palette.soft, anchor="ms")
    return top + LARGE + 6 + max(map(len, lines), default=0) * (SMALL + 4)


def _trail(pen: Pen, panel: Trail, top: float) -> float:
    """Steps that are full, one with a frame, and thin ones that are still to come."""
    rows = -(-panel.total // STEPS_MOST)
    a_row = -(-panel.total // rows)
    gaps = 4.0
    for row in range(rows):
        first = row * a_row
        weeks = range(first, min(first + a_row, panel.total))
        broken = sum(week + 1 in panel.breaks for week in weeks[:-1])
        step = (ROOM - broken * gaps) / a_row
        x = LEFT
        for week in weeks:
            _step(pen, (x, top), step, week, panel)
            x += step + (gaps if week + 1 in panel.breaks else 0)
        top += 24
    return top - 6


def _step(pen: Pen, at: Point, step: float, week: int, panel: Trail) -> None:
    x, y = at
    corners = x, y, x + step - min(2.0, step * 0.25), y + 18
    radius = min(3.0, step * 0.25)
    if week < panel.done:
        pen.box(corners, fill=pen.palette.strong, radius=radius)
    elif week == panel.done:
        pen.box(corners, outline=pen.palette.strong, width=1.75, radius=radius)
    else:
        pen.box((x, y + 6, corners[2], y + 12), fill=pen.palette.faint, radius=radius)


def _names(pen: Pen, panel: NameList, top: float) -> float:
    for name in panel.names[:NAMES_SHOWN]:
        lines = pen.lines(legible(name, panel.unnamed), TEXT, ROOM - 24)
        _tick(pen, (LEFT + 7, top + 9), 7)
        for line in lines or [""]:
            pen.text((LEFT + 24, top + TEXT + 1), line, TEXT, pen.palette.ink)
            top += TEXT + 5
        top += 4
    return top - 5


def _tick(pen: Pen, centre: Point, radius: float) -> None:
    pen.dot(centre, radius, fill=pen.palette.strong)
    draw_check(pen, centre, radius * 0.55, pen.palette.on_strong)
