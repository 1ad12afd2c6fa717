"""A day at the end of a note: `flask yesterday`, which is asked about (promise 8.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.chat.reading.clean import bare
from bot.chat.reading.dates import UnsureDayError
from bot.chat.reading.days import When, read_day
from bot.chat.reading.languages import vocabularies
from bot.errors import CoachError

_WORDS_MOST: Final = 5
_LETTERS_LEAST: Final = 4
"""A shorter word alone, `sun` or `mar`, is more often another word."""


@dataclass(frozen=True, slots=True)
class DayBehind:
    """A day that a text ends with, None where it cannot be told which, and what stands before."""

    when: When | None
    before: str


def day_behind(words: Sequence[str], language: str = "en") -> DayBehind | None:
    """The day that `words` end with; None where they end with none, or speak of another thing.

    `the exercises from yesterday` tells of the exercises.
    """
    for at in range(max(1, len(words) - _WORDS_MOST), len(words)):
        if _leads_away(words[at - 1], language):
            continue
        tail = words[at:]
        before = " ".join(words[:at])
        try:
            found = read_day(tail, language)
        except UnsureDayError:
            if len(tail) == 1 and bare(tail[0]).isalpha():
                return DayBehind(None, before)
        except CoachError:
            continue
        else:
            if found is not None and found.words == len(tail) and _long(tail):
                return DayBehind(found.when, before)
    return None


def _long(tail: Sequence[str]) -> bool:
    return len(tail) > 1 or len(bare(tail[0])) >= _LETTERS_LEAST


def _leads_away(word: str, language: str) -> bool:
    return any(bare(word).casefold() in each.leads_away for each in vocabularies(language))
