"""Spans of days as people write them: `5d`, `for two weeks`, `until friday` (promise 8.1)."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.chat.reading.dates import bare_date, ordinal, read_calendar_date
from bot.chat.reading.languages import months, vocabularies, weekdays
from bot.chat.reading.quantities import Quantities
from bot.chat.reading.tokens import Tokens
from bot.chat.reading.vocabulary import AHEAD, Vocabulary
from bot.errors import CoachError, shortened

_DAYS_MOST: Final = 999
"""No span is longer: what is written with more digits is none."""

_YEARS_AHEAD: Final = 9
"""29 February comes again within so many years."""

_ANY_MONTH: Final = 0
_MONTH_MOST: Final = 31
_DAYS_OF_WEEK: Final = 7
_DAYS_OF_MONTH: Final = 30
_SUNDAY: Final = 6
_LEADS_MOST: Final = 3
"""Words that stand before a day to come: `bis zum nächsten Montag`."""


@dataclass(frozen=True, slots=True)
class DaySpan:
    """So many `days`, or all up to a day: a date, the next such weekday, or day of a month.

    The month 0 is any; an end of it is that of this one.
    """

    days: int | None = None
    until: date | None = None
    in_days: int | None = None
    weekday: int | None = None
    day_of_month: tuple[int, int] | None = None
    end_of: int | None = None

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
        if self.end_of is not None:
            month = self.end_of or today.month
            year = today.year + (month < today.month)
            return date(year, month, monthrange(year, month)[1])
        return _next(self.day_of_month or (_ANY_MONTH, 1), today)


def read_span(words: Sequence[str], language: str = "en") -> tuple[DaySpan, int] | None:
    """The span that `words` begin with, and how many tell it; None where they begin with none.

    Raises CoachError where they begin like one and are none.
    """
    told = [bare_date(word.casefold(), language) for word in words]
    for vocabulary in vocabularies(language):
        skipped = 1 if told and told[0] in vocabulary.about else 0
        if told[skipped : skipped + 1] and told[skipped] in vocabulary.until:
            found = _day(told[skipped + 1 :], vocabulary, language)
            if found is None:
                raise _refused(words)
            return found[0], skipped + 1 + found[1]
        found = _length(words[skipped:], vocabulary) or _date(told[skipped:], vocabulary, language)
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


def _length(words: Sequence[str], say: Vocabulary) -> tuple[DaySpan, int] | None:
    """`5d`, `5 days`, `a couple of weeks`, `1w 2d`; a number alone means days."""
    tokens = Tokens(" ".join(words))
    numbers, days, i, larger = Quantities(tokens, say), 0, 0, _DAYS_MOST
    while (told := numbers.quantity(i)) and told[0] <= _DAYS_MOST:
        count, j = told
        j = j + 1 if tokens.word(j) == "-" and tokens.word(j + 1) in say.day_units else j
        unit = say.day_units.get(tokens.word(j))
        if unit is None or unit >= larger or (count * unit).denominator != 1:
            break
        larger, days, i = unit, days + int(count * unit), tokens.past(j + 1, say.and_ | {","})
    if i:
        end = i - 1 if tokens.word(i - 1) in say.and_ else i
        return (DaySpan(days=days), tokens.words_before(end)) if tokens.ends_word(end) else None
    alone = tokens.whole(0) if len(tokens) == 1 else None
    return (DaySpan(days=alone), 1) if alone is not None and alone <= _DAYS_MOST else None


def _date(told: Sequence[str], say: Vocabulary, language: str) -> tuple[DaySpan, int] | None:
    found = read_calendar_date(told, say, language)
    if found is None:
        return None
    if found.year is not None:
        return DaySpan(until=date.fromisoformat(found.iso)), found.words
    return DaySpan(day_of_month=(found.month, found.day)), found.words


def _day(told: Sequence[str], say: Vocabulary, language: str) -> tuple[DaySpan, int] | None:
    """A day that is to come."""
    leads = say.next | say.last | say.on
    ahead = next((at for at, word in enumerate(told[:_LEADS_MOST]) if word not in leads), 0)
    first, second = (*told[ahead:], "", "")[:2]
    if first in weekdays(language):
        rest = told[ahead + 1 :]
        dated = _date(rest, say, language) or _in_a_month(rest, 0, say, language)
        if dated is not None:
            return dated[0], ahead + 1 + dated[1]
        return DaySpan(weekday=weekdays(language)[first]), ahead + 1 + (second in say.daytimes)
    if (in_days := AHEAD.get(say.days.get(first, ""))) is not None:
        return DaySpan(in_days=in_days), ahead + 1 + (second in say.daytimes)
    if found := _end(told, say, language):
        return found
    if found := _date(told[ahead:], say, language):
        return found[0], ahead + found[1]
    return _in_a_month(told[ahead:], ahead, say, language)


def _end(told: Sequence[str], say: Vocabulary, language: str) -> tuple[DaySpan, int] | None:
    """`the end of march`, `the end of the month`, `the end of the week`."""
    at = 1 if told and told[0] in say.the else 0
    if len(told) <= at or told[at] not in say.end:
        return None
    at += 2 if told[at + 1 : at + 2] and told[at + 1] in say.of else 1
    at += 1 if told[at : at + 1] and told[at] in say.the | say.last else 0
    word = told[at] if len(told) > at else ""
    if word in months(language):
        return DaySpan(end_of=months(language)[word]), at + 1
    unit = say.day_units.get(word)
    if unit == _DAYS_OF_MONTH:
        return DaySpan(end_of=_ANY_MONTH), at + 1
    return (DaySpan(weekday=_SUNDAY), at + 1) if unit == _DAYS_OF_WEEK else None


def _in_a_month(
    told: Sequence[str], ahead: int, say: Vocabulary, language: str
) -> tuple[DaySpan, int] | None:
    """`the 15th`: the next day of that number, in whatever month."""
    the = 1 if told and told[0] in say.the else 0
    number = ordinal(told[the], language) if len(told) > the else None
    if number is None or not 1 <= number <= _MONTH_MOST:
        return None
    return DaySpan(day_of_month=(_ANY_MONTH, number)), ahead + the + 1


def _next(day_of_month: tuple[int, int], today: date) -> date:
    month, day = day_of_month
    first = today.year * 12 + today.month - 1
    for ahead in range(12 * _YEARS_AHEAD):
        year, month_before = divmod(first + ahead, 12)
        if month not in {_ANY_MONTH, month_before + 1}:
            continue
        try:
            found = date(year, month_before + 1, day)
        except ValueError:
            continue
        if found >= today:
            return found
    raise CoachError(
        "{word} is not a date in the calendar; write it like 2026-03-02.",
        word=f"{month:02}-{day:02}",
    )
