"""Real processes, many of them: forked off one that has imported everything, each to be killed.

Run as a program, this is that process; imported, `ProcessFactory` talks to it. A start takes a few
milliseconds where a fresh interpreter takes half a second.
"""

import atexit
import contextlib
import functools
import gc
import importlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, NoReturn

from support.processes import AT, PATIENCE, ROOT, START, Ended, Talk, environment

HERE = Path(__file__).resolve().parents[1]

CONSTANTS = "TEST_CONSTANTS"
"""In the environment of a process: what constants of its modules are, as JSON. Only here."""


LEASES_LAST = "LEASES_LAST"
"""In the environment of a process: by how much shorter its leases are."""


class ChatProcess(Talk):
    """A conversation whose process can be killed at any moment."""

    def __init__(self, pid: int, stdin: int, stdout: int, stderr: int, floor: int) -> None:
        self._files: list[IO[bytes]] = [
            os.fdopen(stdin, "wb"),
            os.fdopen(stdout, "rb"),
            os.fdopen(stderr, "rb"),
        ]
        super().__init__(*self._files)
        self._pid = pid
        self._floor: int | None = floor

    def block_output(self) -> None:
        """Fill its standard output: it blocks where it would show the next message."""
        assert self._floor is not None
        os.set_blocking(self._floor, False)
        with contextlib.suppress(BlockingIOError):
            while os.write(self._floor, b" " * 4096):
                pass
        os.set_blocking(self._floor, True)

    def kill(self) -> list[str]:
        """`kill -9`; returns the whole lines that were shown and not yet read."""
        os.kill(self._pid, signal.SIGKILL)
        self._let_go()
        out = self._files[1]
        os.set_blocking(out.fileno(), True)
        *lines, _ = (self._out.rest() + out.read()).decode().split("\n")
        self.close()
        return lines

    def leave(self) -> None:
        """End the input and wait for the process to end."""
        self._let_go()
        self._files[0].close()
        os.set_blocking(self._files[1].fileno(), True)
        self._files[1].read()
        self.close()

    def close(self) -> None:
        """Let go of all streams."""
        self._let_go()
        for file in self._files:
            with contextlib.suppress(OSError):
                file.close()

    def _let_go(self) -> None:
        if self._floor is not None:
            os.close(self._floor)
            self._floor = None


class ProcessFactory:
    """Starts conversations."""

    def __init__(self, line: socket.socket) -> None:
        self._line = line
        self._processes: list[ChatProcess] = []

    def talk(self, database: Path, *, at: str | None = AT, name: str = "me") -> ChatProcess:
        """A new process in a conversation in JSON, at a virtual time unless there is none."""
        stdin, stdout, stderr = os.pipe(), os.pipe(), os.pipe()
        clock = [] if at is None else ["--at", at]
        words = ["chat", "--json", "--db", str(database), *clock, "--as", name]
        pid = self._start(words, [stdin[0], stdout[1], stderr[1]], ROOT, environment())
        os.close(stdin[0])
        os.close(stderr[1])
        process = ChatProcess(pid, stdin[1], stdout[0], stderr[0], floor=stdout[1])
        self._processes.append(process)
        return process

    @contextlib.contextmanager
    def talking(
        self, database: Path, *, at: str | None = AT, name: str = "me"
    ) -> Iterator[ChatProcess]:
        """A conversation whose input ends."""
        talk = self.talk(database, at=at, name=name)
        yield talk
        talk.leave()

    def run(
        self, *words: str | Path, given: bytes | str = b"", cwd: Path = ROOT, **env: str
    ) -> Ended:
        """`waymark words...`, with `given` on standard input, to its end."""
        with contextlib.ExitStack() as stack:
            files = [stack.enter_context(tempfile.TemporaryFile()) for _ in range(4)]
            files[0].write(given.encode() if isinstance(given, str) else given)
            for file in files:
                file.seek(0)
            ended = os.pipe()
            streams = [*(file.fileno() for file in files), ended[1]]
            self._start(list(map(str, words)), streams, cwd, environment(**env))
            os.close(ended[1])
            assert os.read(ended[0], 1) == b""
            os.close(ended[0])
            for file in files:
                file.seek(0)
            _, out, err, code = (file.read() for file in files)
            return Ended(int(code), out, err.decode())

    def chat(
        self,
        database: Path | str,
        *lines: str,
        at: str = AT,
        name: str = "me",
        home: Path | None = None,
    ) -> Ended:
        """A whole conversation in JSON at a virtual time."""
        words = ("chat", "--json", "--db", str(database), "--at", at, "--as", name)
        given = "".join(f"{line}\n" for line in lines)
        return self.run(*words, given=given, HOME=str(home or Path.home()))

    def service(self, *words: str | Path, env: dict[str, str]) -> tuple[int, int, int]:
        """`waymark words...` that goes on: its id, its standard error, and where its status comes.

        A process that is killed closes both, and leaves no status.
        """
        error, ended = os.pipe(), os.pipe()
        with Path(os.devnull).open("r+b") as nothing:
            files = [nothing.fileno(), nothing.fileno(), error[1], ended[1]]
            pid = self._start(list(map(str, words)), files, ROOT, env)
        os.close(error[1])
        os.close(ended[1])
        return pid, error[0], ended[0]

    def _start(self, words: list[str], files: list[int], cwd: Path, env: dict[str, str]) -> int:
        request = json.dumps([["waymark", *words], str(cwd), env])
        socket.send_fds(self._line, [request.encode()], files)
        return int(self._line.recv(64))

    def close(self) -> None:
        """Let go of everything that tests left open."""
        for process in self._processes:
            process.close()
        self._line.shutdown(socket.SHUT_RDWR)


@contextlib.contextmanager
def process_factory() -> Iterator[ProcessFactory]:
    """A factory for as long as it is needed."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with ours, theirs:
        env = environment(PYTHONPATH=os.pathsep.join([str(ROOT), str(HERE)]))
        process = subprocess.Popen(
            [sys.executable, "-m", "support.forkserver", str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            cwd=ROOT,
            env=env,
        )
        theirs.close()
        opened = ProcessFactory(ours)
        try:
            assert ours.recv(64) == b"ready"
            yield opened
        finally:
            opened.close()
            process.wait(PATIENCE)


@functools.cache
def shared_factory() -> ProcessFactory:
    """The one factory of this process; it ends with it."""
    stack = contextlib.ExitStack()
    atexit.register(stack.close)
    return stack.enter_context(process_factory())


def warmed_up() -> Callable[[], None]:
    """The program, with all imported that a first conversation and the platforms take."""
    import adapters.discord.adapter
    import adapters.telegram.adapter  # noqa: F401 -- imported for those that are forked off
    from bot.__main__ import cli, main

    pipe = os.pipe()
    os.write(pipe[1], f"{START}\n/today\n/week\n".encode())
    os.close(pipe[1])
    os.dup2(pipe[0], 0)
    out = os.dup(1)
    with tempfile.TemporaryDirectory() as folder, Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        words = ["chat", "--json", "--at", AT, "--db", f"{folder}/first.db"]
        cli(words, standalone_mode=False)
        os.dup2(out, 1)
    return main


def serve(line: socket.socket) -> NoReturn:
    """Fork a child for each request."""
    main = warmed_up()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    gc.freeze()
    line.send(b"ready")
    while True:
        request, files, _, _ = socket.recv_fds(line, 65536, 5)
        if not request:
            os._exit(0)
        pid = os.fork()
        if pid == 0:
            line.close()
            words, cwd, env = json.loads(request)
            os.chdir(cwd)
            os.environ.clear()
            os.environ.update(env)
            become(words, files, main)
        for file in files:
            os.close(file)
        line.send(str(pid).encode())


def shorten_leases(times: float) -> None:
    """Have leases last, and beat, a part of what they do, so that many takeovers fit into a test."""
    from bot.runtime import serve
    from scheduler import leases

    for name in ("SILENT_AFTER", "TRUSTED_FOR", "BEAT_EVERY", "WATCH_EVERY"):
        lasts = getattr(leases, name) * times
        for module in (leases, serve):
            if hasattr(module, name):
                setattr(module, name, lasts)


def become(words: list[str], files: list[int], main: Callable[[], None]) -> NoReturn:
    """Run the program in this child, with its streams; a fourth takes the exit status."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for number, file in enumerate(files[:3]):
        os.dup2(file, number)
        os.close(file)
    # The old ones remember what they led to.
    sys.stdin, sys.stdout, sys.stderr = (
        open(number, mode, encoding="utf-8", closefd=False)  # noqa: SIM115
        for number, mode in enumerate("rww")
    )
    for module, values in json.loads(os.environ.get(CONSTANTS, "{}")).items():
        for name, value in values.items():
            setattr(importlib.import_module(module), name, value)
    sys.argv = words
    if times := os.environ.pop(LEASES_LAST, ""):
        shorten_leases(float(times))
    code: object = 0
    try:
        main()
    except SystemExit as end:
        code = end.code or 0
    except BaseException:  # noqa: BLE001 -- as an interpreter would
        traceback.print_exc()
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    if len(files) > 3:
        os.write(files[3], str(code).encode())
    os._exit(0)  # tidying up a large process takes long, and shows nothing here


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
