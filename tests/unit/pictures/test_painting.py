"""Every state as a golden picture, compared by its pixels; each was looked at (promise 14.2).

`pytest --rewrite` draws them anew, half as large as they are sent: look at what it draws.
"""

from io import BytesIO
from itertools import combinations
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from bot.chat.drawings import DayMark, Drawing, Look
from bot.pictures.marks import draw_mark
from bot.pictures.painting import Painter
from bot.pictures.palette import PALETTES, Palette
from bot.pictures.pen import Fonts, Pen
from support.drawings import STATES

GOLDEN = Path(__file__).with_name("golden")
WIDE = 720
"""Twice as wide as a phone shows them."""

DIFFERS = 1.5
"""Of 255, on average: what another version of the font's renderer may change."""


@pytest.fixture(scope="module")
def painter() -> Painter:
    return Painter()


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content)).convert("RGB")


def difference(one: Image.Image, other: Image.Image) -> float:
    """How much two pictures differ, on average."""
    return max(ImageStat.Stat(ImageChops.difference(one, other)).mean)


@pytest.mark.parametrize("name", STATES)
def test_a_state_looks_as_it_did(
    name: str, painter: Painter, request: pytest.FixtureRequest
) -> None:
    content = painter.png(STATES[name])
    drawn, path = opened(content), GOLDEN / f"{name}.png"
    assert drawn.width == WIDE
    assert len(content) < 64 * 1024
    small = drawn.reduce(2)
    if request.config.getoption("--rewrite"):
        small.quantize(64).save(path, optimize=True)
    golden = opened(path.read_bytes())
    assert small.size == golden.size
    assert difference(small, golden) < DIFFERS


def test_two_states_are_not_taken_for_one_another(painter: Painter) -> None:
    """The comparison sees a day that was missed in the place of one that was done."""
    whole = STATES["steady"]
    days = whole.panels[1]
    other = days.model_copy(update={"days": days.model_dump()["days"].replace("ddd", "dmd")})
    changed = whole.model_copy(update={"panels": (whole.panels[0], other, *whole.panels[2:])})
    one, two = (opened(painter.png(each)).reduce(2) for each in (whole, changed))
    assert difference(one, two) > 0.5


@pytest.mark.parametrize("look", Look)
def test_a_day_is_known_by_its_shape_alone(look: Look) -> None:
    """In black and white no two sorts of day look alike (promise 14.2)."""
    shapes = {mark: silhouette(mark, PALETTES[look]) for mark in DayMark}
    for one, two in combinations(shapes, 2):
        assert difference(shapes[one].convert("RGB"), shapes[two].convert("RGB")) > 4, (one, two)


def silhouette(mark: DayMark, palette: Palette) -> Image.Image:
    """What a day covers, whatever its colour."""
    pen = Pen(Fonts(), palette)
    draw_mark(pen, mark, (12, 12), 18)
    image = pen.painted(24).crop((0, 0, 48, 48))
    ground = Image.new("RGB", image.size, palette.ground)
    dark = ImageChops.difference(image, ground).convert("L")
    edges = ImageChops.difference(
        dark, dark.transform(dark.size, Image.Transform.AFFINE, (1, 0, 1, 0, 1, 1))
    )
    return edges.point(lambda value: 255 if value > 12 else 0)


def luminance(colour: str) -> float:
    """Of a colour, as contrast is measured."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, two: str) -> float:
    light, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("look", Look)
def test_text_and_shapes_stand_out_by_lightness(look: Look) -> None:
    """4.5 for text and 3 for shapes, whatever colours somebody sees."""
    colours = PALETTES[look]
    for text in (colours.ink, colours.soft):
        assert contrast(text, colours.card) >= 4.5
        assert contrast(text, colours.ground) >= 4.5
    assert contrast(colours.strong, colours.on_strong) >= 4.5
    assert contrast(colours.cool, colours.on_cool) >= 4.5
    for shape in (colours.strong, colours.edge, colours.warm, colours.on_cool):
        assert contrast(shape, colours.card) >= 3


def test_a_drawing_comes_back_from_what_is_stored() -> None:
    for each in STATES.values():
        assert Drawing.model_validate_json(each.model_dump_json()) == each
