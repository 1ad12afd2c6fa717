"""Letters that not every keyboard has: `müde` and `muede` are one word."""

from collections.abc import Iterable, Mapping
from typing import Final, TypeVar

Known = TypeVar("Known")

_PLAIN: Final = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}
_TABLE: Final = str.maketrans(_PLAIN)


def folded(text: str) -> str:
    """A text in lower case as a keyboard without these letters has it."""
    return text.translate(_TABLE)


def either(pattern: str) -> str:
    """A pattern that takes a word in either spelling."""
    for letter, plain in _PLAIN.items():
        pattern = pattern.replace(letter, f"(?:{letter}|{plain})")
    return pattern


def spellings(words: Iterable[str]) -> frozenset[str]:
    """Words and phrases, each in every spelling that a text in lower case may have of it."""
    found = {word.replace("ß", "ss") for word in words}
    return frozenset(found | set(map(folded, found)))


def spelt(known: Mapping[str, Known]) -> dict[str, Known]:
    """The same for what is known by its name."""
    return {form: each for name, each in known.items() for form in spellings([name])}
