"""How a conversation looks on a phone, as SVG: one look for Telegram, one for Discord."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Final, NamedTuple
from xml.sax.saxutils import escape

from PIL import ImageFont

FONTS: Final = Path(__file__).resolve().parent.parent / "bot" / "pictures" / "fonts"
FAMILY: Final = "'Noto Sans', 'Segoe UI', Roboto, Helvetica, Arial, sans-serif"
WIDTH: Final = 390
SHOWN: Final = 330
"""How wide it is shown, in pixels: a page has room for two, a phone for one."""

EDGE: Final = 12
HEADER: Final = 48
SIZE: Final = 15
LINE: Final = 21
BUTTON: Final = 36
GAP: Final = 6


@dataclass(frozen=True)
class Span:
    """A piece of text in one style: plain, bold, italic, code or link."""

    text: str
    style: str = "plain"


@dataclass(frozen=True)
class Button:
    """A button: its colour is plain, success, danger or primary."""

    label: str
    colour: str = "plain"


@dataclass
class Said:
    """A message: who wrote it, what, and the rows of buttons below."""

    who: str
    spans: Sequence[Span]
    rows: Sequence[Sequence[Button]] = ()
    mine: bool = False

    @property
    def text(self) -> str:
        """What it says, without styles."""
        return "".join(each.text for each in self.spans)


class Box(NamedTuple):
    """A place on the screen, in pixels."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Look:
    """The colours and places of a platform."""

    ground: str
    header: str
    ink: str
    link: str
    incoming: str
    outgoing: str
    buttons: dict[str, str]
    indent: int
    bubbles: bool


TELEGRAM: Final = Look(
    ground="#d3e0ea",
    header="#f0f3f6",
    ink="#1c1e21",
    link="#1667a8",
    incoming="#ffffff",
    outgoing="#e1fbd0",
    buttons={"plain": "#5d7f99", "success": "#2f7d3b", "danger": "#b3393c", "primary": "#2f6ea5"},
    indent=EDGE,
    bubbles=True,
)
DISCORD: Final = Look(
    ground="#313338",
    header="#2b2d31",
    ink="#e3e5e8",
    link="#4db3ff",
    incoming="#313338",
    outgoing="#313338",
    buttons={"plain": "#4e5058", "success": "#24783f", "danger": "#c2333a", "primary": "#4854cf"},
    indent=60,
    bubbles=False,
)


@cache
def _font(bold: bool) -> ImageFont.FreeTypeFont:
    name = f"NotoSans-{'Bold' if bold else 'Regular'}.ttf"
    return ImageFont.truetype(FONTS / name, SIZE, layout_engine=ImageFont.Layout.BASIC)


def measured(spans: Iterable[Span]) -> float:
    """The width of a line in pixels."""
    return sum(_font(each.style == "bold").getlength(each.text) for each in spans)


def wrapped(spans: Iterable[Span], width: float) -> list[list[Span]]:
    """The lines that a text takes; a word that is too long for any is cut."""
    lines: list[list[Span]] = [[]]
    for word in _words(spans, width):
        if word[0].text == "\n":
            lines.append([])
            continue
        if lines[-1] and measured([*lines[-1], *word]) > width:
            lines.append([])
        if lines[-1] or word[0].text.strip():
            lines[-1] += word
    return [_joined(line) for line in lines]


def _words(spans: Iterable[Span], width: float) -> Iterator[list[Span]]:
    """Words and what is between them; a word may have several styles."""
    word: list[Span] = []
    for span in spans:
        for text in re.findall(r"\n|[^\S\n]+|\S+", span.text):
            pieces = [Span(text, span.style)]
            if text.strip() and measured([*word, *pieces]) <= width:
                word += pieces
                continue
            if word:
                yield word
            *cut, last = _cut(pieces[0], width)
            yield from ([each] for each in cut)
            word = [last] if text.strip() else []
            if not word:
                yield [last]
    if word:
        yield word


def _cut(word: Span, width: float) -> Iterator[Span]:
    text = word.text
    while measured([Span(text, word.style)]) > width:
        fits = max(
            n for n in range(1, len(text)) if measured([Span(text[:n], word.style)]) <= width
        )
        yield Span(text[:fits], word.style)
        text = text[fits:]
    yield Span(text, word.style)


def _joined(line: Iterable[Span]) -> list[Span]:
    """Neighbours of one style as one, without white space at the end."""
    joined: list[Span] = []
    for style, pieces in groupby(line, lambda each: each.style):
        joined.append(Span("".join(each.text for each in pieces), style))
    return [*joined[:-1], *(Span(each.text.rstrip(), each.style) for each in joined[-1:])]


@dataclass
class Drawing:
    """What was drawn so far, from the top down."""

    look: Look
    y: float = HEADER + EDGE
    parts: list[str] = field(default_factory=list)

    def box(self, place: Box, colour: str, corner: int = 0) -> None:
        """A filled rectangle."""
        self.parts.append(
            f'<rect x="{place.x:.0f}" y="{place.y:.0f}" width="{place.width:.0f}" '
            f'height="{place.height:.0f}" rx="{corner}" fill="{colour}"/>'
        )

    def line(self, spans: Sequence[Span], x: float, y: float, colour: str = "") -> None:
        """A line of text; it is as wide as measured, whatever fonts there are."""
        if not "".join(each.text for each in spans).strip():
            return
        told = "".join(
            f"<tspan{self._styled(each.style)}>{escape(each.text)}</tspan>" for each in spans
        )
        self.parts.append(
            f'<text x="{x:.0f}" y="{y:.0f}" fill="{colour or self.look.ink}" xml:space="preserve" '
            f'textLength="{measured(spans):.0f}" lengthAdjust="spacingAndGlyphs">{told}</text>'
        )

    def message(self, said: Said) -> None:
        """A message with its buttons, below what was drawn."""
        width = WIDTH - self.look.indent - (64 if self.look.bubbles else EDGE)
        lines = wrapped(said.spans, width - 2 * EDGE if self.look.bubbles else width)
        if self.look.bubbles:
            self._bubble(said, lines, width)
        else:
            self._entry(said, lines)
        for row in said.rows:
            self._row(row, width)
        self.y += EDGE

    def _bubble(self, said: Said, lines: list[list[Span]], width: float) -> None:
        own = max(map(measured, lines)) + 2 * EDGE
        wide = own if said.mine else max(own, width if said.rows else 0)
        x = WIDTH - EDGE - wide if said.mine else self.look.indent
        height = len(lines) * LINE + 14
        colour = self.look.outgoing if said.mine else self.look.incoming
        self.box(Box(x, self.y, wide, height), colour, 12)
        for number, line in enumerate(lines):
            self.line(line, x + EDGE, self.y + 22 + number * LINE)
        self.y += height + GAP

    def _entry(self, said: Said, lines: list[list[Span]]) -> None:
        middle = EDGE + 18
        colour = "#3ba55c" if said.mine else "#5865f2"
        self.parts.append(f'<circle cx="{middle}" cy="{self.y + 20:.0f}" r="18" fill="{colour}"/>')
        letter = [Span(said.who[0].upper(), "bold")]
        self.line(letter, middle - measured(letter) / 2, self.y + 26, "#ffffff")
        self.line([Span(said.who, "bold")], self.look.indent, self.y + 14, "#ffffff")
        for number, line in enumerate(lines):
            self.line(line, self.look.indent, self.y + 36 + number * LINE)
        self.y += len(lines) * LINE + 24

    def _row(self, row: Sequence[Button], width: float) -> None:
        x: float = self.look.indent
        even = (width - GAP * (len(row) - 1)) / len(row)
        for each in row:
            label = [Span(each.label)]
            wide = even if self.look.bubbles else min(measured(label) + 28, width)
            if x > self.look.indent and x + wide > self.look.indent + width + 1:
                x, self.y = self.look.indent, self.y + BUTTON + GAP
            self.box(Box(x, self.y, wide, BUTTON), self.look.buttons[each.colour], 8)
            (shown, *more) = wrapped(label, wide - 10)
            if more:
                shown = [Span(f"{next(_cut(label[0], wide - 22)).text.rstrip()}…")]
            self.line(shown, x + (wide - measured(shown)) / 2, self.y + 24, "#ffffff")
            x += wide + GAP
        self.y += BUTTON + GAP

    def _styled(self, style: str) -> str:
        return {
            "plain": "",
            "bold": ' font-weight="700"',
            "italic": ' font-style="italic"',
            "code": ' font-family="monospace"',
            "link": f' fill="{self.look.link}"',
        }[style]


def drawing_of(look: Look, messages: Sequence[Said]) -> Drawing:
    """These messages, from the top down."""
    drawing = Drawing(look)
    for each in messages:
        drawing.message(each)
    return drawing


def svg(look: Look, title: str, messages: Sequence[Said], *, ends: float = 0) -> str:
    """A screen with these messages, so long at least; what they say is its description, too."""
    drawing = drawing_of(look, messages)
    height = round(max(drawing.y, ends) + EDGE)
    described = escape("\n\n".join(f"{each.who}: {each.text}" for each in messages))
    drawing.box(Box(0, 0, WIDTH, HEADER), look.header)
    heading = [Span(title, "bold")]
    drawing.line(heading, (WIDTH - measured(heading)) / 2, 30)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{SHOWN}" '
        f'height="{height * SHOWN // WIDTH}" role="img" font-family="{FAMILY}" font-size="{SIZE}">'
    )
    ground = f'<rect width="{WIDTH}" height="{height}" fill="{look.ground}"/>'
    named = [f"<title>{escape(title)}</title>", f"<desc>{described}</desc>"]
    return "\n".join([head, *named, ground, *drawing.parts, "</svg>\n"])
