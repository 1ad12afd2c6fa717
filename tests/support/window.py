"""`waymark chat` in a window of a terminal, as somebody at a keyboard has it.

What is typed waits for nothing but words that are read: no test depends on how long that takes.
"""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from support.processes import AT, environment

PATIENCE = 60.0
PROMPT = "\n>"
TERMINAL = (
    "import os, sys; os.login_tty(0); os.execv(sys.executable, [sys.executable, *sys.argv[1:]])"
)
"""Ctrl-C is a signal only where the window is the process's own terminal."""

_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|\x1b\][^\x07]*\x07|\r")


@dataclass
class Window:
    """What is typed and read in it. `said` is all that was read."""

    descriptor: int
    process: "subprocess.Popen[bytes]"
    said: str = ""
    _read: bytes = field(default=b"", repr=False)
    _seen: int = 0

    def type(self, keys: str) -> None:
        """Press keys."""
        os.write(self.descriptor, keys.encode())

    def until(self, words: str) -> str:
        """What is read from now on, up to and with these words."""
        ends = time.monotonic() + PATIENCE
        while (found := self.said.find(words, self._seen)) < 0:
            assert time.monotonic() < ends, self.said[self._seen :]
            assert self._more(), self.said[self._seen :]
        begun, self._seen = self._seen, found + len(words)
        return self.said[begun : self._seen]

    def answer(self, line: str, last: str) -> list[str]:
        """Type a line; the lines that answer it, up to the one with the words `last`."""
        self.type(f"{line}\r")
        self.until(last)
        self.until("\n")
        shown = self.said[: self._seen].rpartition(PROMPT)[2]
        return shown.split("\n")[1:-1]

    def is_answering(self) -> bool:
        """Whether keys are not read by the prompt: Ctrl-C is a signal then."""
        return bool(termios.tcgetattr(self.descriptor)[3] & termios.ICANON)

    def ended(self) -> int:
        """Read to the end; how the process ended."""
        ends = time.monotonic() + PATIENCE
        while self._more():
            assert time.monotonic() < ends, self.said
        return self.process.wait(PATIENCE)

    def _more(self) -> bool:
        """Read what there is; False at the end."""
        ready, _, _ = select.select([self.descriptor], [], [], PATIENCE)
        assert ready, self.said[self._seen :]
        piece = b""
        with suppress(OSError):  # the other side was closed
            piece = os.read(self.descriptor, 65536)
        self._read += piece
        self.said = _ESCAPES.sub("", self._read.decode("utf-8", "ignore"))
        return bool(piece)


@contextmanager
def window(home: Path, columns: int, words: Sequence[str] = ("--at", AT)) -> Iterator[Window]:
    """`waymark chat` in a window; it must end well, and without a trace of trouble."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    command = [sys.executable, "-c", TERMINAL, "-m", "bot", "chat", "--db", "waymark.db", *words]
    process = subprocess.Popen(
        command,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=home,
        env=environment(HOME=str(home), TERM="xterm", PROMPT_TOOLKIT_NO_CPR="1"),
    )
    os.close(theirs)
    seen = Window(ours, process)
    with process:
        try:
            yield seen
            assert seen.ended() == 0, seen.said
            assert "Traceback" not in seen.said
        finally:
            process.kill()
            os.close(ours)
