"""Runs programs, a list of them as JSON on standard input, each in a child of its own.

It answers with a list of [status, output, errors]. It imports nothing of ours, and what the
programs import only once, so that each takes a few milliseconds.
"""

import contextlib
import importlib
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import traceback
import types
from pathlib import Path

IMPORTED = re.compile(r"^\s*(?:import|from)\s+([a-z_][\w.]*)", re.MULTILINE)
FRESH = "sys.modules"
"""What looks at the modules that are loaded wants an interpreter of its own."""


def main() -> None:
    """Run all of them."""
    sources = json.loads(sys.stdin.read())
    for name in sorted({name for source in sources for name in IMPORTED.findall(source)}):
        with contextlib.suppress(Exception):
            importlib.import_module(name)
    seconds = int(sys.argv[1])
    results = [(spawn if FRESH in each else run)(each, seconds) for each in sources]
    json.dump(results, sys.stdout)


def spawn(source: str, seconds: int) -> tuple[int, str, str]:
    """The same in a new interpreter."""
    words = [sys.executable, "-I", "-c", source]
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            words, cwd=folder, capture_output=True, text=True, timeout=seconds, check=False
        )
    return done.returncode, done.stdout, done.stderr


def run(source: str, seconds: int) -> tuple[int, str, str]:
    """Its status, what it printed, and what it said on standard error."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as said:
        out, err = Path(said) / "out", Path(said) / "err"
        child = os.fork()
        if child == 0:
            inside(source, folder, out, err, seconds)
        _, status = os.waitpid(child, 0)
        return os.waitstatus_to_exitcode(status), out.read_text(), err.read_text()


def inside(source: str, folder: str, out: Path, err: Path, seconds: int) -> None:
    """The child: it never returns."""
    signal.alarm(seconds)
    os.chdir(folder)
    for number, path in ((1, out), (2, err)):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT), number)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    status = 1
    try:
        module = types.ModuleType("__main__")
        sys.modules["__main__"] = module
        sys.argv = ["-c"]
        sys.path.insert(0, "")
        exec(compile(source, "<string>", "exec"), module.__dict__)
        threading._shutdown()  # type: ignore[attr-defined]
        status = 0
    except SystemExit as left:
        status = left.code if isinstance(left.code, int) else int(left.code is not None)
    except BaseException:  # noqa: BLE001 -- whatever it is, it is told
        traceback.print_exc()
    finally:
        with contextlib.suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(status)


if __name__ == "__main__":
    main()
