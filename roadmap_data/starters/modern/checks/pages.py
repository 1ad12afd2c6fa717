"""Pages in Markdown: the headings that have to be there, and what stands under them."""

import re
from pathlib import Path

from proof import ROOT, NotYetError, text

WORDS_LEAST = 10
_HEADING = re.compile(r"^#+ +(.+?)#*$", re.MULTILINE)
_ITEM = re.compile(r"^ *(?:[-*+]|\d+[.)]) +\S.*$", re.MULTILINE)


def sections(name: str, *headings: str, least: int = WORDS_LEAST) -> dict[str, str]:
    """What stands under each of these headings, some words at least."""
    parts = _HEADING.split(text(name))
    found = {
        title.strip().casefold(): under
        for title, under in zip(parts[1::2], parts[2::2], strict=True)
    }
    for each in headings:
        under = found.get(each.casefold())
        if under is None:
            raise NotYetError(f"{name} has no heading {each}: write it")
        if len(under.split()) < least:
            raise NotYetError(f"{name} says hardly anything under {each}: write {least} words")
    return {each: found[each.casefold()] for each in headings}


def items(section: str) -> list[str]:
    """The lines of a list."""
    return [each[0].strip() for each in _ITEM.finditer(section)]


def markdown(folder: str) -> list[str]:
    """The pages of a folder, by their names in the project."""
    found: list[Path] = sorted((ROOT / folder).glob("*.md"))
    return [each.relative_to(ROOT).as_posix() for each in found]
