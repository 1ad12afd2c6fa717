"""`waymark chat` on a real terminal: its width, its numbers, its files, its way out."""

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
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from support.processes import AT, PATIENCE, START, environment, waymark

ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|\x1b\][^\x07]*\x07|\x08")


class Window:
    """A window of a certain width, and what is read in it."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self.text = ""

    def type(self, keys: str) -> None:
        os.write(self._descriptor, keys.encode())

    def until(self, words: str) -> str:
        """What is read from now on, up to these words."""
        ends = time.monotonic() + PATIENCE
        while words not in self.text:
            ready, _, _ = select.select([self._descriptor], [], [], PATIENCE)
            assert ready, self.text
            assert time.monotonic() < ends, self.text
            piece = os.read(self._descriptor, 65536).decode("utf-8", "replace")
            self.text = ESCAPES.sub("", (self.text + piece)).replace("\r", "")
        before, _, self.text = self.text.partition(words)
        return before + words


@contextmanager
def window(home: Path, columns: int) -> Iterator[tuple[Window, "subprocess.Popen[bytes]"]]:
    """`waymark chat` in a window; it must end well."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "chat", "--db", "waymark.db", "--at", AT],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=home,
        env=environment(HOME=str(home), TERM="xterm", PROMPT_TOOLKIT_NO_CPR="1"),
        start_new_session=True,
    )
    os.close(theirs)
    with process:
        try:
            yield Window(ours), process
            assert process.wait(PATIENCE) == 0
        finally:
            process.kill()
            os.close(ours)


def test_the_second_evening(tmp_path: Path) -> None:
    waymark("chat", "--db", tmp_path / "waymark.db", "--at", AT, given=f"{START}\n/done 25\n")
    with window(tmp_path, 80) as (seen, _):
        assert "Welcome back. Day 1, streak 1." in seen.until("\n>")
        seen.type("\x04")


def test_messages_to_others_bear_their_names(tmp_path: Path) -> None:
    lines = (
        "!as anna",
        START,
        "!in club",
        "/group start",
        "/group join",
        "!in me",
        "!as ben",
        START,
    )
    given = "".join(f"{line}\n" for line in (*lines, "!skip 15h"))
    done = waymark("chat", "--db", tmp_path / "waymark.db", "--at", AT, given=given)
    *_, last = done.out.decode().split("You are set up")
    assert last.count("\nto anna:\n") == 1
    assert last.count("\nto club:\n") >= 0
    assert "to ben:" not in done.out.decode()
    assert (done.code, done.err) == (0, "")


@pytest.mark.parametrize("words", [("run", "--only", "scheduler"), ("chat",), ("simulate",)])
def test_a_folder_that_does_not_exist(tmp_path: Path, words: tuple[str, ...]) -> None:
    done = waymark(*words, "--db", tmp_path / "none" / "x.db")
    assert done.code == 2
    assert "check that its folder exists" in done.err
    assert not (tmp_path / "none").exists()
