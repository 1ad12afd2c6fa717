"""The words in which a language tells times and days; what CLDR knows comes from Babel."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final


@dataclass(frozen=True)
class Vocabulary:
    """What `reading` knows of a language beside what Babel tells.

    `half` and `quarter` are parts of an hour, `article` is one of something, `about` may precede
    an amount and `on` a day. `not_minutes` are units that no study is logged in, but not in the singular, in which `10 second`
    may number what was done. `vague` begins
    an amount that says too little.
    """

    hours: frozenset[str]
    minutes: frozenset[str]
    not_minutes: frozenset[str]
    numbers: Mapping[str, int]
    article: frozenset[str]
    half: frozenset[str]
    quarter: frozenset[str]
    couple: frozenset[str]
    of: frozenset[str]
    and_: frozenset[str]
    about: frozenset[str]
    vague: frozenset[str]
    days: Mapping[str, str]
    daytimes: frozenset[str]
    on: frozenset[str]
    last: frozenset[str]
    next: frozenset[str]
    ago: frozenset[str]
    day_units: Mapping[str, int]
    weekdays: Mapping[str, int]
    months: Mapping[str, int]


_ONES: Final = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety"
_DAYTIMES: Final = ("morning", "afternoon", "evening", "night")


def _split(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ENGLISH: Final = Vocabulary(
    hours=_split("h hr hrs hour hours"),
    minutes=_split("m min mins minute minutes ' ’ ′"),  # noqa: RUF001 -- people type each of them
    not_minutes=_split("s sec secs seconds d days w wks weeks months years"),
    numbers={word: number for number, word in enumerate(_ONES.split(), 1)}
    | {word: 10 * number for number, word in enumerate(_TENS.split(), 2)},
    article=_split("a an"),
    half=_split("half"),
    quarter=_split("quarter quarters"),
    couple=_split("couple"),
    of=_split("of"),
    and_=_split("and & +"),
    about=_split("about around roughly approximately approx ca circa almost nearly for ~ ≈"),
    vague=_split("few several some"),
    days={
        "today": "today",
        "tonight": "today",
        **{f"this {part}": "today" for part in _DAYTIMES},
        "yesterday": "yesterday",
        **{f"yesterday {part}": "yesterday" for part in _DAYTIMES},
        "last night": "yesterday",
        "day before yesterday": "2",
        "the day before yesterday": "2",
        "tomorrow": "tomorrow",
    },
    daytimes=frozenset(_DAYTIMES),
    on=_split("on"),
    last=_split("last this past"),
    next=_split("next coming"),
    ago=_split("ago"),
    day_units={"day": 1, "days": 1, "week": 7, "weeks": 7},
    weekdays={"tues": 1, "weds": 2, "thur": 3, "thurs": 3},
    months={"sept": 9},
)


SOURCE_LANGUAGE: Final = "en"

_TABLES: Final[Mapping[str, Vocabulary]] = {SOURCE_LANGUAGE: _ENGLISH}


@cache
def vocabularies(language: str) -> tuple[Vocabulary, ...]:
    """How somebody with this language may say it: in their own words, or in English."""
    own = _TABLES.get(language)
    return (_ENGLISH,) if own is None or own is _ENGLISH else (own, _ENGLISH)


@cache
def weekdays(language: str) -> Mapping[str, int]:
    """From each name of a weekday, long or short, to 0 for Monday."""
    from babel.dates import get_day_names

    return _named(get_day_names, language) | {
        name: day for table in vocabularies(language) for name, day in table.weekdays.items()
    }


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
