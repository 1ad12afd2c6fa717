"""What the shipped font can show; what it cannot is shown by initials, never as boxes (14.2)."""

import re
import unicodedata
from collections.abc import Sequence
from itertools import groupby
from typing import Final

LETTERS: Final = (
    (0x20, 0x7E),
    (0xA0, 0x24F),
    (0x259, 0x259),
    (0x2BB, 0x2BC),
    (0x370, 0x377),
    (0x37A, 0x37F),
    (0x384, 0x38A),
    (0x38C, 0x38C),
    (0x38E, 0x3A1),
    (0x3A3, 0x3E1),
    (0x3F0, 0x52F),
    (0x531, 0x556),
    (0x561, 0x587),
    (0x10D0, 0x10F0),
    (0x1E00, 0x1F15),
    (0x2010, 0x2027),
    (0x2030, 0x203A),
    (0x20AC, 0x20AC),
    (0x20BD, 0x20BD),
    (0x2116, 0x2116),
    (0x2122, 0x2122),
)
"""The characters of which the font writes whole words: Latin, Greek, Cyrillic and their kin."""

INITIALS: Final = (
    (0x5D0, 0x5EA),
    (0x621, 0x63A),
    (0x641, 0x64A),
    (0x679, 0x679),
    (0x67E, 0x67E),
    (0x686, 0x686),
    (0x688, 0x688),
    (0x691, 0x691),
    (0x698, 0x698),
    (0x6A9, 0x6A9),
    (0x6AF, 0x6AF),
    (0x6BA, 0x6BA),
    (0x6BE, 0x6BE),
    (0x6C1, 0x6C1),
    (0x6CC, 0x6CC),
    (0x6D2, 0x6D2),
)
"""Letters that stand well alone only: in words they would join, or run from the right."""

INITIALS_MOST: Final = 3

_SOUND: Final = re.compile(r"(?:LETTER|SYLLABLE|CHARACTER)(?: (?:CAPITAL|SMALL))? ([A-Z]+)")
_FROM_RIGHT: Final = frozenset({"R", "AL"})


def legible(text: str, otherwise: str = "") -> str:
    """`text` in characters of the font: words whole, others by their initials.

    A letter that the font lacks is told by the Latin one that it sounds like. Signs, emoji and
    marks fall away; where nothing is left it is `otherwise`.
    """
    words = _plain(text).split()
    if all(map(_is_shown, words)):
        return " ".join(words) or otherwise
    runs = [(whole, list(group)) for whole, group in groupby(words, _is_shown)]
    shown = [word for whole, run in runs for word in (run if whole else _initials(run))]
    return " ".join(shown) or otherwise


def _plain(text: str) -> str:
    """Composed, without marks that are not seen and without what is no letter in any script."""
    kept = (char for char in unicodedata.normalize("NFC", text) if _counts(char))
    return "".join(" " if char.isspace() else char for char in kept)


def _counts(char: str) -> bool:
    if char.isspace() or _is_in(char, LETTERS):
        return True
    return unicodedata.category(char)[0] in "LN"


def _initials(words: Sequence[str]) -> list[str]:
    """The initials of neighbouring words, the first of them where one begins to read."""
    found = [letter for word in words if (letter := _initial(word))][:INITIALS_MOST]
    from_right = any(unicodedata.bidirectional(letter) in _FROM_RIGHT for letter in found)
    return found[::-1] if from_right else found


def _initial(word: str) -> str:
    for char in word:
        if _is_in(char, LETTERS + INITIALS) and char.isalnum():
            return _capital(char)
        base = unicodedata.normalize("NFKD", char)[0]
        if _is_in(base, LETTERS + INITIALS) and base.isalnum():
            return _capital(base)
        if sound := _SOUND.search(unicodedata.name(char, "")):
            return sound[1][0]
    return ""


def _capital(letter: str) -> str:
    """A letter as a name begins with it, where the font has that."""
    capital = letter.upper()
    return capital if len(capital) == 1 and _is_in(capital, LETTERS) else letter


def _is_shown(word: str) -> bool:
    return all(_is_in(char, LETTERS) for char in word)


def _is_in(char: str, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= ord(char) <= last for first, last in ranges)
