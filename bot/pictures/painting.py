"""A drawing as a PNG: the title, then a card for each panel, one below the other."""

from io import BytesIO
from typing import Final

from PIL import Image

from bot.chat.drawings import Drawing, Panel
from bot.pictures.letters import legible
from bot.pictures.marks import draw_check
from bot.pictures.palette import PALETTES
from bot.pictures.panels import draw_panel
from bot.pictures.pen import MARGIN, PADDING, WIDTH, Fonts, Pen

TITLE: Final = 20.0
SUBTITLE: Final = 13.0
APART: Final = 10.0
COLOURS: Final = 96
"""Kept of a picture: more are not seen, and cost the reader's data."""


class Painter:
    """Draws pictures, with its fonts at hand."""

    def __init__(self) -> None:
        self._fonts = Fonts()

    def png(self, drawing: Drawing) -> bytes:
        """The picture's bytes, twice as wide as the page."""
        pen = Pen(self._fonts, PALETTES[drawing.look])
        top = _title(pen, drawing)
        for panel in drawing.panels:
            top = _card(pen, panel, top) + APART
        image = pen.painted(top + MARGIN - APART).quantize(COLOURS, Image.Quantize.FASTOCTREE)
        out = BytesIO()
        image.save(out, "PNG", compress_level=6)
        return out.getvalue()


def _card(pen: Pen, panel: Panel, top: float) -> float:
    """A panel on its card; the lower edge."""
    first = len(pen.strokes)
    bottom = draw_panel(pen, panel, top + PADDING) + PADDING
    pen.box((MARGIN, top, WIDTH - MARGIN, bottom), fill=pen.palette.card, radius=10)
    pen.strokes.insert(first, pen.strokes.pop())
    return bottom


def _title(pen: Pen, drawing: Drawing) -> float:
    """The title and what stands below it; where something was finished, in the middle."""
    room, top = WIDTH - 2 * MARGIN - 8, MARGIN + 2
    left, anchor = (WIDTH / 2, "ms") if drawing.badge else (MARGIN + 4, "ls")
    if drawing.badge:
        centre = WIDTH / 2, top + 38
        pen.dot(centre, 34, fill=pen.palette.cool)
        pen.dot(centre, 26, fill=pen.palette.strong)
        draw_check(pen, centre, 13, pen.palette.on_strong)
        top += 84
    for line in pen.lines(legible(drawing.title, drawing.unnamed), TITLE, room, bold=True):
        top += TITLE + 4
        pen.text((left, top), line, TITLE, pen.palette.ink, bold=True, anchor=anchor)
    for line in pen.lines(legible(drawing.subtitle), SUBTITLE, room):
        top += SUBTITLE + 6
        pen.text((left, top), line, SUBTITLE, pen.palette.soft, anchor=anchor)
    return top + 14
