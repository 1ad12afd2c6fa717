"""Links in what learners write: each without the sentence around it."""

import re
from typing import Final

_LINK: Final = re.compile(r"https?://[^\s<>\"`\\\u201c\u201d\u201e\u00ab\u00bb]+", re.IGNORECASE)
_BEHIND: Final = ".,;:!?'*_\u2018\u2019\u2026"
_BRACKETS: Final = {")": "(", "]": "[", "}": "{", "\u300d": "\u300c"}
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
        unopened = last in _BRACKETS and address.count(last) > address.count(_BRACKETS[last])
        if last not in _BEHIND and not unopened:
            break
        address = address[:-1]
    return address
