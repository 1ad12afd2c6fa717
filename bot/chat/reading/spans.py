"""Spans of days as people write them: `5d`, `for two weeks`, `until friday` (promise 8.1)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.chat.reading.languages import months, vocabularies, weekdays
from bot.chat.reading.vocabulary import Vocabulary
from bot.domain.preferences import read_date
from bot.errors import CoachError, shortened

_PUNCTUATION: Final = ".,;:!?"
_GLUED: Final = re.compile(r"(\d{1,3})-?([^\W\d]+)")
_ISO: Final = re.compile(r"\d+-\d+-\d+")
_ORDINAL: Final = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?")
_YEARS_AHEAD: Final = 9
"""29 February comes again within so many years."""


@dataclass(frozen=True, slots=True)
class DaySpan:
    """So many `days`, or all up to a day: a date, the next such weekday, or day of a month."""

    days: int | None = None
    until: date | None = None
    in_days: int | None = None
    weekday: int | None = None
    day_of_month: tuple[int, int] | None = None

    def last(self, first: date, today: date) -> date:
        """Its last day where it begins on `first`. Raises CoachError for a day there is not."""
        if self.days is not None:
            return first + timedelta(days=self.days - 1)
        if self.until is not None:
            return self.until
        if self.in_days is not None:
            return today + timedelta(days=self.in_days)
        if self.weekday is not None:
            return today + timedelta(days=(self.weekday - today.weekday() - 1) % 7 + 1)
        return _next(self.day_of_month or (0, 0), today)


def read_span(words: Sequence[str], language: str = "en") -> tuple[DaySpan, int] | None:
    """The span that `words` begin with, and how many tell it; None where they begin with none.

    Raises CoachError where they begin like one and are none.
    """
    told = [word.casefold().rstrip(_PUNCTUATION) for word in words]
    for vocabulary in vocabularies(language):
        skipped = 1 if told and told[0] in vocabulary.about else 0
        if told[skipped : skipped + 1] and told[skipped] in vocabulary.until:
            found = _day(told[skipped + 1 :], vocabulary, language)
            if found is None:
                raise _refused(words)
            return found[0], skipped + 1 + found[1]
        found = _length(told[skipped:], vocabulary) or _iso(told[skipped:])
        if found is not None:
            return found[0], skipped + found[1]
    return None


def read_span_text(text: str, language: str = "en") -> DaySpan:
    """The span that is the whole of `text`. Raises CoachError."""
    words = text.split()
    found = read_span(words, language)
    if found is None or found[1] != len(words):
        raise _refused(words)
    return found[0]


def _refused(words: Sequence[str]) -> CoachError:
    return CoachError(
        "{words} is not a length of time; for example: /pause 5d, or /pause until friday",
        words=shortened(" ".join(words)),
    )


def _iso(told: Sequence[str]) -> tuple[DaySpan, int] | None:
    if told and _ISO.fullmatch(told[0]):
        return DaySpan(until=read_date(told[0])), 1
    return None


def _length(told: Sequence[str], say: Vocabulary) -> tuple[DaySpan, int] | None:
    """`5d`, `5 days`, `a week`, `two weeks`; a number alone means days."""
    first, second = (*told, "", "")[:2]
    if (glued := _GLUED.fullmatch(first)) and glued[2] in say.day_units:
        return DaySpan(days=int(glued[1]) * say.day_units[glued[2]]), 1
    count = 1 if first in say.article else say.numbers.get(first)
    if first.isascii() and first.isdigit() and len(first) <= 3:
        count = int(first)
    if count is None:
        return None
    if second in say.day_units:
        return DaySpan(days=count * say.day_units[second]), 2
    return (DaySpan(days=count), 1) if first.isdigit() and not second else None


def _day(told: Sequence[str], say: Vocabulary, language: str) -> tuple[DaySpan, int] | None:
    """A day that is to come."""
    if found := _iso(told):
        return found
    ahead = 1 if told and told[0] in say.next | say.last | say.on else 0
    first, second, third = (*told[ahead:], "", "", "")[:3]
    if first in weekdays(language):
        return DaySpan(weekday=weekdays(language)[first]), ahead + 1
    if say.days.get(first) in {"today", "tomorrow"}:
        return DaySpan(in_days=int(say.days[first] == "tomorrow")), ahead + 1
    for day, month, count in ((first, second, 2), (second, first, 2), (first, third, 3)):
        number = _ORDINAL.fullmatch(day)
        if number and month in months(language) and (count == 2 or second in say.of):
            return DaySpan(day_of_month=(months(language)[month], int(number[1]))), ahead + count
    return None


def _next(day_of_month: tuple[int, int], today: date) -> date:
    month, day = day_of_month
    for year in range(today.year, today.year + _YEARS_AHEAD):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= today:
            return found
    raise CoachError(
        "{word} is not a date in the calendar; write it like 2026-03-02.",
        word=f"{month:02}-{day:02}",
    )
