"""Draws in units of a page 360 wide: what is drawn is collected first, for the page is as long as that."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from bot.pictures.palette import Colour, Palette

WIDTH: Final = 360
"""Of a page, as a phone shows it."""

MARGIN: Final = 14.0
PADDING: Final = 14.0
"""Around a card, and within it."""

LEFT: Final = MARGIN + PADDING
RIGHT: Final = WIDTH - LEFT
ROOM: Final = RIGHT - LEFT
"""The column in which all panels stand."""

SMALL: Final = 11.0
TEXT: Final = 13.0
LARGE: Final = 24.0
"""Sizes of text; nothing is smaller than the first."""

SHARP: Final = 2
"""Pixels for a unit of the page, so that phones show it sharp."""

FINE: Final = 2
"""Pixels drawn for each that is kept: edges come out smooth."""

_SCALE: Final = SHARP * FINE
_FONTS: Final = Path(__file__).with_name("fonts")

Stroke = Callable[[ImageDraw.ImageDraw], None]
Point = tuple[float, float]


class Fonts:
    """The shipped font in the sizes that were asked for."""

    def __init__(self) -> None:
        self._loaded: dict[tuple[float, bool], ImageFont.FreeTypeFont] = {}

    def of(self, size: float, *, bold: bool) -> ImageFont.FreeTypeFont:
        """The font of a size on the page."""
        key = size, bold
        if key not in self._loaded:
            path = _FONTS / ("NotoSans-Bold.ttf" if bold else "NotoSans-Regular.ttf")
            self._loaded[key] = ImageFont.truetype(
                path, round(size * _SCALE), layout_engine=ImageFont.Layout.BASIC
            )
        return self._loaded[key]


@dataclass
class Pen:
    """Collects strokes; all lengths are in units of the page."""

    fonts: Fonts
    palette: Palette
    strokes: list[Stroke] = field(default_factory=list)

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """How wide a text is."""
        return self.fonts.of(size, bold=bold).getlength(text) / _SCALE

    def text(  # noqa: PLR0913 -- what a line of text is made of
        self,
        at: Point,
        text: str,
        size: float,
        colour: Colour,
        *,
        bold: bool = False,
        anchor: str = "ls",
    ) -> None:
        """A line of text; `anchor` as in Pillow: `ls` stands on `at` and goes on from there."""
        font, place = self.fonts.of(size, bold=bold), _scaled(at)
        self.strokes.append(
            lambda draw: draw.text(place, text, fill=colour, font=font, anchor=anchor)
        )

    def fitted(self, text: str, size: float, room: float, *, bold: bool = False) -> str:
        """`text` as far as there is room for it."""
        if self.width(text, size, bold=bold) <= room:
            return text
        kept = text
        while kept and self.width(f"{kept.rstrip()}…", size, bold=bold) > room:
            kept = kept[:-1]
        return f"{kept.rstrip()}…"

    def lines(
        self, text: str, size: float, room: float, *, most: int = 2, bold: bool = False
    ) -> list[str]:
        """`text` in lines of a width; what is more than `most` of them is left out."""
        lines: list[str] = []
        for word in text.split():
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.width(longer, size, bold=bold) <= room:
                lines[-1] = longer
            else:
                lines.append(word)
        kept, rest = lines[: most - 1], lines[most - 1 :]
        return [
            self.fitted(each, size, room, bold=bold) for each in [*kept, " ".join(rest)] if each
        ]

    def box(
        self,
        corners: tuple[float, float, float, float],
        *,
        fill: Colour | None = None,
        outline: Colour | None = None,
        width: float = 1,
        radius: float = 0,
    ) -> None:
        """A rectangle with round corners."""
        x0, y0, x1, y1 = (round(each * _SCALE) for each in corners)
        place = (x0, y0, max(x0, x1 - 1), max(y0, y1 - 1))
        self.strokes.append(
            lambda draw: draw.rounded_rectangle(
                place, round(radius * _SCALE), fill, outline, round(width * _SCALE)
            )
        )

    def dot(
        self,
        centre: Point,
        radius: float,
        *,
        fill: Colour | None = None,
        outline: Colour | None = None,
        width: float = 1,
    ) -> None:
        """A disc, or a ring."""
        (x, y), r = _scaled(centre), radius * _SCALE
        place = (x - r, y - r, x + r, y + r)
        self.strokes.append(lambda draw: draw.ellipse(place, fill, outline, round(width * _SCALE)))

    def line(self, points: Sequence[Point], colour: Colour, width: float) -> None:
        """A line with round ends and bends."""
        places, thick = [_scaled(each) for each in points], round(width * _SCALE)
        self.strokes.append(lambda draw: draw.line(places, fill=colour, width=thick, joint="curve"))
        for each in (points[0], points[-1]):
            self.dot(each, width / 2, fill=colour)

    def polygon(self, points: Sequence[Point], colour: Colour) -> None:
        """A filled shape with corners."""
        places = [_scaled(each) for each in points]
        self.strokes.append(lambda draw: draw.polygon(places, fill=colour))

    def painted(self, height: float) -> Image.Image:
        """All of it on a page of that height."""
        size = round(WIDTH * _SCALE), round(height * _SCALE)
        image = Image.new("RGB", size, self.palette.ground)
        draw = ImageDraw.Draw(image)
        for stroke in self.strokes:
            stroke(draw)
        return image.reduce(FINE)


def _scaled(point: Point) -> Point:
    return point[0] * _SCALE, point[1] * _SCALE
