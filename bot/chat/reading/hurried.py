"""What hurried fingers type, as it was meant: `pls`, `sooo`, `vacaton`, `sorry, not today lol`."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import Final

from bot.chat.reading.slips import slips

_DRAWN_OUT: Final = re.compile(r"(.)\1{2,}")
_LETTERS_LEAST: Final = 5
_LETTERS_SURE: Final = 7
"""A changed letter makes another short word, but hardly another long one."""

_LETTERS_LONG: Final = 8
_WORDS_MOST: Final = 15
"""In a longer text no slips are looked for."""


def written_out(plain: str, shorthand: Mapping[str, str]) -> str:
    """A text in lower case with its shorthand written out, and `sooo` as `so`."""
    words = (_DRAWN_OUT.sub(r"\1", word) for word in plain.split())
    return " ".join(shorthand.get(word, word) for word in words)


def without_fillers(text: str, fillers: re.Pattern[str]) -> Iterator[str]:
    """A text, and what is left of it where words around it tell nothing."""
    yield text
    words = text.split()
    first, last = 0, len(words)
    while first < last and fillers.fullmatch(words[first]):
        first += 1
    yield " ".join(words[first:])
    while last > first and fillers.fullmatch(words[last - 1]):
        last -= 1
    yield " ".join(words[:last])
    yield " ".join(words[first:last])


def mended(text: str, known: Set[str], tried: Set[str]) -> str:
    """A text in which each word that is only a slip for a known one is that one."""
    words = text.split()
    if len(words) > _WORDS_MOST:
        return text
    return " ".join(
        word if word in known or word in tried else _meant(word, known) for word in words
    )


def known_words(patterns: Iterable[str]) -> frozenset[str]:
    """The longer words that patterns are made of."""
    return frozenset(
        word
        for pattern in patterns
        for word in re.findall(r"(?<![a-z\\?\[])[a-z]+(?![a-z?\[(])", pattern)
        if len(word) >= _LETTERS_LEAST
    )


def _meant(word: str, known: Set[str]) -> str:
    if len(word) < _LETTERS_LEAST:
        return word
    near: Sequence[str] = [
        each
        for each in known
        if each[0] == word[0] and abs(len(each) - len(word)) <= 1 and _is_near(word, each)
    ]
    return min(near, key=lambda each: (slips(word, each), each), default=word)


def _is_near(word: str, meant: str) -> bool:
    apart, shorter = slips(word, meant), min(len(word), len(meant))
    if apart == 1:
        changed = len(word) == len(meant) and sorted(word) != sorted(meant)
        return not changed or shorter >= _LETTERS_SURE
    return apart == 2 and shorter >= _LETTERS_LONG
