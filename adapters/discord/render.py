"""A message as Discord takes it, within its limits; pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from adapters.common.plain_lines import lines_of
from adapters.discord.markdown import markdown, units
from bot.chat.drawings import Picture
from bot.chat.messages import Block, Button, File, Message, Text

TEXT_MOST: Final = 2000
EMBED_MOST: Final = 4096
EMBEDS_MOST: Final = 6000
"""The text of a message, of one embed, and of all embeds of a message."""

ROWS_MOST: Final = 5
A_ROW: Final = 5
OPTIONS_MOST: Final = 25
LABEL_MOST: Final = 80
FILES_MOST: Final = 10


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a message; `words` say what is in it, for those who cannot see it."""

    name: str
    content: bytes
    words: str


@dataclass(frozen=True, slots=True)
class Shape:
    """One message of Discord's: its text or, where that is long, embeds; rows of buttons or menus.

    More buttons than fit stand in `menus`, each a list to choose from. `people` are let know.
    """

    text: str = ""
    embeds: tuple[str, ...] = ()
    rows: tuple[tuple[Button, ...], ...] = ()
    menus: tuple[tuple[Button, ...], ...] = ()
    files: tuple[Attachment, ...] = ()
    people: tuple[str, ...] = ()


def shapes(message: Message, images: Sequence[bytes] = ()) -> list[Shape]:
    """What `message` takes, its pictures drawn as `images`; the buttons and files are with the last.

    The words of a picture that is not drawn stand in the text.
    """
    told = message.blocks if not images else _without(message.blocks, message.pictures)
    lines = [line for block in told for line in lines_of(block)]
    people = tuple(span.account for line in lines for span in line if span.account)
    texts = _texts(lines)
    *first, (text, embeds) = texts or [("…", ())]
    rows, menus = _laid_out(_buttons(message))
    files = (*_drawn(message.pictures, images), *map(_attached, message.files))
    last = Shape(text, embeds, rows, menus, files[:FILES_MOST], people)
    more = [Shape(files=(file,)) for file in files[FILES_MOST:]]
    return [*(Shape(*each) for each in first), last, *more]


def _without(blocks: tuple[Block, ...], pictures: tuple[Picture, ...]) -> tuple[Block, ...]:
    return tuple(block for block in blocks if block not in pictures)


def _drawn(pictures: Sequence[Picture], images: Sequence[bytes]) -> Iterator[Attachment]:
    for picture, image in zip(pictures, images, strict=False):
        words = picture.words or (picture.drawing.title,)
        yield Attachment(picture.name, image, "\n".join(words))


def _attached(file: File) -> Attachment:
    return Attachment(file.name, file.content, file.name)


def _buttons(message: Message) -> list[tuple[Button, ...]]:
    rows = [row for row in message.buttons if row]
    if message.form is not None:
        form = message.form
        opens = Button(label=form.opens, action=form.action, emphasis=form.emphasis)
        rows.insert(0, (opens,))
    return rows


def _laid_out(
    rows: list[tuple[Button, ...]],
) -> tuple[tuple[tuple[Button, ...], ...], tuple[tuple[Button, ...], ...]]:
    """The rows as they are if they fit, else packed, else as menus."""
    fitting = [part for row in rows for part in _batches(row, A_ROW)]
    if len(fitting) <= ROWS_MOST:
        return tuple(fitting), ()
    buttons = [button for row in rows for button in row]
    if len(buttons) <= ROWS_MOST * A_ROW:
        return tuple(_batches(buttons, A_ROW)), ()
    return (), tuple(islice(_batches(buttons, OPTIONS_MOST), ROWS_MOST))


def _batches(buttons: Sequence[Button], size: int) -> Iterator[tuple[Button, ...]]:
    for begins in range(0, len(buttons), size):
        yield tuple(buttons[begins : begins + size])


def _texts(lines: list[Text]) -> list[tuple[str, tuple[str, ...]]]:
    """The lines as the text of one message, or as embeds of as many as it takes."""
    whole = "\n".join(map(markdown, lines)).strip()
    if not whole:
        return []
    if units(whole) <= TEXT_MOST:
        return [(whole, ())]
    pieces = [piece for line in lines for piece in _cut(line, EMBED_MOST)]
    return [("", tuple(_joined(one, EMBED_MOST))) for one in _filled(pieces, EMBEDS_MOST)]


def _filled(pieces: list[str], most: int) -> list[list[str]]:
    """The pieces in lists of which none is longer than `most`."""
    filled: list[list[str]] = [[]]
    for piece in pieces:
        if sum(units(each) + 1 for each in filled[-1]) + units(piece) > most:
            filled.append([])
        filled[-1].append(piece)
    return filled


def _joined(pieces: list[str], most: int) -> list[str]:
    joined = ("\n".join(each).strip() for each in _filled(pieces, most))
    return [each for each in joined if each]


def _cut(line: Text, most: int) -> list[str]:
    """A line as markdown, cut where it is too long."""
    shown = markdown(line)
    if units(shown) <= most:
        return [shown]
    if len(line) > 1:
        half = len(line) // 2
        return [*_cut(line[:half], most), *_cut(line[half:], most)]
    span = line[0]
    half = span.text.rfind(" ", 1, len(span.text) // 2) + 1 or len(span.text) // 2
    parts = (span.text[:half], span.text[half:])
    return [
        each for part in parts for each in _cut((span.model_copy(update={"text": part}),), most)
    ]
