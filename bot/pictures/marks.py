"""The shape of each sort of day: nobody needs a colour to tell them apart."""

from collections.abc import Callable, Mapping
from math import cos, pi, sin
from typing import Final

from bot.chat.drawings import DayMark
from bot.pictures.palette import Colour
from bot.pictures.pen import Pen, Point


def draw_mark(pen: Pen, mark: DayMark, centre: Point, size: float) -> None:
    """One day, as large as `size`."""
    _SHAPES[mark](pen, centre, size)


def draw_check(pen: Pen, centre: Point, size: float, colour: Colour) -> None:
    """The sign of what is done."""
    x, y = centre
    points = (
        (x - size * 0.8, y + size * 0.1),
        (x - size * 0.2, y + size * 0.7),
        (x + size, y - size * 0.65),
    )
    pen.line(points, colour, size * 0.36)


def _square(centre: Point, size: float) -> tuple[float, float, float, float]:
    (x, y), half = centre, size / 2
    return x - half, y - half, x + half, y + half


def _done(pen: Pen, centre: Point, size: float) -> None:
    pen.box(_square(centre, size), fill=pen.palette.strong, radius=size * 0.22)


def _repaired(pen: Pen, centre: Point, size: float) -> None:
    """Done, with a seam across."""
    _done(pen, centre, size)
    (x, y), arm = centre, size * 0.24
    for points in (((x - arm, y), (x + arm, y)), ((x, y - arm), (x, y + arm))):
        pen.line(points, pen.palette.on_strong, size * 0.15)


def _rest(pen: Pen, centre: Point, size: float) -> None:
    pen.dot(centre, size * 0.13, fill=pen.palette.soft)


def _frozen(pen: Pen, centre: Point, size: float) -> None:
    """A snow crystal."""
    pen.box(_square(centre, size), fill=pen.palette.cool, radius=size * 0.22)
    (x, y), arm = centre, size * 0.33
    for turn in range(3):
        dx, dy = arm * sin(turn * pi / 3), arm * cos(turn * pi / 3)
        pen.line(((x - dx, y - dy), (x + dx, y + dy)), pen.palette.on_cool, size * 0.11)


def _excused(pen: Pen, centre: Point, size: float) -> None:
    pen.dot(centre, size * 0.34, outline=pen.palette.soft, width=size * 0.13)


def _paused(pen: Pen, centre: Point, size: float) -> None:
    x, y = centre
    for dx in (-0.16, 0.16):
        at = x + dx * size
        pen.line(((at, y - size * 0.26), (at, y + size * 0.26)), pen.palette.soft, size * 0.14)


def _missed(pen: Pen, centre: Point, size: float) -> None:
    pen.box(_square(centre, size * 0.9), outline=pen.palette.edge, width=1.25, radius=size * 0.2)


def _today(pen: Pen, centre: Point, size: float) -> None:
    """An empty place with a frame: there is still time."""
    width = max(1.5, size * 0.13)
    pen.box(_square(centre, size), outline=pen.palette.strong, width=width, radius=size * 0.22)


def _nothing(pen: Pen, centre: Point, size: float) -> None:
    pass


_SHAPES: Final[Mapping[DayMark, Callable[[Pen, Point, float], None]]] = {
    DayMark.DONE: _done,
    DayMark.REPAIRED: _repaired,
    DayMark.REST: _rest,
    DayMark.FROZEN: _frozen,
    DayMark.EXCUSED: _excused,
    DayMark.PAUSED: _paused,
    DayMark.MISSED: _missed,
    DayMark.TODAY: _today,
    DayMark.NONE: _nothing,
}
