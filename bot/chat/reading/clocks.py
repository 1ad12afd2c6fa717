"""Times of day in a text: `at 7pm`, `from 7 to 8:30` (promise 8.2)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from typing import Final

from bot.chat.reading.clean import bare
from bot.chat.reading.languages import vocabularies
from bot.chat.reading.vocabulary import Vocabulary
from bot.domain import policy

_CLOCK: Final = re.compile(r"(\d{1,2})(?:[:.h](\d\d))?(am|pm|a\.m|p\.m|h)?", re.ASCII)
_HALF_DAY: Final = 12 * 60
_DAY: Final = 24 * 60


@dataclass(frozen=True, slots=True)
class ClockRange:
    """The minutes from one time of day to another, and how many words told them."""

    minutes: int
    words: int


@dataclass(frozen=True, slots=True)
class _ClockTime:
    minute: int
    exact: bool
    """Whether minutes or the half of the day were told."""

    words: int


def clock_range(words: Sequence[str], language: str) -> ClockRange | None:
    """The time between two clock times that `words` begin with: `from 7 to 8:30`, `20:00-21:15`."""
    told = [bare(each).casefold() for each in words[:8]]
    for say in vocabularies(language):
        if found := _range(told, say):
            return found
    return None


def is_clock(words: Sequence[str], at: int, language: str) -> bool:
    """Whether a word with a colon is a time of day, as a word like `until` stands before it."""
    found = _CLOCK.fullmatch(bare(words[at]).casefold())
    if found is None or not at:
        return False
    before = bare(words[at - 1]).casefold()
    return any(before in say.clock | say.until for say in vocabularies(language))


def time_in(text: str, language: str) -> time | None:
    """The one time of day that a text names: `can you write at 7pm instead`."""
    words = [bare(each).casefold() for each in text.split()]
    for say in vocabularies(language):
        if not say.not_then.isdisjoint(word.replace("'", "") for word in words):
            return None
        by_night = not say.evening.isdisjoint(words)
        found = [
            (told, at)
            for at in range(len(words))
            if (told := _time(words, at, say))
            and (told.exact or by_night or (at and words[at - 1] in say.clock | say.until))
        ]
        if len(found) == 1:
            minute = found[0][0].minute
            late = by_night and minute < _HALF_DAY
            return time(*divmod((minute + _HALF_DAY if late else minute) % _DAY, 60))
    return None


def _range(words: Sequence[str], say: Vocabulary) -> ClockRange | None:
    led = bool(words) and words[0] in say.clock
    if words and (dash := words[1 if led and len(words) > 1 else 0]).count("-") == 1:
        place = 1 if led and len(words) > 1 else 0
        words = [*words[:place], *dash.replace("-", " - ").split(), *words[place + 1 :]]
        glued = 2
    else:
        glued = 0
    first = _time(words, int(led), say)
    if first is None:
        return None
    joint = int(led) + first.words
    if len(words) <= joint or words[joint] not in say.until | {"-", "and"}:
        return None
    second = _time(words, joint + 1, say)
    if second is None or not (first.exact or second.exact or led):
        return None
    if words[joint] == "-" and not (first.exact and second.exact):
        return None
    spent = (second.minute - first.minute) % _DAY
    if spent > _HALF_DAY:
        spent -= _HALF_DAY
    if not 0 < spent <= policy.MINUTES_MOST:
        return None
    return ClockRange(spent, joint + 1 + second.words - glued)


def _time(words: Sequence[str], at: int, say: Vocabulary) -> _ClockTime | None:
    """`7`, `7:30`, `7pm`, `7 pm`, `noon`."""
    if at >= len(words):
        return None
    if words[at] in say.clock_names:
        return _ClockTime(say.clock_names[words[at]] * 60, exact=True, words=1)
    found = _CLOCK.fullmatch(words[at])
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").replace(".", "")
    apart = "" if half else (words[at + 1] if at + 1 < len(words) else "").replace(".", "")
    count = 1
    if apart in {"am", "pm"}:
        half, count = apart, 2
    if hour > 24 or minute > 59:
        return None
    if half in {"am", "pm"}:
        hour = hour % 12 + 12 * (half == "pm")
    return _ClockTime(hour % 24 * 60 + minute, exact=bool(found[2] or half), words=count)
