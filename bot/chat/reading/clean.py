"""What people type, made readable: unseen marks, dashes, quotes, digits and spaces (promise 8.1)."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

JOINERS: Final = "\u200c\u200d"
"""What binds the parts of an emoji, or parts letters in Persian: it stays inside a word."""

_INVISIBLE: Final = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_MINUS: Final = "\u2212"
_SPACED_DASH: Final = re.compile(r"(?<=[^\s,-]) ?- ?(?=[^\s,-])")
_QUOTES: Final = (
    *("\u201c\u201d", "\u201e\u201c", "\u201e\u201d", "\u201d\u201d", "\u2018\u2019"),
    *("\u201a\u2018", "\u00ab\u00bb", "\u00bb\u00ab", "\u2039\u203a", '""', "''"),
)
"""Pairs that can stand around a value."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word that was typed: as it is `shown` and kept, and as it is `read`."""

    shown: str
    read: str


def tidied(text: str) -> str:
    """`text` as it is kept: without unseen marks, but with the joiners inside its words."""
    bare = _INVISIBLE.sub(lambda mark: mark[0] if mark[0] in JOINERS else "", text)
    return re.sub(rf"(?<!\S)[{JOINERS}]+|[{JOINERS}]+(?!\S)", "", bare)


def readable(text: str) -> str:
    """`text` as it is read: digits, hyphens and spaces as a keyboard in English has them."""
    return " ".join("".join(map(_plain, _INVISIBLE.sub("", text))).split())


def value_of(text: str) -> str:
    """The readable value of a key: without quotes around it, `mon - fri` as `mon-fri`."""
    return _SPACED_DASH.sub("-", unquoted(readable(text)))


def unquoted(text: str, *, straight: bool = True) -> str:
    """`text` without a pair of quotes around the whole of it; `straight` ones may be its own."""
    pair = text[:1] + text[-1:]
    if len(text) > 1 and pair in _QUOTES and (straight or not pair.isascii()):
        return text[1:-1].strip()
    return text


def words_of(text: str) -> list[Word]:
    """The words of `text`, in order."""
    shown = tidied(text).split()
    return [Word(each, unquoted(readable(each))) for each in shown if readable(each)]


def _plain(char: str) -> str:
    if char.isascii():
        return char
    digit = unicodedata.decimal(char, None)
    if digit is not None:
        return str(digit)
    return "-" if char == _MINUS or unicodedata.category(char) == "Pd" else char
