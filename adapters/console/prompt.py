"""The prompt of a TTY: lines with a history, completion, and ways to leave.

Loaded only where there is a TTY: start-up time.
"""

import os
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import Completer
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.patch_stdout import patch_stdout

from adapters.console.render import OURS_ALONE

LEAVES: Final = frozenset({"quit", "exit", "/quit", "/exit"})
KEPT: Final = ("/", "!")
"""How a line begins that the history keeps: anything else may be the answer to a question."""

HINT: Final = "A number presses a button, Tab completes, quit leaves."
HOW_TO_LEAVE: Final = "Press Ctrl-C again to leave; quit or Ctrl-D do it, too."
GOODBYE: Final = "Until next time. Everything is saved."


class CommandHistory(FileHistory):
    """The commands that were typed, readable by their owner only; no answer, nothing pasted.

    Raises OSError where the file cannot be used.
    """

    def __init__(self, path: Path, pasting: Callable[[], bool]) -> None:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, OURS_ALONE)
        try:
            os.fchmod(descriptor, OURS_ALONE)  # an older Waymark let everybody read it
        finally:
            os.close(descriptor)
        super().__init__(str(path))
        self._pasting = pasting

    def append_string(self, string: str) -> None:
        """Keep a line, if it is a command."""
        if string.startswith(KEPT) and not self._pasting():
            super().append_string(string)


def history(pasting: Callable[[], bool], path: Path | None = None) -> History:
    """The history in `~/.waymark_history`; an empty one where that cannot be used."""
    try:
        return CommandHistory(path or Path.home() / ".waymark_history", pasting)
    except (OSError, RuntimeError):
        return InMemoryHistory()


@contextmanager
def prompting() -> Iterator[None]:
    """Messages that come while the prompt waits are shown above it."""
    with patch_stdout(raw=True):
        yield


async def typed_lines(
    completer: Completer, pasting: Callable[[], bool], stop_pasting: Callable[[], None]
) -> AsyncIterator[str]:
    """Lines typed at a prompt, until Ctrl-D, a second Ctrl-C running, or a word that leaves."""
    session: PromptSession[str] = PromptSession(
        history=history(pasting), completer=completer, complete_while_typing=False
    )
    print(HINT)
    interrupted = False
    while True:
        try:
            line = await session.prompt_async(". " if pasting() else "> ")
        except KeyboardInterrupt:
            if interrupted:
                break
            interrupted = True
            stop_pasting()
            print(HOW_TO_LEAVE)
            continue
        except EOFError:
            break
        interrupted = False
        if not pasting() and line.strip().lower() in LEAVES:
            break
        yield line
    print(GOODBYE, file=sys.stdout, flush=True)
