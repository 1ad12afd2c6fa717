"""The note of what was studied: the words beside its lengths and days (promise 8.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.chat.reading.clean import Word, bare
from bot.chat.reading.patterns import Patterns

_PUNCTUATION: Final = " ,.;:!?-+&"
_LED_MOST: Final = 6
"""More words before a length tell a story; the note is what follows then."""


@dataclass(frozen=True, slots=True)
class WordRange:
    """Words of a text that were read: from `at` up to `end`."""

    at: int
    end: int


def note_beside(
    words: Sequence[Word], table: Patterns, lengths: Sequence[WordRange], days: Sequence[WordRange]
) -> str:
    """The words beside the lengths and days, without those around them that tell nothing."""
    first, last = (lengths[0].at, lengths[-1].end) if lengths else (0, 0)
    told = _told_of(words, table, first, last) if lengths else range(len(words))
    read = [*lengths, *days]
    kept = [at for at in told if not any(each.at <= at < each.end for each in read)]
    behind = [at for at in kept if at >= last]
    if lengths and behind and len(kept) - len(behind) > _LED_MOST:
        kept = behind
    return _stripped(" ".join(words[at].shown for at in kept), table)


def _told_of(words: Sequence[Word], table: Patterns, first: int, last: int) -> range:
    """The words around lengths up to a contrast: `ill for days, but did 20 min of flask`."""
    contrasts = [
        at for at, word in enumerate(words) if bare(word.read).casefold() in table.words.contrasts
    ]
    begins = max((at + 1 for at in contrasts if at < first), default=0)
    return range(begins, min((at for at in contrasts if at >= last), default=len(words)))


def _stripped(text: str, table: Patterns) -> str:
    asked = table.requests.match(text.casefold())
    text = (text[asked.end() :] if asked else text).strip(_PUNCTUATION)
    led = table.before.match(text)
    text = table.behind.sub("", text[led.end() :] if led else text).strip(_PUNCTUATION)
    return text if any(map(str.isalnum, text)) else ""
