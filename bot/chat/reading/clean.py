"""What people type, made readable: unseen marks, dashes, quotes, digits and spaces (promise 8.1)."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

JOINERS: Final = "\u200c\u200d"
"""What binds the parts of an emoji, or parts letters in Persian: it stays inside a word."""

_INVISIBLE: Final = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0001]"
)
"""Marks that only steer how text is set: nobody types them, copies bring them along."""

_UNREAD: Final = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u20e3\u2800\u3164\uffa0\ufe00-\ufe0f\U000e0020-\U000e01ef]"
)
"""Fillers, variants, keycaps and tags, which belong to a shown text and tell a reader nothing."""

_MINUS: Final = "\u2212"
_POINTS: Final = {"\u066b": ".", "\u060c": ",", "\u3002": ".", "\u3001": ",", "\u2215": "/"}
"""What parts a number or ends a sentence in Arabic, Chinese and Japanese, and a slash like ours."""

_WIDE: Final = range(0xFF01, 0xFF5F)
"""What a wide keyboard has for the characters from `!` to `~`."""

_SENTENCE_ENDS: Final = ".,;:!?\u2026 "
_SPACED_DASH: Final = re.compile(r"(?<=[^\s,-]) ?- ?(?=[^\s,-])")
_SPACED_EQUALS: Final = re.compile(r"(?<=\w)\s*=\s*(?=\S)")
_QUOTES: Final = (
    *("\u201c\u201d", "\u201e\u201c", "\u201e\u201d", "\u201d\u201d", "\u2018\u2019"),
    *("\u201a\u2018", "\u201c\u201c", "\u00ab\u00bb", "\u00bb\u00ab", "\u2039\u203a", '""', "''"),
    *("\u2019\u2019", "\u300c\u300d", "\u300e\u300f"),
)
"""Pairs that can stand around a value."""

_AROUND: Final = frozenset({"Po", "Ps", "Pe", "Pi", "Pf", "Pd", "Sk", "So", "Mn", "Me", "Cf"})
_SEPARATORS: Final = frozenset("-,;:.|/")
_NOT_AROUND: Final = frozenset("%&*#@/\\")
"""What tells something where it stands beside a word: `25%`, `25/5`."""


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
    seen = _UNREAD.sub("", _INVISIBLE.sub("", text))
    return " ".join("".join(map(_plain, seen)).split())


def value_of(text: str) -> str:
    """The readable value of a key: `mon - fri` as `mon-fri`, without what ends a sentence."""
    return _SPACED_DASH.sub("-", unquoted(readable(text).rstrip(_SENTENCE_ENDS)))


def unquoted(text: str, *, straight: bool = True) -> str:
    """`text` without a pair of quotes around the whole of it; `straight` ones may be its own."""
    pair = text[:1] + text[-1:]
    if len(text) > 1 and pair in _QUOTES and (straight or not pair.isascii()):
        return text[1:-1].strip()
    return text


def keyed(text: str) -> str:
    """`days = mon` as `days=mon`, where nothing but keys and values is written."""
    return _SPACED_EQUALS.sub("=", text)


def words_of(text: str) -> list[Word]:
    """The words of `text`, in order."""
    shown = tidied(text).split()
    return [Word(each, unquoted(readable(each))) for each in shown if readable(each)]


def is_around(char: str) -> bool:
    """Whether a character only stands around words: punctuation, a bracket, a dash, an emoji."""
    return unicodedata.category(char) in _AROUND and char not in _NOT_AROUND


def is_separator(word: str) -> bool:
    """Whether a word only parts others: a dash, a colon, a comma."""
    return all(char in _SEPARATORS for char in word)


def bare(word: str) -> str:
    """A word without what stands around it: `(yesterday,` as `yesterday`."""
    kept = without_end(word)
    begins = 0
    while begins < len(kept) and is_around(kept[begins]):
        begins += 1
    return kept[begins:]


def without_end(word: str) -> str:
    """A word without the marks behind it."""
    ends = len(word)
    while ends and is_around(word[ends - 1]):
        ends -= 1
    return word[:ends]


def _plain(char: str) -> str:
    if char.isascii():
        return "" if unicodedata.category(char) == "Cc" and not char.isspace() else char
    if ord(char) in _WIDE:
        return chr(ord(char) - _WIDE.start + ord("!"))
    digit = unicodedata.decimal(char, None)
    if digit is not None:
        return str(digit)
    if char in _POINTS:
        return _POINTS[char]
    return "-" if char == _MINUS or unicodedata.category(char) == "Pd" else char
