"""Days as people write them: `yesterday`, `last monday`, `2 March`, `3 days ago` (promise 8.1)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from difflib import SequenceMatcher
from typing import Final, Literal, cast

from bot.chat.reading.languages import months, vocabularies, weekdays
from bot.chat.reading.vocabulary import Vocabulary
from bot.domain.preferences import read_date
from bot.errors import CoachError, shortened

_PUNCTUATION: Final = ".,;:!?)"
_LIKE_A_DATE: Final = re.compile(
    r"[+-]?\d+-\d+-\d+\.?|\d+/\d+(/\d+)?\.?|\d+\.\d+\.(\d+)?\.?", re.ASCII
)
_DAY_OF_MONTH: Final = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?", re.ASCII)
_YEAR: Final = re.compile(r"[12]\d{3}", re.ASCII)
_LETTERS_LEAST: Final = 3
_WORDS_MOST: Final = 5
_LAST_DAY: Final = date(MAXYEAR, 12, 31)
_ALIKE: Final = 0.85
"""How near a word must come to `yesterday` to be asked about."""


@dataclass(frozen=True, slots=True)
class DaysBack:
    """The day so many days before today."""

    days: int


@dataclass(frozen=True, slots=True)
class LastWeekday:
    """The last day of that weekday, 0 for Monday, before today."""

    weekday: int


@dataclass(frozen=True, slots=True)
class DayOfMonth:
    """The last such day up to today."""

    month: int
    day: int


When = date | DaysBack | LastWeekday | DayOfMonth | Literal["today", "yesterday"]


@dataclass(frozen=True, slots=True)
class DayTold:
    """A day that was named, and how many words told it."""

    when: When
    words: int


def read_day(words: Sequence[str], language: str = "en") -> DayTold | None:
    """The day that `words` begin with; None where they begin with none.

    Raises CoachError where they begin like one and are none, or where it is still to come.
    """
    told = [word.casefold().rstrip(_PUNCTUATION) for word in words[:_WORDS_MOST]]
    for vocabulary in vocabularies(language):
        reader = _DayReader(told, vocabulary, language)
        if found := reader.day():
            return found
    if words and _LIKE_A_DATE.fullmatch(words[0].rstrip(_PUNCTUATION[1:])):
        return DayTold(read_date(told[0]), 1)
    return None


def read_when(text: str, language: str = "en") -> When:
    """The day that is the whole of `text`. Raises CoachError."""
    words = text.split()
    found = read_day(words, language)
    if found is None or found.words != len(words):
        raise CoachError(
            "{word} is not a day I know; write it like yesterday, monday or 2026-03-02.",
            word=shortened(text),
        )
    return found.when


def resolved(when: When, today: date, yesterday: date) -> date:
    """The date that is meant; `yesterday` is the day lived before today (promise 1.3)."""
    match when:
        case "today":
            return today
        case "yesterday":
            return yesterday
        case DaysBack(days):
            return today - timedelta(days=days)
        case LastWeekday(weekday):
            return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)
        case DayOfMonth(month, day):
            return _last(month, day, today)
        case date():
            return when


def _last(month: int, day: int, today: date) -> date:
    """29 February is sought for eight years, as 2100 has none."""
    for year in range(today.year, today.year - 9, -1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found <= today:
            return found
    raise CoachError(
        "{word} is not a date in the calendar; write it like 2026-03-02.",
        word=f"{month:02}-{day:02}",
    )


class _DayReader:
    def __init__(self, words: list[str], vocabulary: Vocabulary, language: str) -> None:
        self._words = words
        self._say = vocabulary
        self._language = language

    def day(self) -> DayTold | None:
        """What the words begin with, the longest reading first."""
        skipped = 1 if self._word(0) in self._say.on else 0
        found = self._named(skipped) or self._ago(skipped) or self._weekday(skipped)
        found = found or self._date(skipped)
        if found is None:
            self._misspelt(skipped)
        return found

    def _named(self, i: int) -> DayTold | None:
        for count in range(min(4, len(self._words) - i), 0, -1):
            phrase = " ".join(self._words[i : i + count])
            if name := self._say.days.get(phrase):
                if name == "tomorrow":
                    raise CoachError("Tomorrow is still to come; log it then, with /done")
                when = DaysBack(int(name)) if name.isdigit() else cast("When", name)
                return DayTold(when, i + count)
        return None

    def _ago(self, i: int) -> DayTold | None:
        """`3 days ago`, `a week ago`."""
        count, unit = self._count(i), self._say.day_units.get(self._word(i + 1))
        if unit is None or count is None or self._word(i + 2) not in self._say.ago:
            return None
        return DayTold(DaysBack(count * unit), i + 3)

    def _count(self, i: int) -> int | None:
        word = self._word(i)
        if word in self._say.article:
            return 1
        spelt = int(word) if re.fullmatch(r"\d{1,3}", word, re.ASCII) else None
        return self._say.numbers.get(word, spelt)

    def _weekday(self, i: int) -> DayTold | None:
        """`monday`, `mon`, `last monday`; one that is to come is refused."""
        ahead = self._word(i) in self._say.next
        j = i + 1 if ahead or self._word(i) in self._say.last else i
        weekday = self._weekday_named(self._word(j))
        if weekday is None:
            return None
        if ahead:
            raise CoachError("That day is still to come; log it then, with /done")
        after = j + 2 if self._word(j + 1) in self._say.daytimes else j + 1
        return DayTold(LastWeekday(weekday), after)

    def _weekday_named(self, word: str) -> int | None:
        names = weekdays(self._language)
        if word in names or len(word) < _LETTERS_LEAST:
            return names.get(word)
        return next((day for name, day in names.items() if name.startswith(word)), None)

    def _date(self, i: int) -> DayTold | None:
        """`2 March`, `March 2nd`, `2nd of March 2026`."""
        names = months(self._language)
        for day, month, count in self._day_and_month(i):
            number = _DAY_OF_MONTH.fullmatch(day)
            if number and month in names:
                after = self._word(i + count)
                if _YEAR.fullmatch(after):
                    iso = f"{after}-{names[month]:02}-{int(number[1]):02}"
                    return DayTold(read_date(iso), i + count + 1)
                when = DayOfMonth(names[month], int(number[1]))
                resolved(when, _LAST_DAY, _LAST_DAY)
                return DayTold(when, i + count)
        return None

    def _day_and_month(self, i: int) -> Iterator[tuple[str, str, int]]:
        first, second, third = (self._word(i + step) for step in range(3))
        yield first, second, 2
        yield second, first, 2
        if second in self._say.of:
            yield first, third, 3

    def _misspelt(self, i: int) -> None:
        """Raise CoachError for `yesteday`: it must not become a note."""
        word = self._word(i)
        for name in ("yesterday", "tomorrow"):
            if word != name and SequenceMatcher(None, word, name).ratio() > _ALIKE:
                raise CoachError(
                    "Is {word} a day? Write it like yesterday, monday or 2026-03-02.",
                    word=shortened(word),
                )

    def _word(self, i: int) -> str:
        return self._words[i] if 0 <= i < len(self._words) else ""
