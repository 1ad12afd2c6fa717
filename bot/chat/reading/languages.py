"""The languages that are read; what CLDR knows of their days and months comes from Babel."""

import re
from collections.abc import Callable, Mapping, Set
from functools import cache
from typing import Final

from bot.chat.reading.english import sayings as english_sayings
from bot.chat.reading.english import times as english_times
from bot.chat.reading.german import sayings as german_sayings
from bot.chat.reading.german import times as german_times
from bot.chat.reading.vocabulary import PlainWords, Vocabulary

SOURCE_LANGUAGE: Final = "en"
_IN_FULL: Final = 5
"""Letters from which on the name of a weekday is no other word."""

_TABLES: Final[Mapping[str, tuple[Vocabulary, PlainWords]]] = {
    SOURCE_LANGUAGE: (english_times.VOCABULARY, english_sayings.PLAIN_WORDS),
    "de": (german_times.VOCABULARY, german_sayings.PLAIN_WORDS),
}


@cache
def vocabularies(language: str) -> tuple[Vocabulary, ...]:
    """How somebody with this language may say it: in their own words, or in English."""
    return tuple(vocabulary for vocabulary, _ in _spoken(language))


@cache
def plain_words(language: str) -> tuple[PlainWords, ...]:
    """What somebody with this language may say: in their own words, or in English."""
    return tuple(sayings for _, sayings in _spoken(language))


def _spoken(language: str) -> list[tuple[Vocabulary, PlainWords]]:
    tags = dict.fromkeys((language, SOURCE_LANGUAGE))
    return [_TABLES[tag] for tag in tags if tag in _TABLES]


@cache
def commands_named(language: str) -> Mapping[str, str]:
    """Commands by what they are called in a language, beside their own names."""
    return {name: each for words in plain_words(language) for name, each in words.commands.items()}


@cache
def reserved(language: str) -> Set[str]:
    """Words that are never an answer, beside the names of commands (promise 5.2)."""
    return frozenset[str]().union(*(words.reserved for words in plain_words(language)))


@cache
def without_courtesy(language: str) -> re.Pattern[str]:
    """What may stand behind a reserved word: `skip it please`."""
    polite = "|".join(each for words in plain_words(language) for each in words.polite)
    return re.compile(rf"(?i)(?:[\s,]+(?:{polite}))+[.!]*$")


@cache
def weekdays(language: str) -> Mapping[str, int]:
    """From each name of a weekday, long or short, to 0 for Monday."""
    from babel.dates import get_day_names

    return _named(get_day_names, language) | {
        name: day for table in vocabularies(language) for name, day in table.weekdays.items()
    }


@cache
def doubtful(language: str) -> Set[str]:
    """The names of weekdays that are more often other words."""
    return frozenset[str]().union(*(each.doubtful for each in vocabularies(language)))


@cache
def dotted(language: str) -> bool:
    """Whether a date in numbers is written with points and the day first: `2.3.2026`."""
    from babel.dates import get_date_format

    pattern = get_date_format("short", language).pattern
    return pattern.startswith("d") and "." in pattern


@cache
def months(language: str) -> Mapping[str, int]:
    """From each name of a month, long or short, to 1 for January."""
    from babel.dates import get_month_names

    return _named(get_month_names, language) | {
        name: month for table in vocabularies(language) for name, month in table.months.items()
    }


def _named(names: Callable[..., Mapping[int, str]], language: str) -> dict[str, int]:
    forms = ((tag, width) for tag in (language, "en") for width in ("wide", "abbreviated"))
    return {
        name.rstrip(".").casefold(): number
        for tag, width in forms
        for number, name in names(width, locale=tag).items()
    }


def weekdays_named(text: str, language: str) -> frozenset[int]:
    """The weekdays that a text names in full, in any number; short forms are other words, too."""
    words = re.findall(r"[^\W\d_]+", text.casefold())
    names = {name: day for name, day in weekdays(language).items() if len(name) >= _IN_FULL}
    return frozenset(
        day for word in words for name, day in names.items() if word in {name, f"{name}s"}
    )
