"""A message as plain text, by default of at most 80 columns, or as one line of JSON."""

import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from itertools import count
from pathlib import Path
from textwrap import wrap
from typing import Final, assert_never
from unicodedata import east_asian_width

from bot.chat.documents import File
from bot.chat.drawings import Picture
from bot.chat.messages import (
    Block,
    Bullets,
    CodeBlock,
    Fields,
    Heading,
    Message,
    Meter,
    Outgoing,
    Paragraph,
    Text,
    Ticks,
    plain,
)
from bot.chat.translate import END_OF_ISOLATE, ISOLATE
from bot.errors import JOINING

WIDTH: Final = 80
NARROWEST: Final = 20
WIDEST: Final = 100
"""Longer lines are hard to read, however wide a window is."""
METER_WIDTH: Final = 20
FILES_MOST: Final = 1000
OURS_ALONE: Final = 0o600


def plain_text(message: Message) -> str:
    """The message's blocks, one below the other; a lone paragraph stays one line."""
    if len(message.blocks) == 1 and isinstance(message.blocks[0], Paragraph):
        return _flat(message.blocks[0].text)
    return "\n".join(line for block in message.blocks for line in _lines(block))


def wrapped_blocks(message: Message, width: int) -> list[str]:
    """Each block as lines of at most `width` columns; no word is cut, a link not either."""
    return ["\n".join(_lines(block, width, cuts=False)) for block in message.blocks]


def buttons_line(message: Message, width: int = WIDTH, *, numbers: bool = False) -> str:
    """`[Today] [Week]`, or `1 [Today]  2 [Week]`, as many lines as it takes; none is cut in two."""
    labels = [f"[{harmless(button.label)}]" for row in message.buttons for button in row]
    if numbers:
        labels = [f"{place} {label}" for place, label in enumerate(labels, 1)]
    return "\n".join(_packed(labels, width, "  " if numbers else " "))


def _packed(labels: Iterable[str], width: int, between: str) -> list[str]:
    """The labels in lines; one that is wider than a line goes on below, at the end of a word."""
    lines: list[str] = []
    for label in labels:
        if lines and columns(f"{lines[-1]}{between}{label}") <= width:
            lines[-1] += f"{between}{label}"
        else:
            lines += _wrapped(label, width=width, hanging="  ", cuts=False)
    return lines


def json_line(outgoing: Outgoing, to: str, now: datetime) -> str:
    """The message as promise 10 describes it for `--json`."""
    message = outgoing.message
    return json.dumps(
        {
            "at": now.isoformat(),
            "to": to,
            "kind": message.kind,
            "text": plain_text(message),
            "buttons": [button.label for row in message.buttons for button in row],
            "files": [_described(file) for file in message.files],
            "edits": outgoing.edits,
            "id": outgoing.id,
        },
        ensure_ascii=False,
    )


def saved(file: File) -> Path:
    """Put a file into a new folder of its own; its path."""
    path = Path(tempfile.mkdtemp(prefix="waymark-")) / Path(file.name).name
    path.write_bytes(file.content)
    return path


def saved_here(file: File) -> Path:
    """Put a file into the current folder, readable by its owner only; its path.

    What is there already stays: the second `journal.md` is `journal-2.md`. Where the folder cannot
    be written, the file has a new one of its own.
    """
    name = Path(harmless(Path(file.name).name).lstrip(".") or "file")
    try:
        for number in count(1):
            path = name if number == 1 else name.with_stem(f"{name.stem}-{number}")
            with suppress(FileExistsError):
                return _created(path.absolute(), file.content)
            if number == FILES_MOST:
                break
    except OSError:
        pass
    return saved(file)


def _created(path: Path, content: bytes) -> Path:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OURS_ALONE)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(content)
    return path


def _described(file: File) -> dict[str, object]:
    path = saved(file)
    return {
        "name": file.name,
        "media_type": file.media_type,
        "bytes": len(file.content),
        "path": str(path),
    }


def _lines(block: Block, width: int = WIDTH, *, cuts: bool = True) -> list[str]:
    """`block` in lines; `cuts` says that a word longer than a line is cut."""

    def wrapped(text: Text, indent: str = "") -> list[str]:
        return _wrapped(_flat(text), indent, width=width, cuts=cuts)

    match block:
        case Heading() | Paragraph():
            return wrapped(block.text)
        case Bullets() | Ticks() | Picture():
            return [line for mark, text in _items(block) for line in wrapped(text, mark)]
        case Fields():
            longest = max(len(_flat(row.label)) for row in block.rows) + 2
            return [
                line
                for row in block.rows
                for line in wrapped(row.value, f"{_flat(row.label)}:".ljust(longest))
            ]
        case Meter():
            return [_meter(block)]
        case CodeBlock():
            return [f"  {harmless(line)}".rstrip() for line in block.text.rstrip().splitlines()]
        case _:
            assert_never(block)


def _items(block: Bullets | Ticks | Picture) -> Iterator[tuple[str, Text]]:
    """Texts below one another, each with the mark before it."""
    match block:
        case Bullets():
            for number, item in enumerate(block.items, 1):
                yield f"{number}. " if block.ordered else "- ", item
        case Ticks():
            for tick in block.items:
                yield "[x] " if tick.done else "[ ] ", tick.text
        case Picture():
            for words in block.words:
                yield "", plain(words)


def _meter(block: Meter) -> str:
    filled = round(METER_WIDTH * min(block.done, block.total) / block.total)
    bar = "#" * filled + "." * (METER_WIDTH - filled)
    return f"{_flat(block.label)} [{bar}] {block.done}/{block.total}"


def _flat(text: Text) -> str:
    flat = "".join(f"{span.text} {span.url}" if span.url else span.text for span in text)
    return harmless(flat)


def harmless(text: str) -> str:
    """`text` without what would steer a terminal: nothing a learner writes does (11.2)."""
    return "".join(char for char in text if char.isprintable() or char in _KEPT)


def window_width() -> int:
    """The width of the window, as far as lines are pleasant to read; `WIDTH` where there is none."""
    return max(NARROWEST, min(shutil.get_terminal_size((WIDTH, 24)).columns, WIDEST))


def fitted(text: str) -> str:
    """A line as lines of the window's width; no word is cut."""
    return "\n".join(_wrapped(text, width=window_width(), cuts=False))


def table(rows: Mapping[str, str]) -> str:
    """Names and what they are, side by side in the window's width."""
    width = window_width()
    longest = max(map(len, rows)) + 2
    lines = (_wrapped(what, f"{name:{longest}}", width=width) for name, what in rows.items())
    return "\n".join(line for each in lines for line in each)


def columns(text: str) -> int:
    """How many columns `text` takes on a terminal, at most."""
    return len(_spread(text))


def _spread(text: str) -> str:
    """`text` with a place for each column: a wide character is followed by a mark."""
    return "".join(f"{char}\0" if east_asian_width(char) in "WF" else char for char in text)


def _wrapped(
    text: str,
    indent: str = "",
    *,
    width: int = WIDTH,
    hanging: str | None = None,
    cuts: bool = True,
) -> list[str]:
    """`text` in lines of at most `width`; the later ones stand below the first one's text."""
    lines = wrap(
        _spread(text),
        width,
        initial_indent=indent,
        subsequent_indent=" " * len(indent) if hanging is None else hanging,
        break_long_words=cuts,
        break_on_hyphens=False,
    )
    return [line.replace("\0", "") for line in lines] or [indent.rstrip()]


_KEPT: Final = JOINING | {ISOLATE, END_OF_ISOLATE}
"""Marks that are not seen, but join letters or keep a name from moving what follows it."""
