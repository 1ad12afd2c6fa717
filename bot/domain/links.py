"""Links in what learners write: each without the sentence around it."""

import re
import unicodedata
from typing import Final

_LINK: Final = re.compile(
    r"https?://(?:(?![,;]https?://)[^\s<>\"`|\\\u2014\u201c-\u201f\u00ab\u00bb\u2039\u203a])+",
    re.IGNORECASE,
)
_BEHIND: Final = ".,;:!?'*_~"
_MARKS: Final = frozenset({"Po", "Pi", "Pf", "Pd", "Cf", "So"})
"""Marks of other scripts than ASCII, and emoji: no address ends with one."""

_BRACKETS: Final = dict(zip(")]}", "([{", strict=True))
_HOST: Final = re.compile(r"https?://[^\s/.]+\.[^\s.]", re.IGNORECASE)


def links(text: str) -> list[str]:
    """The addresses in a text, in order; a bracket behind one is part of it where it closes one."""
    return [address for address, _, _ in linked(text)]


def linked(text: str) -> list[tuple[str, int, int]]:
    """The same, each with where it begins and ends."""
    found = ((trimmed(match[0]), match.start()) for match in _LINK.finditer(text))
    return [
        (address, begins, begins + len(address))
        for address, begins in found
        if _HOST.match(address)
    ]


def trimmed(address: str) -> str:
    """An address without the quotes, brackets and punctuation of the sentence around it."""
    while address:
        last = address[-1]
        if last not in _BEHIND and not _is_mark(last) and not _is_unopened(last, address):
            break
        address = address[:-1]
    return address


def _is_mark(char: str) -> bool:
    return not char.isascii() and unicodedata.category(char) in _MARKS


def _is_unopened(last: str, address: str) -> bool:
    """Whether a bracket closes what the address did not open."""
    if last in _BRACKETS:
        return address.count(last) > address.count(_BRACKETS[last])
    return not last.isascii() and unicodedata.category(last) == "Pe"
