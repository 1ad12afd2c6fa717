"""The prompt of a TTY: lines with a history, completion, and ways to leave.

Loaded only where there is a TTY: start-up time.
"""

import signal
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Final, Protocol

from prompt_toolkit import PromptSession
from prompt_toolkit.application import get_app
from prompt_toolkit.completion import Completer
from prompt_toolkit.filters import Condition
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.patch_stdout import patch_stdout

from adapters.console.history import empty_history, history_path, make_private, shorten
from adapters.console.inbound import STEERING
from adapters.console.render import fitted
from bot.chat.translate import Say, marked

LONGEST_KEPT: Final = 500
"""Characters of a command that the history keeps."""
PRESSES_TO_LEAVE: Final = 2

HINT: Final = marked("A number presses a button, Tab completes, quit leaves.")
HOW_TO_LEAVE: Final = marked("Press Ctrl-C again to leave; quit or Ctrl-D do it, too.")
GOODBYE: Final = marked("Until next time. Everything is saved.")


class Pasting(Protocol):
    """What is to be known of lines that belong together."""

    @property
    def pasting(self) -> bool:
        """Whether lines are taken as they are."""

    def stop_pasting(self) -> None:
        """Let go of what was pasted so far."""


class CommandHistory(FileHistory):
    """The commands that were typed, readable by their owner only; no answer, nothing pasted.

    Raises OSError where the file cannot be used.
    """

    def __init__(self, path: Path, pasting: Callable[[], bool]) -> None:
        make_private(path)
        shorten(path)
        super().__init__(str(path))
        self._path = path
        self._pasting = pasting

    def append_string(self, string: str) -> None:
        """Keep a line, if it is a command: anything else may be the answer to a question."""
        if is_command(string) and len(string) <= LONGEST_KEPT and not self._pasting():
            super().append_string(string)

    def store_string(self, string: str) -> None:
        """Write a line into the file, which stays of a bounded length."""
        with suppress(OSError):
            make_private(self._path)
            super().store_string(string)
            shorten(self._path)

    def forget(self) -> None:
        """Offer nothing any more of what was typed before."""
        self._loaded_strings.clear()


def is_command(line: str) -> bool:
    """Whether a line is one for the coach that begins with `/`, or one that steers the terminal."""
    word = line.partition(" ")[0]
    return word[:1] == "/" or word in {usage.partition(" ")[0] for usage in STEERING}


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


class Interruptions:
    """How often Ctrl-C was pressed since the last line.

    At the prompt it is a key; while an answer is made it is a signal, which must not cut that off.
    """

    def __init__(self) -> None:
        self.presses = 0

    @property
    def leaves(self) -> bool:
        """Whether it was pressed often enough to leave."""
        return self.presses >= PRESSES_TO_LEAVE

    @contextmanager
    def counted(self) -> Iterator[None]:
        """Within the block signals are counted only; one too many has its usual effect."""
        usual = signal.getsignal(signal.SIGINT)

        def press(number: int, frame: FrameType | None) -> None:
            if self.leaves and callable(usual):
                usual(number, frame)
            self.presses += 1

        signal.signal(signal.SIGINT, press)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, usual)


@contextmanager
def prompting(say: Say) -> Iterator[Interruptions]:
    """Messages that come while the prompt waits are shown above it; then, a farewell."""
    interruptions = Interruptions()
    with interruptions.counted(), patch_stdout(raw=True):
        yield interruptions
        print(fitted(say.line(GOODBYE)), flush=True)


async def typed_lines(
    say: Say,
    completer: Completer,
    typed: History,
    console: Pasting,
    interruptions: Interruptions,
) -> AsyncIterator[str]:
    """Lines typed at a prompt, until Ctrl-D or a second Ctrl-C running."""
    session: PromptSession[str] = PromptSession(
        history=typed,
        completer=completer,
        complete_while_typing=False,
        key_bindings=_keys(),
    )
    print(fitted(say.line(HINT)))
    while not interruptions.leaves:
        if interruptions.presses:
            print(fitted(say.line(HOW_TO_LEAVE)))
        try:
            line = await session.prompt_async(
                ". " if console.pasting else "> ",
                handle_sigint=False,  # taken while the prompt closes, it would stop for ever
            )
        except KeyboardInterrupt:
            interruptions.presses += 1
            console.stop_pasting()
        except EOFError:
            break
        else:
            interruptions.presses = 0
            yield line


def _keys() -> KeyBindings:
    """Ctrl-D that was pressed while an answer was made: the terminal hands it over as a NUL."""
    keys = KeyBindings()

    @keys.add("c-@", filter=Condition(lambda: not get_app().current_buffer.text))
    def leave(event: KeyPressEvent) -> None:
        event.app.exit(exception=EOFError())

    return keys
