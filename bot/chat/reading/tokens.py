"""A text in pieces: numbers, words and marks, each with its place."""

import re
from collections.abc import Set
from dataclasses import dataclass
from itertools import pairwise
from typing import Final
from unicodedata import normalize

from bot.chat.reading.clean import is_around

_VULGAR: Final = "\u00bc-\u00be\u2150-\u215e"
_MARKS: Final = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0903\u093a-\u094f\u0981-\u0983\u09bc-\u09cd\u0e31-\u0e4e"
"""Marks above, below and behind letters: in some scripts they are half of a word."""

_LETTER: Final = rf"[^\W\d_{_VULGAR}]"
_TOKEN: Final = re.compile(
    rf"[0-9]+(?:[.,][0-9]+)?|(?<!\S)[.,][0-9]+|[{_VULGAR}]|{_LETTER}(?:{_LETTER}|[{_MARKS}])*|\S"
)
_WHOLE: Final = re.compile(r"\d{1,9}", re.ASCII)
_PHRASE_MOST: Final = 3


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    begins: int
    ends: int


class Tokens:
    """The tokens of one text in lower case, asked for by their places; past the end is nothing."""

    def __init__(self, text: str) -> None:
        self.text = normalize("NFC", text.casefold())
        self._all = [_Token(each[0], *each.span()) for each in _TOKEN.finditer(self.text)]

    def __len__(self) -> int:
        return len(self._all)

    def word(self, i: int) -> str:
        """The token at a place, or nothing."""
        return self._all[i].text if 0 <= i < len(self._all) else ""

    def whole(self, i: int) -> int | None:
        """The whole number at a place."""
        return int(self.word(i)) if _WHOLE.fullmatch(self.word(i)) else None

    def past(self, i: int, words: Set[str]) -> int:
        """The place behind one of these words, or `i` where none stands there."""
        return i + 1 if self.word(i) in words else i

    def past_phrase(self, i: int, phrases: Set[str]) -> int:
        """The place behind the longest of these phrases, or `i`."""
        for count in range(_PHRASE_MOST, 0, -1):
            if " ".join(self.word(i + step) for step in range(count)) in phrases:
                return i + count
        return i

    def glued(self, i: int, count: int) -> bool:
        """Whether `count` tokens from `i` on stand in one word."""
        run = self._all[i : i + count]
        return len(run) == count and all(a.ends == b.begins for a, b in pairwise(run))

    def ends_word(self, i: int) -> bool:
        """Whether only marks that stand around words follow the token before `i` in its word."""
        return all(map(is_around, self._behind(i)))

    def words_before(self, i: int) -> int:
        """How many words the tokens before `i` take, the last one to its end."""
        if not 0 < i <= len(self._all):
            return 0
        end = self._all[i - 1].ends
        return len(self.text[: end + len(self._behind(i))].split())

    def _behind(self, i: int) -> str:
        """What follows the token before `i` in its word."""
        end = self._all[i - 1].ends
        found = re.compile(r"\S*").match(self.text, end)
        return found[0] if found else ""
