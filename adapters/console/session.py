"""The three faces of the terminal: a pleasant one, plain lines, and JSON."""

import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from io import TextIOWrapper
from pathlib import Path

from adapters.console.render import buttons_line, json_line, plain_text, saved
from bot.chat.messages import Outgoing

GREETING = "Waymark. Type /start to begin, /help for everything, Ctrl-D to leave."


def make_lenient() -> None:
    """Show a question mark where the terminal's encoding lacks a character."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def show_json(outgoing: Outgoing, to: str, now: datetime) -> None:
    """One line of JSON on standard output."""
    print(json_line(outgoing, to, now), flush=True)


def show_plain(outgoing: Outgoing, to: str, now: datetime) -> None:
    """Text, then the buttons."""
    buttons = buttons_line(outgoing.message)
    below = [*_files(outgoing), *([buttons] if buttons else []), ""]
    print(plain_text(outgoing.message), *below, sep="\n", flush=True)


def show_styled(outgoing: Outgoing, to: str, now: datetime) -> None:
    """Text in colours, then the buttons."""
    from rich.console import Console  # only where there is a TTY: start-up time
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    first, _, rest = plain_text(outgoing.message).partition("\n")
    console.print(Text(first, style="bold"))
    if rest:
        console.print(Text(rest))
    for line in _files(outgoing):
        console.print(Text(line, style="green"))
    if buttons := buttons_line(outgoing.message):
        console.print(Text(buttons, style="cyan"))
    console.print()


def _files(outgoing: Outgoing) -> list[str]:
    """Where the files of a message were put."""
    return [f"{file.name}: {saved(file)}" for file in outgoing.message.files]


@contextmanager
def prompting() -> Iterator[None]:
    """Messages that come while the prompt waits are shown above it."""
    from prompt_toolkit.patch_stdout import patch_stdout

    with patch_stdout(raw=True):
        yield


async def piped_lines() -> AsyncIterator[str]:
    """Standard input to its end, whatever bytes it holds."""
    stream = sys.stdin.buffer
    for line in stream:
        yield line.decode("utf-8", "replace").replace("\0", "")


async def typed_lines(
    commands: Sequence[str], labels: Callable[[], Awaitable[Sequence[str]]]
) -> AsyncIterator[str]:
    """Lines typed at a prompt, with history and completion, until Ctrl-D."""
    from prompt_toolkit import PromptSession  # only where there is a TTY: start-up time
    from prompt_toolkit.completion import WordCompleter
    from prompt_toolkit.history import FileHistory, InMemoryHistory

    path = Path.home() / ".waymark_history"
    history = FileHistory(str(path)) if path.parent.is_dir() else InMemoryHistory()
    session: PromptSession[str] = PromptSession(history=history)
    print(GREETING)
    while True:
        words = [*(f"/{each}" for each in commands), *(f"[{each}]" for each in await labels())]
        completer = WordCompleter(words, sentence=True, ignore_case=True)
        try:
            yield await session.prompt_async("> ", completer=completer)
        except KeyboardInterrupt:
            continue
        except EOFError:
            return
