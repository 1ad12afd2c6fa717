"""Times of day in a text: `at 7pm`, `from 7 to 8:30` (promise 8.2)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Final

from bot.chat.reading.clean import bare
from bot.chat.reading.languages import vocabularies
from bot.chat.reading.vocabulary import Vocabulary
from bot.domain import policy

_CLOCK: Final = re.compile(r"(\d{1,2})(?:[:.h](\d\d))?(am|pm|a\.m|p\.m|h)?", re.ASCII)
_NUMBER: Final = re.compile(r"\d{1,2}", re.ASCII)
_MINUTE: Final = re.compile(r"[0-5]\d", re.ASCII)
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
    """The one time of day that a text names: `can you write at 7pm instead`, `um halb acht`."""
    words = [bare(each).casefold() for each in text.split()]
    for say in vocabularies(language):
        if not say.not_then.isdisjoint(word.replace("'", "") for word in words):
            return None
        by_night = not say.evening.isdisjoint(words)
        found = [
            told
            for told, at in _times(words, say, spelt=True)
            if told.exact or by_night or (at and words[at - 1] in say.clock | say.until)
        ]
        if len(found) == 1:
            minute = found[0].minute
            late = by_night and minute < _HALF_DAY
            return time(*divmod((minute + _HALF_DAY if late else minute) % _DAY, 60))
    return None


def with_times_written(text: str, language: str) -> str:
    """A text in which each time of day that is told exactly is written in figures: `18:00`."""
    words = text.split()
    for say in vocabularies(language):
        read = [bare(each).casefold() for each in words]
        for told, at in reversed(list(_times(read, say))):
            if told.exact:
                words[at : at + told.words] = [f"{time(*divmod(told.minute, 60)):%H:%M}"]
    return " ".join(words)


def _times(
    words: Sequence[str], say: Vocabulary, *, spelt: bool = False
) -> Iterator[tuple[_ClockTime, int]]:
    """Every time of day with its place, one after the other."""
    at = 0
    while at < len(words):
        told = _time(words, at, say, spelt=spelt)
        if told is not None:
            yield told, at
        at += told.words if told is not None else 1


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
    named = _word(words, joint + second.words) in say.oclock  # `19-20 Uhr` tells both
    if words[joint] == "-" and not (first.exact and second.exact) and not named:
        return None
    spent = (second.minute - first.minute) % _DAY
    if spent > _HALF_DAY:
        spent -= _HALF_DAY
    if not 0 < spent <= policy.MINUTES_MOST:
        return None
    return ClockRange(spent, joint + 1 + second.words - glued)


def _time(
    words: Sequence[str], at: int, say: Vocabulary, *, spelt: bool = False
) -> _ClockTime | None:
    """`7`, `7:30`, `7pm`, `7 pm`, `noon`, `20 Uhr 15`, `half past 7`.

    Where it is `spelt`, `seven`, `acht Uhr dreißig` and `five past 7` are times, too.
    """
    word = _word(words, at)
    if word in say.clock_names:
        return _ClockTime(say.clock_names[word] * 60, exact=True, words=1)
    if told := _beside(words, at, say, spelt=spelt):
        return told
    found = _CLOCK.fullmatch(word)
    if found is None:
        named = spelt or _word(words, at + 1) in say.oclock
        hour = say.numbers.get(word) if named else None
        return _on_the_hour(words, at + 1, say, hour, spelt) if hour and hour <= 24 else None
    return _in_figures(words, at, say, found, spelt)


def _in_figures(
    words: Sequence[str], at: int, say: Vocabulary, found: re.Match[str], spelt: bool
) -> _ClockTime | None:
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").replace(".", "")
    apart = "" if half else _word(words, at + 1).replace(".", "")
    count = 1
    if apart in {"am", "pm"}:
        half, count = apart, 2
    if hour > 24 or minute > 59:
        return None
    if half in {"am", "pm"}:
        hour = hour % 12 + 12 * (half == "pm")
    if apart in say.oclock and not found[2]:
        return _on_the_hour(words, at + 1, say, hour, spelt)
    count += apart in say.oclock
    exact = bool(found[2] or half)
    return _ClockTime(hour % 24 * 60 + minute, exact=exact, words=count)


def _on_the_hour(
    words: Sequence[str], i: int, say: Vocabulary, hour: int, spelt: bool
) -> _ClockTime:
    """`8 Uhr`, `8 Uhr 15`; `i` is the place behind the hour."""
    if _word(words, i) not in say.oclock:
        return _ClockTime(hour % 24 * 60, exact=False, words=1)
    word = _word(words, i + 1)
    minute = int(word) if _MINUTE.fullmatch(word) else say.numbers.get(word) if spelt else None
    if minute and minute <= 59 and _word(words, i + 2) not in say.minutes | say.hours:
        return _ClockTime(hour % 24 * 60 + minute, exact=True, words=3)
    return _ClockTime(hour % 24 * 60, exact=True, words=2 + (minute == 0))


def _beside(words: Sequence[str], at: int, say: Vocabulary, *, spelt: bool) -> _ClockTime | None:
    """A time told by the hour beside it: `half past seven`, `halb acht`, `quarter to 8`."""
    word, joint = _word(words, at), _word(words, at + 1)
    part = 30 if word in say.half else 15 if word in say.quarter else 0
    if spelt and not part and joint not in say.until:
        part = _number(word, say, 59) or 0
    if word in say.half_to and (hour := _number(joint, say, 24)):
        minute, count = hour * 60 - 30, 2
    elif (
        part
        and joint in say.past | say.short_of
        and (hour := _number(_word(words, at + 2), say, 24))
    ):
        minute, count = hour * 60 + (part if joint in say.past else -part), 3
    else:
        return None
    count += _word(words, at + count) in say.oclock
    return _ClockTime(minute % _DAY, exact=True, words=count)


def _number(word: str, say: Vocabulary, most: int) -> int | None:
    number = int(word) if _NUMBER.fullmatch(word) else say.numbers.get(word)
    return number if number and number <= most else None


def _word(words: Sequence[str], at: int) -> str:
    return words[at] if at < len(words) else ""
