"""`waymark` as a process of its own, driven through its standard streams as a stranger would."""

import contextlib
import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import bot

ROOT = Path(bot.__file__).resolve().parents[1]
AT = "2026-03-02T18:00+01:00"
START = "/start tz=Europe/Berlin pace=standard days=mon-sat"
PATIENCE = 100.0

Line = dict[str, Any]


def environment(**more: str) -> dict[str, str]:
    """This process's, without settings of Waymark or a window's size, with this tree first."""
    kept = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith("WAYMARK_") and key not in {"COLUMNS", "LINES"}
    }
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", **more}


@dataclass(frozen=True)
class Ended:
    """A process that has ended."""

    code: int
    out: bytes
    err: str

    @property
    def messages(self) -> list[Line]:
        """Standard output, every line of it JSON."""
        lines = self.out.decode().split("\n")
        assert lines.pop() == ""
        return [json.loads(line) for line in lines]

    @property
    def complaints(self) -> list[str]:
        """The lines of standard error."""
        return self.err.removesuffix("\n").split("\n") if self.err else []


def waymark(
    *words: str | Path, given: bytes | str = b"", cwd: Path | None = None, **env: str
) -> Ended:
    """`waymark words...`, with `given` on standard input, to its end."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", *map(str, words)],
        input=given.encode() if isinstance(given, str) else given,
        capture_output=True,
        cwd=cwd or ROOT,
        env=environment(**env),
        timeout=4 * PATIENCE,
        check=False,
    )
    return Ended(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace"))


class Talk:
    """A conversation that is still going on."""

    def __init__(self, stdin: IO[bytes], stdout: IO[bytes], stderr: IO[bytes]) -> None:
        self._stdin = stdin
        self._out = _Stream(stdout)
        self._err = _Stream(stderr)
        self._fences = 0

    def ask(self, line: str) -> list[Line]:
        """All messages that answer one line."""
        answers, complaints = self.both(line)
        assert complaints == [], complaints
        return answers

    def reply(self, line: str) -> Line:
        """The one reply to a line."""
        (reply,) = [each for each in self.ask(line) if each["kind"] == "reply"]
        return reply

    def both(self, line: str) -> tuple[list[Line], list[str]]:
        """The messages and the lines of standard error that follow a line."""
        # A line that no coach sees, and that is refused with its own name, ends the answer.
        self._fences += 1
        fence = f"!fence{self._fences}"
        self.type(f"{line}\n{fence}")
        complaints = self._err.until(f"waymark: {fence} ")
        return [json.loads(each) for each in self._out.lines_so_far()], complaints

    def type(self, line: str) -> None:
        """Type a line and wait for nothing."""
        self._stdin.write(line.encode() + b"\n")
        self._stdin.flush()

    def first_byte(self) -> None:
        """Wait until something is shown."""
        self._out.wait()


class _Stream:
    """What a process writes, by the line."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source.fileno()
        self._held = b""
        os.set_blocking(self._source, False)

    def wait(self) -> None:
        ready, _, _ = select.select([self._source], [], [], PATIENCE)
        assert ready, "nothing came"

    def until(self, beginning: str) -> list[str]:
        """The lines before the one with that beginning."""
        lines: list[str] = []
        ends = time.monotonic() + PATIENCE
        while time.monotonic() < ends:
            self.wait()
            lines += self.lines_so_far()
            if lines and lines[-1].startswith(beginning):
                return lines[:-1]
        raise AssertionError(f"no {beginning!r} after {lines}")

    def rest(self) -> bytes:
        """The beginning of a line."""
        return self._held

    def lines_so_far(self) -> list[str]:
        """Whole lines only."""
        ended = False
        with contextlib.suppress(BlockingIOError):
            while piece := os.read(self._source, 65536):
                self._held += piece
            ended = True
        *lines, self._held = self._held.split(b"\n")
        assert not (ended and self._held), self._held
        assert not ended or lines, "the process has ended"
        return [line.decode() for line in lines]


@contextlib.contextmanager
def talking(database: Path, *, at: str | None = AT, words: Sequence[str] = ()) -> Iterator[Talk]:
    """A conversation; at its end the input ends, and the process must end well."""
    clock = [] if at is None else ["--at", at]
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "chat", "--json", "--db", str(database), *clock, *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=environment(),
    )
    assert process.stdin
    assert process.stdout
    assert process.stderr
    with process:
        try:
            yield Talk(process.stdin, process.stdout, process.stderr)
            process.stdin.close()
            assert process.wait(PATIENCE) == 0
        finally:
            process.kill()
