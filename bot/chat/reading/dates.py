"""Dates of the calendar as people write them: `2 March`, `March 2nd, 2026`, `2-Mar` (promise 8.1)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.chat.reading.clean import bare
from bot.chat.reading.languages import dotted, months
from bot.chat.reading.vocabulary import Vocabulary
from bot.domain.preferences import read_date
from bot.errors import CoachError, shortened

_ISO: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_NUMBER: Final = re.compile(r"\d{1,2}", re.ASCII)
_POINTS: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})?", re.ASCII)
_SHORT: Final = re.compile(r"\d{1,2}\.\d{1,2}", re.ASCII)
_LIKE_A_DATE: Final = re.compile(
    r"[+-]?\d+-\d+-\d+\S*|\d+/\d+(/\d+)?|\d+\.\d+\.(\d+)?|\d{4}[/.]\d+[/.]\d+\S*", re.ASCII
)
_GLUED: Final = re.compile(
    r"([^\W_]+\.?)-([^\W_]+)(?:-(\d{4}))?|(\d{1,2})([^\W\d_]+)|([^\W\d_]+)(\d{1,2})"
)
_DAY: Final = re.compile(r"(\d{1,2})(st|nd|rd|th|\.)?", re.ASCII)
_YEAR: Final = re.compile(r"[12]\d{3}", re.ASCII)


class UnsureDayError(CoachError):
    """What was typed may be a day, but it cannot be told which one."""


@dataclass(frozen=True, slots=True)
class CalendarDate:
    """A day of a month, perhaps of a year; `words` told it."""

    day: int
    month: int
    year: int | None
    words: int

    @property
    def iso(self) -> str:
        """As it is written in numbers, without the year where none was told."""
        day = f"{self.month:02}-{self.day:02}"
        return day if self.year is None else f"{self.year:04}-{day}"


def read_calendar_date(
    words: Sequence[str], vocabulary: Vocabulary, language: str
) -> CalendarDate | None:
    """The date that bare `words` in lower case begin with; None where they begin with none.

    Raises UnsureDayError where they begin like one in numbers and are none.
    """
    if not words:
        return None
    if _ISO.fullmatch(words[0]):
        day = read_date(words[0])
        return CalendarDate(day.day, day.month, day.year, 1)
    if dotted(language) and (found := _in_points(words[0])):
        return found
    if _LIKE_A_DATE.fullmatch(words[0]):
        raise UnsureDayError(
            "{word} is not a date in the calendar; write it like 2026-03-02.",
            word=shortened(words[0]),
        )
    return _in_words(words, vocabulary, language) or _in_one_word(words[0], language)


def bare_date(word: str, language: str = "en") -> str:
    """A word without what stands around it; `1.3.` keeps the point that makes it a date.

    So does `9.`, where days are written with one.
    """
    found = bare(word)
    short = _SHORT.fullmatch(found) or (dotted(language) and _NUMBER.fullmatch(found))
    return f"{found}." if f"{found}." in word and short else found


def ordinal(word: str, language: str = "en") -> int | None:
    """`9th` as 9, and `9.` where days are written like that."""
    found = _DAY.fullmatch(word)
    told = found and found[2] and (found[2].isalpha() or dotted(language))
    return int(found[1]) if found and told else None


def _in_points(word: str) -> CalendarDate | None:
    """`2.3.`, `02.03.2026`, `2.3.26`."""
    found = _POINTS.fullmatch(word)
    if found is None:
        return None
    year = found[3] and int(found[3]) + (2000 if len(found[3]) == 2 else 0)
    return CalendarDate(int(found[1]), int(found[2]), year or None, 1)


def _in_words(words: Sequence[str], say: Vocabulary, language: str) -> CalendarDate | None:
    """`2 March`, `the 2nd of March 2026`, `March the 2nd`."""
    told = [(at, word) for at, word in enumerate(words) if word not in say.the and word != ""]
    if len(told) > 1 and told[1][1] in say.of:
        del told[1]
    if len(told) < 2:
        return None
    (_, first), (at, second) = told[:2]
    found = _day_and_month(first, second, language)
    if found is None:
        return None
    if len(told) > 2 and _YEAR.fullmatch(told[2][1]):
        return CalendarDate(*found, int(told[2][1]), told[2][0] + 1)
    return CalendarDate(*found, None, at + 1)


def _in_one_word(word: str, language: str) -> CalendarDate | None:
    """`2-Mar`, `2-Mar-2026`, `2mar`."""
    glued = _GLUED.fullmatch(word)
    if glued is None:
        return None
    one, other = (each for each in glued.group(1, 2, 4, 5, 6, 7) if each)
    found = _day_and_month(one, other, language)
    return CalendarDate(*found, int(glued[3]) if glued[3] else None, 1) if found else None


def _day_and_month(one: str, other: str, language: str) -> tuple[int, int] | None:
    names = months(language)
    for day, month in ((one, other), (other, one)):
        number = _DAY.fullmatch(day)
        if number and month.rstrip(".") in names:
            return int(number[1]), names[month.rstrip(".")]
    return None
