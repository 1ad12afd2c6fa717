"""What all checks share: the one line, your settings, and your commands.

A check prints `parcels week NN: ok · figures` and ends with 0, or `parcels week NN: not yet · what
is missing and what to do` and ends with 1. Every wait has an end.
"""

import io
import os
import shlex
import signal
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep
from typing import Any, NoReturn

ROOT = Path(__file__).resolve().parent.parent
COMMAND_SECONDS = 600.0
LINE_MOST = 300


class NotYetError(Exception):
    """What is missing, and what to do about it."""


def run(week: int, check: Callable[[], str]) -> NoReturn:
    """Print the check's one line and end: status 0 for ok, 1 for not yet."""
    try:
        word, said = "ok", check()
    except NotYetError as missing:
        word, said = "not yet", str(missing)
    except Exception as trouble:  # whatever your service answers, it is one line
        word, said = "not yet", f"the check met {type(trouble).__name__}: {trouble}; look there"
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    line = " ".join(said.split())
    shown = line if len(line) <= LINE_MOST else f"{line[: LINE_MOST - 1]}…"
    print(f"parcels week {week:02}: {word} · {shown}")
    sys.exit(int(word != "ok"))


def toml(name: str) -> dict[str, Any]:
    """A TOML file of the project."""
    return parsed(text(name), name)


def parsed(content: str, name: str) -> dict[str, Any]:
    """What a text in TOML says."""
    try:
        return tomllib.loads(content)
    except tomllib.TOMLDecodeError as wrong:
        raise NotYetError(f"{name} is no TOML ({wrong}): mend it") from None


def text(name: str) -> str:
    """A file of the project."""
    try:
        return (ROOT / name).read_text(encoding="utf-8")
    except OSError:
        raise NotYetError(f"{name} is not there: write it") from None


def setting(name: str) -> Any:
    """A line of [tool.parcels] in pyproject.toml."""
    found = toml("pyproject.toml").get("tool", {}).get("parcels", {}).get(name)
    if not found:
        raise NotYetError(f"nothing to run: set {name} in [tool.parcels] of pyproject.toml")
    return found


def command(name: str, /, **filled: object) -> list[str]:
    """The words of a command of [tool.parcels], with {port} and the like filled in."""
    words = shlex.split(str(setting(name)))
    for key, value in filled.items():
        words = [word.replace(f"{{{key}}}", str(value)) for word in words]
    return words


def call(words: list[str], cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run a command to its end; in a copy of the project uv does without the network."""
    environment = {name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"}
    if cwd != ROOT:
        environment |= {"UV_OFFLINE": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        with Process(words, environment, cwd, subprocess.PIPE) as process:
            output, _ = process.communicate(timeout=COMMAND_SECONDS)
    except subprocess.TimeoutExpired:
        raise NotYetError(f"`{shlex.join(words)}` does not end: give it a time limit") from None
    return subprocess.CompletedProcess(words, process.returncode, output.decode(errors="replace"))


def must(words: list[str], cwd: Path = ROOT) -> str:
    """The output of a command that has to succeed."""
    done = call(words, cwd)
    if done.returncode:
        last = (done.stdout.strip().splitlines() or ["it says nothing"])[-1]
        raise NotYetError(f"`{shlex.join(words)}` fails: {last}")
    return done.stdout


class Process(subprocess.Popen[bytes]):
    """A program with all its children, for `uv run` is only the parent of yours."""

    def __init__(
        self,
        words: list[str],
        environment: Mapping[str, str],
        cwd: Path = ROOT,
        output: int = subprocess.DEVNULL,
    ) -> None:
        try:
            super().__init__(
                words,
                cwd=cwd,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        except OSError:
            raise NotYetError(f"{words[0]} does not start: install it, or change it") from None

    def __exit__(self, *_: object) -> None:
        self.end()

    def end(self) -> None:
        """End it as `kill -9` does."""
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        self.wait(10)


@contextmanager
def started(name: str, extra: Mapping[str, str], /, **filled: object) -> Iterator[Process]:
    """A command of [tool.parcels] in the background, for as long as the check needs it."""
    with Process(command(name, **filled), {**os.environ, **extra}) as process:
        yield process


def until(true: Callable[[], bool], seconds: float, pause: float = 0.02) -> bool:
    """Wait for something, but not for ever; whether it came."""
    end = monotonic() + seconds
    while not true():
        if monotonic() > end:
            return False
        sleep(pause)
    return True
