"""Your pages in Markdown: what stands under a heading, and figures, as early as you knew them."""

import re
from pathlib import Path

from proof import ROOT, NotYetError, call, must, text

WORDS_LEAST = 10
_HEADING = re.compile(r"^#+ +(.+?)#*$", re.MULTILINE)
_ITEM = re.compile(r"^ *(?:[-*+]|\d+[.)]) +\S.*$", re.MULTILINE)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def sections(name: str, *headings: str, least: int = WORDS_LEAST) -> dict[str, str]:
    """What stands under each of these headings, some words at least."""
    parts = _HEADING.split(text(name))
    found = dict(zip(map(str.casefold, map(str.strip, parts[1::2])), parts[2::2], strict=True))
    for each in headings:
        under = found.get(each.casefold())
        if under is None:
            raise NotYetError(f"{name} has no heading {each}: write it")
        if len(under.split()) < least:
            raise NotYetError(f"{name} says hardly anything under {each}: {least} words or more")
    return {each: found[each.casefold()] for each in headings}


def items(section: str) -> list[str]:
    """The lines of a list."""
    return [each[0].strip() for each in _ITEM.finditer(section)]


def markdown(folder: str) -> list[str]:
    """The pages of a folder, by their names in the project."""
    found: list[Path] = sorted((ROOT / folder).glob("*.md"))
    return [each.relative_to(ROOT).as_posix() for each in found]


def label(content: str, name: str) -> str:
    """What stands behind a label: `- p95 before: 80 ms`, or `| p95 before | 80 ms |`."""
    line = re.compile(rf"^[\s>*+|-]*{re.escape(name)}[\s*]*[:|](.*)$", re.MULTILINE | re.IGNORECASE)
    found = line.search(content)
    return found[1].strip(" |*`") if found else ""


def numbers(name: str, wanted: str, count: int = 1) -> list[float]:
    """The numbers behind a label of a page."""
    found = [float(each) for each in _NUMBER.findall(label(text(name), wanted))][:count]
    if len(found) < count:
        raise NotYetError(f"{name} has no line `{wanted}:` with {count} of its numbers: write it")
    return found


def number(name: str, wanted: str) -> float:
    """The number behind a label, which is above zero."""
    (found,) = numbers(name, wanted)
    if not found:
        raise NotYetError(f"{name} says 0 at `{wanted}`: write what it was")
    return found


def promised(name: str, wanted: str, measured: str) -> float:
    """A number that was committed before what was measured, and is the same since."""
    value = number(name, wanted)
    for commit in must(["git", "log", "--reverse", "--format=%H", "--", name]).split():
        then = call(["git", "show", f"{commit}:{name}"]).stdout
        if before := label(then, wanted):
            if label(then, measured) or value not in map(float, _NUMBER.findall(before)):
                raise NotYetError(f"`{wanted}` was not committed before `{measured}`: guess first")
            return value
    raise NotYetError(f"`{wanted}` in {name} is not committed: commit it before you measure")
