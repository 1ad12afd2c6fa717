"""The colours of a picture: told apart also by who sees them differently, and on either ground."""

from dataclasses import dataclass
from typing import Final

from bot.chat.drawings import Look

Colour = str
"""As in HTML: `#1B6CA8`."""


@dataclass(frozen=True, slots=True)
class Palette:
    """Ground and card, ink in four strengths, and what stands out.

    `strong` is what was done, `cool` what was frozen, `warm` what the plan says.
    """

    ground: Colour
    card: Colour
    ink: Colour
    soft: Colour
    faint: Colour
    edge: Colour
    strong: Colour
    on_strong: Colour
    cool: Colour
    on_cool: Colour
    warm: Colour
    band: Colour


PALETTES: Final = {
    Look.LIGHT: Palette(
        ground="#F4F2ED",
        card="#FFFFFF",
        ink="#1D2733",
        soft="#5A6572",
        faint="#C9CED4",
        edge="#8A949F",
        strong="#1B6CA8",
        on_strong="#FFFFFF",
        cool="#CBE6F7",
        on_cool="#1B5E88",
        warm="#B85C00",
        band="#FBE6CC",
    ),
    Look.DARK: Palette(
        ground="#12181F",
        card="#1C252E",
        ink="#EEF2F5",
        soft="#A5B1BC",
        faint="#455260",
        edge="#7C8995",
        strong="#5CB3EC",
        on_strong="#0E1820",
        cool="#1F4A66",
        on_cool="#A9DCFA",
        warm="#F2A33C",
        band="#43351F",
    ),
}
"""By look; every pair that carries meaning differs in lightness, too."""
