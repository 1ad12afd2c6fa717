"""Make the tree of the image twice and compare it, where there is no Docker: `make image`.

What the Dockerfile's first stage runs is run here, with this Python and in a folder of its own: at
another time, in another zone and with another seed of hashes each time. The base image and the few
steps of the second stage are not part of it.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
MINUTES: Final = 10
"""How long one step may take."""

CIRCUMSTANCES: Final = (
    {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
    {"TZ": "Asia/Kathmandu", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "4242"},
)

Steps = list[tuple[str, str]]


def steps() -> Steps:
    """The instructions of the Dockerfile's first stage, each with its arguments on one line."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    found = re.findall(r"^([A-Z]+) +(.+)$", text, re.MULTILINE)
    begins, ends = [n for n, (name, _) in enumerate(found) if name == "FROM"]
    return found[begins + 1 : ends]


def made(folder: Path, circumstances: dict[str, str]) -> Path:
    """The tree, made from the sources by these steps."""
    source, tree = folder / "src", folder / "tree"
    source.mkdir()
    found = {"HOME": str(folder), "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    kept = {name: each for name, each in os.environ.items() if name.startswith(("PIP_", "SSL_"))}
    env = {**kept, **found, **circumstances}
    for name, rest in steps():
        words = rest.replace("/tree", str(tree))
        if name in {"ENV", "ARG"}:
            env |= dict(re.findall(r"(\w+)=(\S+)", words))
        elif name == "COPY":
            *sources, target = words.split()
            for each in sources:
                _copy(ROOT / each, source / target / (each if target == "./" else ""))
        elif name == "RUN":
            subprocess.run(
                ["sh", "-c", words], cwd=source, env=env, check=True, timeout=60 * MINUTES
            )
    return tree


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        shutil.copy(source, target)


def digests(tree: Path) -> dict[str, str]:
    """Every file with its mode and the digest of its content."""
    return {
        str(each.relative_to(tree)): f"{each.stat().st_mode:o} {_digest(each.read_bytes())}"
        for each in sorted(tree.rglob("*"))
        if each.is_file()
    }


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def twice() -> Iterator[dict[str, str]]:
    """The digests of the tree, made in the same place one after the other."""
    with tempfile.TemporaryDirectory(prefix="waymark-image-") as place:
        for each in CIRCUMSTANCES:
            folder = Path(place) / "build"
            folder.mkdir()
            tree = made(folder, each)
            yield digests(tree)
            _start(tree)
            shutil.rmtree(folder)


def _start(tree: Path) -> None:
    """See that the program starts from a tree alone, with the data that it needs."""
    (packages,) = tree.glob("lib/python*/site-packages")
    database, project = str(tree.parent / "tried.db"), str(tree.parent / "project")
    for words in (
        ["roadmap", "list"],
        ["roadmap", "starter", "modern", project],
        ["db", "upgrade", "--db", database],
    ):
        subprocess.run(
            [sys.executable, "-m", "bot", *words],
            cwd=tree,
            env={"PYTHONPATH": str(packages)},
            stdout=subprocess.DEVNULL,
            check=True,
            timeout=60 * MINUTES,
        )


def main() -> int:
    """Say whether both are the same: status 0, or 1 with the files that differ."""
    first, second = twice()
    differ = sorted(
        name for name in first.keys() | second.keys() if first.get(name) != second.get(name)
    )
    for name in differ:
        print(f"differs: {name}", file=sys.stderr)
    whole = _digest("\n".join(f"{name} {each}" for name, each in sorted(first.items())).encode())
    if not differ:
        print(f"{len(first)} files, made twice, are the same: sha256:{whole}")
    return bool(differ)


if __name__ == "__main__":
    sys.exit(main())
