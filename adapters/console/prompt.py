"""The prompt of a TTY: lines with a history, completion, and ways to leave.

Loaded only where there is a TTY: start-up time.
"""

import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import Completer
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.patch_stdout import patch_stdout

from adapters.console.history import empty_history, history_path, make_private

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
        make_private(path)
        super().__init__(str(path))
        self._pasting = pasting

    def append_string(self, string: str) -> None:
        """Keep a line, if it is a command."""
        if string.startswith(KEPT) and not self._pasting():
            super().append_string(string)

    def forget(self) -> None:
        """Offer nothing any more of what was typed before."""
        self._loaded_strings.clear()


def history(pasting: Callable[[], bool], path: Path | None = None) -> History:
    """The history in its file; an empty one where that cannot be used."""
    try:
        return CommandHistory(path or history_path(), pasting)
    except (OSError, RuntimeError):
        return InMemoryHistory()


def forget(typed: History) -> None:
    """Keep and offer nothing any more of what was typed before (promise 7.5)."""
    empty_history()
    if isinstance(typed, CommandHistory):
        typed.forget()


@contextmanager
def prompting() -> Iterator[None]:
    """Messages that come while the prompt waits are shown above it."""
    with patch_stdout(raw=True):
        yield


async def typed_lines(
    completer: Completer,
    typed: History,
    pasting: Callable[[], bool],
    stop_pasting: Callable[[], None],
) -> AsyncIterator[str]:
    """Lines typed at a prompt, until Ctrl-D, a second Ctrl-C running, or a word that leaves."""
    session: PromptSession[str] = PromptSession(
        history=typed, completer=completer, complete_while_typing=False
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
