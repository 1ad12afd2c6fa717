"""A message as Discord takes it, within its limits; pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from adapters.common.plain_lines import lines_of
from adapters.discord.cards import fits, main_of, room_for_buttons, texts_of
from adapters.discord.markdown import markdown, units
from adapters.discord.rows import laid_out, laid_out_within
from bot.chat.documents import File
from bot.chat.drawings import Picture
from bot.chat.messages import Block, Button, Message, Text

TEXT_MOST: Final = 2000
EMBED_MOST: Final = 4096
EMBEDS_MOST: Final = 6000
"""The text of a message, of one embed, and of all embeds of a message."""

LABEL_MOST: Final = 80
FILES_MOST: Final = 10


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a message; `words` say what is in it, for those who cannot see it."""

    name: str
    content: bytes
    words: str
    is_picture: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """One message of Discord's: its text or, where that is long, embeds; rows of buttons or menus.

    More buttons than fit stand in `menus`, each a list to choose from. `people` are let know. The
    texts of a `card` stand in a frame, its `main` button beside the first: it has no other text.
    """

    text: str = ""
    embeds: tuple[str, ...] = ()
    card: tuple[str, ...] = ()
    main: Button | None = None
    rows: tuple[tuple[Button, ...], ...] = ()
    menus: tuple[tuple[Button, ...], ...] = ()
    files: tuple[Attachment, ...] = ()
    people: tuple[str, ...] = ()


def shapes(message: Message, images: Sequence[bytes] = ()) -> list[Shape]:
    """What `message` takes, its pictures drawn as `images`; the buttons and files are with the last.

    The words of a picture that is not drawn stand in the text.
    """
    told = message.blocks if not images else _without(message.blocks, message.pictures)
    files = (*_drawn(message.pictures, images), *map(_attached, message.files))
    people = tuple(_people(told))
    if message.card and (card := _card(told, _buttons(message), files, people)):
        return [card]
    texts = _texts([line for block in told for line in lines_of(block)])
    *first, (text, embeds) = texts or [("…", ())]
    rows, menus = laid_out(_buttons(message))
    last = Shape(text, embeds, rows=rows, menus=menus, files=files[:FILES_MOST], people=people)
    more = [Shape(files=(file,)) for file in files[FILES_MOST:]]
    return [*(Shape(*each) for each in first), last, *more]


def _card(
    blocks: Sequence[Block],
    buttons: Sequence[tuple[Button, ...]],
    files: tuple[Attachment, ...],
    people: tuple[str, ...],
) -> Shape | None:
    """A message in a frame; None where it is too long for one."""
    texts = texts_of(blocks)
    if texts is None or len(files) > FILES_MOST:
        return None
    main, rest = main_of(buttons)
    room = room_for_buttons(len(texts), len(files), main=main is not None)
    rows, menus = laid_out_within(rest, room)
    return Shape(card=texts, main=main, rows=rows, menus=menus, files=files, people=people)


def carded(shape: Shape) -> Shape | None:
    """The same in a frame, for the place of a card, which stays one; None where it is too long."""
    if shape.card:
        return shape
    texts = tuple(each for each in (shape.text, *shape.embeds) if each)
    if not fits(texts):
        return None
    buttons = [*shape.rows, *shape.menus]
    room = room_for_buttons(len(texts), len(shape.files), main=False)
    rows, menus = laid_out_within(buttons, room)
    return replace(shape, text="", embeds=(), card=texts, rows=rows, menus=menus)


def _people(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        for line in lines_of(block):
            yield from (span.account for span in line if span.account)


def _without(blocks: tuple[Block, ...], pictures: tuple[Picture, ...]) -> tuple[Block, ...]:
    return tuple(block for block in blocks if block not in pictures)


def _drawn(pictures: Sequence[Picture], images: Sequence[bytes]) -> Iterator[Attachment]:
    for picture, image in zip(pictures, images, strict=False):
        words = picture.words or (picture.drawing.title,)
        yield Attachment(picture.name, image, "\n".join(words), is_picture=True)


def _attached(file: File) -> Attachment:
    return Attachment(file.name, file.content, file.name)


def _buttons(message: Message) -> list[tuple[Button, ...]]:
    rows = [row for row in message.buttons if row]
    if message.form is not None:
        form = message.form
        opens = Button(label=form.opens, action=form.action, emphasis=form.emphasis)
        rows.insert(0, (opens,))
    return rows


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
