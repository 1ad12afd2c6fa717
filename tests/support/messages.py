"""What Babel finds in the code: the page of `make messages`, and what tests ask about it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path, PurePath

from babel.messages.extract import extract_from_file

import bot

ROOT = Path(bot.__file__).resolve().parents[1]
PACKAGES = ("bot", "adapters", "scheduler")

KEYWORDS = {
    "say": None,
    "line": None,
    "plural": (1, 2),
    "marked": None,
    "counted": (1, 2),
    "CoachError": None,
    "UnsureDayError": None,
    "SteeringError": None,
    "option": (2,),
}
"""How Babel finds messages: by the name of what they are handed to."""

USES = re.compile(rf"\b(?:{'|'.join(KEYWORDS)})\(")
"""A file without any of them is not worth the time that Babel takes to read it."""


@dataclass(frozen=True, slots=True)
class Said:
    """A message with its place; one that is counted has a form for one and a form for many."""

    forms: tuple[str, ...]
    file: str
    line: int


@cache
def messages() -> tuple[Said, ...]:
    """Every message, package by package in the order of its files."""
    return tuple(
        Said((said,) if isinstance(said, str) else tuple(said), file, line)
        for file in _files()
        for line, said, _, _ in extract_from_file("python", ROOT / file, keywords=KEYWORDS)
    )


def _files() -> Iterator[str]:
    """The files that say something; the command line speaks English, with an `option` of its own."""
    for package in PACKAGES:
        for path in sorted(
            (ROOT / package).rglob("*.py"), key=lambda path: (path.parent, path.name)
        ):
            file = path.relative_to(ROOT)
            told = file.name != "__main__.py" and "cli" not in file.parts
            if told and USES.search(path.read_text(encoding="utf-8")):
                yield file.as_posix()


def extracted() -> Iterator[tuple[str, str]]:
    """Every form of every message, with its place."""
    for said in messages():
        for form in said.forms:
            yield form, f"{said.file}:{said.line}"


def page() -> str:
    """All that can be said, by area: to read aloud, and for whoever translates."""
    lines = ["# Everything Waymark can say", ""]
    for area, found in groupby(messages(), key=lambda each: str(PurePath(each.file).parent)):
        lines += [f"## {area}", ""]
        for file, said in groupby(found, key=lambda each: each.file):
            lines += [f"### {PurePath(file).name}", ""]
            lines += dict.fromkeys("- " + "\n  ".join(each.forms) for each in said)
            lines.append("")
    return "\n".join(lines)
