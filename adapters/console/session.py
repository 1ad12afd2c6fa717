"""The three faces of the terminal: a pleasant one, plain lines, and JSON."""

import sys
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from io import TextIOWrapper
from pathlib import Path

from adapters.console.inbound import numbered
from adapters.console.render import (
    buttons_line,
    fitted,
    harmless,
    json_line,
    plain_text,
    saved,
    saved_here,
    window_width,
    wrapped_blocks,
)
from bot.chat.documents import File
from bot.chat.messages import Outgoing
from bot.chat.translate import Say


def make_lenient() -> None:
    """Show a question mark where the terminal's encoding lacks a character."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def complain(text: str) -> None:
    """Say on standard error what is wrong; in a window, in lines that fit it."""
    line = f"waymark: {text}"
    explain(fitted(line) if sys.stderr.isatty() else line)


def explain(text: str) -> None:
    """Say on standard error what belongs to no conversation."""
    print(text, file=sys.stderr, flush=True)


def show_json(outgoing: Outgoing, to: str, now: datetime, elsewhere: Say | None) -> None:
    """One line of JSON on standard output."""
    print(json_line(outgoing, to, now), flush=True)


def show_plain(outgoing: Outgoing, to: str, now: datetime, elsewhere: Say | None) -> None:
    """Text, then the buttons; what is for somebody `elsewhere` says for whom, in these words."""
    above = [_label(elsewhere, to)] if elsewhere else []
    buttons = buttons_line(outgoing.message)
    below = [*_files(outgoing, saved), *([buttons] if buttons else []), ""]
    print(*above, plain_text(outgoing.message), *below, sep="\n", flush=True)


def show_styled(outgoing: Outgoing, to: str, now: datetime, elsewhere: Say | None) -> None:
    """The same in colours, in lines of the window's width; buttons have numbers."""
    from rich.console import Console  # only where there is a TTY: start-up time
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    width = window_width()
    if elsewhere:
        console.print(Text(_label(elsewhere, to), style="magenta"))
    first, *rest = wrapped_blocks(outgoing.message, width) or [""]
    console.print(Text(first, style="bold"))
    for block in rest:
        console.print(Text(block))
    for line in _files(outgoing, saved_here):
        console.print(Text(line, style="green"))
    numbers = bool(numbered(outgoing.message)) and not elsewhere
    if buttons := buttons_line(outgoing.message, width, numbers=numbers):
        console.print(Text(buttons, style="cyan"))
    console.print()


def _label(say: Say, to: str) -> str:
    """For whom a message is that is not for whoever is at the terminal."""
    return say.line("to {name}:", name=harmless(to))


def _files(outgoing: Outgoing, keep: Callable[[File], Path]) -> list[str]:
    """Where the files of a message were put."""
    return [f"{harmless(file.name)}: {keep(file)}" for file in outgoing.message.files]


async def piped_lines() -> AsyncIterator[str]:
    """Standard input to its end, whatever bytes it holds."""
    stream = sys.stdin.buffer
    for line in stream:
        yield line.decode("utf-8", "replace").replace("\0", "")
