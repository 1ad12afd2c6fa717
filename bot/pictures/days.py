"""Panels about days: a map of weeks, and a month as a page of a calendar."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.chat.drawings import DayMap, DayMark, Legend, MonthMap
from bot.pictures.marks import draw_mark
from bot.pictures.pen import LEFT, RIGHT, ROOM, SMALL, Pen

DAYS_A_WEEK: Final = 7
COLUMNS_MOST: Final = 18
"""Weeks side by side: in one row more would be too small to read; further rows follow below."""

ROWS_MOST: Final = 2
"""Weeks that stand below one another, each as wide as the card."""

CELL_MOST: Final = 22.0
GAP: Final = 0.2
"""Of a cell: the space between two."""


def draw_day_map(pen: Pen, panel: DayMap, top: float) -> float:
    """The weeks as columns, the newest last, or as rows where they are few; the lower edge."""
    if len(panel.days) <= ROWS_MOST * DAYS_A_WEEK:
        return _legend(pen, panel.legend, _rows(pen, panel, top) + 4)
    gutter = max(pen.width(each, SMALL) for each in panel.weekdays) + 8
    weeks = -(-len(panel.days) // DAYS_A_WEEK)
    bands = -(-weeks // COLUMNS_MOST)
    columns = -(-weeks // bands)
    grid = _Grid(LEFT + gutter, min(CELL_MOST, (ROOM - gutter) / columns), columns)
    for band in range(bands):
        _month_names(pen, panel, grid, band, top + SMALL)
        top = _band(pen, panel, grid, band, top + SMALL + 6) + 10
    return _legend(pen, panel.legend, top)


def _rows(pen: Pen, panel: DayMap, top: float) -> float:
    column, high = ROOM / DAYS_A_WEEK, 30.0
    _weekdays(pen, panel.weekdays, top)
    top += SMALL + 8
    for number, mark in enumerate(panel.days):
        row, day = divmod(number, DAYS_A_WEEK)
        draw_mark(pen, DayMark(mark), (LEFT + (day + 0.5) * column, top + (row + 0.5) * high), 22)
    return top + high * -(-len(panel.days) // DAYS_A_WEEK)


def _weekdays(pen: Pen, names: tuple[str, ...], top: float) -> None:
    """Their names above seven columns."""
    for column, name in enumerate(names):
        x = LEFT + (column + 0.5) * ROOM / DAYS_A_WEEK
        pen.text((x, top + SMALL), name, SMALL, pen.palette.soft, anchor="ms")


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where the cells of a map begin, how large they are, and how many columns a band has."""

    left: float
    cell: float
    columns: int


def _month_names(pen: Pen, panel: DayMap, grid: _Grid, band: int, at: float) -> None:
    """The names of months above their first week; one that would touch the next is left out."""
    free = grid.left
    for week, name in panel.months:
        x = grid.left + (week - band * grid.columns) * grid.cell
        ends = x + pen.width(name, SMALL)
        if week // grid.columns == band and x >= free and ends <= RIGHT:
            pen.text((x, at), name, SMALL, pen.palette.soft)
            free = ends + 6


def _band(pen: Pen, panel: DayMap, grid: _Grid, band: int, top: float) -> float:
    cell = grid.cell
    for row, name in enumerate(panel.weekdays):
        if row % 2 == 0:
            at = LEFT, top + (row + 0.5) * cell
            pen.text(at, name, SMALL, pen.palette.soft, anchor="lm")
    first = band * grid.columns * DAYS_A_WEEK
    days = panel.days[first : first + grid.columns * DAYS_A_WEEK]
    for number, mark in enumerate(days):
        column, row = divmod(number, DAYS_A_WEEK)
        centre = grid.left + (column + 0.5) * cell, top + (row + 0.5) * cell
        draw_mark(pen, DayMark(mark), centre, cell * (1 - GAP))
    return top + DAYS_A_WEEK * cell


def draw_month_map(pen: Pen, panel: MonthMap, top: float) -> float:
    """Weeks as rows, a number beside each day; the panel's lower edge."""
    cell, high = ROOM / DAYS_A_WEEK, 34.0
    _weekdays(pen, panel.weekdays, top)
    top += SMALL + 8
    for number, mark in enumerate(panel.days, 1):
        row, column = divmod(panel.offset + number - 1, DAYS_A_WEEK)
        x, y = LEFT + (column + 0.5) * cell, top + (row + 0.5) * high
        pen.text((x - 3, y), str(number), SMALL, pen.palette.soft, anchor="rm")
        draw_mark(pen, DayMark(mark), (x + 10, y), 17)
    rows = -(-(panel.offset + len(panel.days)) // DAYS_A_WEEK)
    return _legend(pen, panel.legend, top + rows * high + 8)


def _legend(pen: Pen, legend: tuple[Legend, ...], top: float) -> float:
    """What the marks mean, with how many there are; as many lines as it takes."""
    if not legend:
        return top
    y = top + 8
    for line in _lines(pen, legend):
        x = LEFT
        for each, label in line:
            draw_mark(pen, each.mark, (x + 7, y), 13)
            pen.text((x + 19, y), label, SMALL, pen.palette.soft, anchor="lm")
            x += _needed(pen, label)
        y += 21
    return y - 12


def _lines(pen: Pen, legend: tuple[Legend, ...]) -> Iterator[list[tuple[Legend, str]]]:
    line: list[tuple[Legend, str]] = []
    used = 0.0
    for each in legend:
        label = pen.fitted(
            f"{each.label} {each.count}" if each.count else each.label, SMALL, ROOM - 19
        )
        needed = _needed(pen, label)
        if line and used + needed - 14 > ROOM:
            yield line
            line, used = [], 0.0
        line.append((each, label))
        used += needed
    yield line


def _needed(pen: Pen, label: str) -> float:
    return 19 + pen.width(label, SMALL) + 14
