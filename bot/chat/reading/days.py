"""Days as people write them: `yesterday`, `last monday`, `2 March`, `3 days ago` (promise 8.1)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from difflib import SequenceMatcher
from typing import Final, Literal, cast

from bot.chat.reading.dates import (
    CalendarDate,
    UnsureDayError,
    bare_date,
    ordinal,
    read_calendar_date,
)
from bot.chat.reading.foreign_days import DAYS_ABROAD, UNSURE_ABROAD, WEEKDAYS_ABROAD
from bot.chat.reading.languages import SOURCE_LANGUAGE, doubtful, vocabularies, weekdays
from bot.chat.reading.slips import is_slip
from bot.chat.reading.vocabulary import AHEAD, Vocabulary
from bot.domain.preferences import read_date
from bot.errors import CoachError, shortened

_GLUED: Final = re.compile(r"(\d{1,3})([^\W\d_]+)")
_LETTERS_LEAST: Final = 3
_WORDS_MOST: Final = 7
_LAST_DAY: Final = date(MAXYEAR, 12, 31)
_YEARS_BACK: Final = 9
"""29 February is sought for eight years, as 2100 has none."""

_ALIKE: Final = 0.85
_NAME_LEAST: Final = 7
"""How near a word must come to a long name, as `yesterday`, to be asked about."""


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
    """The last such day up to today, in any month where `month` is 0; it falls on `weekday`."""

    month: int
    day: int
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class WeekdayOn:
    """A date of which the weekday was told, too."""

    day: date
    weekday: int


When = date | DaysBack | LastWeekday | DayOfMonth | WeekdayOn | Literal["today", "yesterday"]


@dataclass(frozen=True, slots=True)
class DayTold:
    """A day that was named, and how many words told it."""

    when: When
    words: int


def read_day(words: Sequence[str], language: str = "en") -> DayTold | None:
    """The day that `words` begin with; None where they begin with none.

    Raises UnsureDayError where they begin like one and are none, CoachError where it is still to
    come.
    """
    told = [bare_date(word.casefold(), language) for word in words[:_WORDS_MOST]]
    unsure: UnsureDayError | None = None
    for vocabulary in vocabularies(language):
        try:
            if found := _DayReader(told, vocabulary, language).day():
                return found
        except UnsureDayError as broken:
            unsure = unsure or broken
    if unsure is not None:
        raise unsure
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
    """The date that is meant; `yesterday` is the day lived before today (promise 1.3).

    Raises CoachError where the calendar has none.
    """
    match when:
        case "today" | "yesterday":
            return today if when == "today" else yesterday
        case DaysBack(days):
            return today - timedelta(days=days)
        case LastWeekday(weekday):
            return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)
        case DayOfMonth(month, day, weekday):
            return _on_weekday(_last(month, day, today), weekday)
        case WeekdayOn(day, weekday):
            return _on_weekday(day, weekday)
        case date():
            return when


def _on_weekday(day: date, weekday: int | None) -> date:
    if weekday is not None and day.weekday() != weekday:
        raise CoachError(
            "{day} is another weekday; which day do you mean? Write it like monday or 2026-03-02.",
            day=day.isoformat(),
        )
    return day


def _last(month: int, day: int, today: date) -> date:
    latest = today.year * 12 + today.month - 1
    for back in range(12 * _YEARS_BACK):
        year, month_before = divmod(latest - back, 12)
        if month not in {0, month_before + 1}:
            continue
        try:
            found = date(year, month_before + 1, day)
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
        skipped = 0
        while skipped < len(self._words) and not self._word(skipped):
            skipped += 1  # a dash, an emoji
        if skipped == len(self._words):
            return None
        on = self._word(skipped) in self._say.on
        skipped += on
        self._refuse_vague(skipped)
        found = self._named(skipped) or self._ago(skipped) or self._weekday(skipped)
        found = found or self._date(skipped) or self._day_of_month(skipped, sure=on)
        if found is None:
            self._misspelt(skipped)
        return found

    def _named(self, i: int) -> DayTold | None:
        for count in range(min(4, len(self._words) - i), 0, -1):
            phrase = " ".join(self._words[i : i + count])
            if name := self._say.days.get(phrase) or DAYS_ABROAD.get(phrase):
                if name == "tomorrow":
                    raise CoachError("Tomorrow is still to come; log it then, with /done")
                if AHEAD.get(name):
                    raise CoachError("That day is still to come; log it then, with /done")
                when = DaysBack(int(name)) if name.isdigit() else cast("When", name)
                return DayTold(when, i + count)
        return None

    def _ago(self, i: int) -> DayTold | None:
        """`3 days ago`, `3d ago`, `a couple of weeks ago`, `vor 3 Tagen`."""
        first = self._word(i) in self._say.ago_first
        i += first
        glued = _GLUED.fullmatch(self._word(i))
        count, j = (int(glued[1]), i + 1) if glued else self._count(i)
        unit = self._say.day_units.get(glued[2] if glued else self._word(j))
        after = j if glued else j + 1
        if unit is None or count is None or not (first or self._word(after) in self._say.ago):
            return None
        return DayTold(DaysBack(count * unit), after if first else after + 1)

    def _count(self, i: int) -> tuple[int | None, int]:
        say = self._say
        couple = i + 1 if self._word(i) in say.article else i
        if self._word(couple) in say.couple:
            return 2, couple + 1 + (self._word(couple + 1) in say.of)
        word = self._word(i)
        if word in say.article:
            return 1, i + 1
        spelt = int(word) if re.fullmatch(r"\d{1,3}", word, re.ASCII) else None
        return say.numbers.get(word, spelt), i + 1

    def _refuse_vague(self, i: int) -> None:
        """`a few days ago`, `last week`: more days than one."""
        told = (" ".join(self._words[i : i + count]) for count in (1, 2, 3, 4))
        if not self._say.vague_days.isdisjoint(told):
            raise self._unsure(" ".join(self._words[i : i + 2]))

    def _weekday(self, i: int) -> DayTold | None:
        """`monday`, `mon`, `last monday`, `mon 2 march`; one that is to come is refused."""
        ahead = self._word(i) in self._say.next
        j = i + 1 if ahead or self._word(i) in self._say.last else i
        weekday = self._weekday_named(self._word(j))
        if weekday is None or self._is_doubtful(i, j):
            return None
        if ahead:
            raise CoachError("That day is still to come; log it then, with /done")
        if found := self._dated(j + 1, weekday):
            return found
        after = j + 2 if self._word(j + 1) in self._say.daytimes else j + 1
        self._refuse_vague(after)
        return DayTold(LastWeekday(weekday), after)

    def _dated(self, i: int, weekday: int) -> DayTold | None:
        """The date behind a weekday: `2 march`, `the 9th`."""
        if found := read_calendar_date(self._words[i:], self._say, self._language):
            return self._told(found, i, weekday)
        j = i + 1 if self._word(i) in self._say.the else i
        number = ordinal(self._word(j), self._language)
        return DayTold(DayOfMonth(0, number, weekday), j + 1) if number else None

    def _day_of_month(self, i: int, *, sure: bool) -> DayTold | None:
        """`on the 6th`, or `the 6th` alone; `the 6th chapter` is none."""
        j = i + 1 if self._word(i) in self._say.the else i
        number = ordinal(self._word(j), self._language)
        if number is None or not (sure or (j > i and not self._word(j + 1))):
            return None
        resolved(DayOfMonth(0, number), _LAST_DAY, _LAST_DAY)
        return DayTold(DayOfMonth(0, number), j + 1)

    def _weekday_named(self, word: str) -> int | None:
        names = weekdays(self._language)
        if word in names or len(word) < _LETTERS_LEAST:
            return names.get(word)
        english = weekdays(SOURCE_LANGUAGE).items()
        begun = next((day for name, day in english if name.startswith(word)), None)
        return WEEKDAYS_ABROAD.get(word) if begun is None else begun

    def _is_doubtful(self, i: int, j: int) -> bool:
        """Whether a short name is more likely another word: `so much`, but `on so`, `so 2 march`."""
        if self._word(j) not in doubtful(self._language) or j > i:
            return False
        on = i > 0 and self._word(i - 1) in self._say.on
        return not (on or not self._word(j + 1) or self._word(j + 1)[:1].isdecimal())

    def _date(self, i: int) -> DayTold | None:
        found = read_calendar_date(self._words[i:], self._say, self._language)
        return self._told(found, i) if found else None

    def _told(self, found: CalendarDate, i: int, weekday: int | None = None) -> DayTold:
        words = i + found.words
        if found.year is not None:
            day = read_date(found.iso)
            return DayTold(day if weekday is None else WeekdayOn(day, weekday), words)
        when = DayOfMonth(found.month, found.day)
        resolved(when, _LAST_DAY, _LAST_DAY)
        return DayTold(DayOfMonth(found.month, found.day, weekday), words)

    def _misspelt(self, i: int) -> None:
        """Raise UnsureDayError for `yesteday` and `wendesday`: they must not become a note."""
        word = self._word(i)
        names = (name for name in self._say.days if len(name) >= _NAME_LEAST and " " not in name)
        near = any(SequenceMatcher(None, word, name).ratio() > _ALIKE for name in names)
        weekday = any(is_slip(word, name) for name in weekdays(self._language))
        if word in UNSURE_ABROAD or near or (weekday and not word.endswith("s")):
            raise self._unsure(word)

    def _unsure(self, words: str) -> UnsureDayError:
        return UnsureDayError(
            "Is {word} a day? Write it like yesterday, monday or 2026-03-02.",
            word=shortened(words),
        )

    def _word(self, i: int) -> str:
        return self._words[i] if 0 <= i < len(self._words) else ""
