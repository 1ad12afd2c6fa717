"""What people say in plain words, as far as a table of each language knows it (promise 8.2)."""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from bot.chat.reading.amounts import Amount, read_amount
from bot.chat.reading.clean import Word, readable, words_of
from bot.chat.reading.days import DayTold, When, read_day
from bot.chat.reading.hurried import known_words, mended, without_fillers, written_out
from bot.chat.reading.languages import SOURCE_LANGUAGE, plain_words
from bot.chat.reading.slips import is_slip
from bot.chat.reading.vocabulary import Intent, PlainWords
from bot.errors import CoachError

WORDS_MOST: Final = 40
LETTERS_MOST: Final = 400
"""Of a longer text nobody expects that a table understands it."""

_WORDS_LEAST: Final = 2
_HINTED_MOST: Final = 12
"""How many words a text has of which one may hint at what is meant."""

_APOSTROPHE: Final = re.compile("['’`´]")  # noqa: RUF001 -- as people type them
_BARE: Final = re.compile(r"[^\w\s]|_")
_NEVER: Final = re.compile(r"(?!)")
_PUNCTUATION: Final = " ,.;:!?-"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a text seems to mean; of study also for how long, on which day and at what.

    It is not `sure` where only a word hints at it.
    """

    intent: Intent
    minutes: int | None = None
    when: When | None = None
    note: str = ""
    sure: bool = field(default=True, compare=False)


@dataclass(frozen=True, slots=True)
class _Told:
    """What a text tells of study: an amount, a day, and the words around them."""

    amount: Amount | None
    before: Sequence[Word]
    day: DayTold | None
    note: str


@dataclass(frozen=True, slots=True)
class _Patterns:
    """The compiled table of a language."""

    intents: Sequence[tuple[Intent, re.Pattern[str]]]
    timer: re.Pattern[str]
    studied: re.Pattern[str]
    ahead: re.Pattern[str]
    counts: re.Pattern[str]
    never: re.Pattern[str]
    before: re.Pattern[str]
    behind: re.Pattern[str]
    fillers: re.Pattern[str]
    asks: re.Pattern[str]
    shows: re.Pattern[str]
    known: frozenset[str]
    words: PlainWords


def meaning_of(text: str, language: str = SOURCE_LANGUAGE) -> Meaning | None:
    """What a text in plain words seems to mean; None where no table knows it."""
    words = words_of(text)
    if len(words) > WORDS_MOST or len(text) > LETTERS_MOST:
        return None
    for table in _tables(language):
        plain = written_out(_plain(text), table.words.shorthand)
        if not plain and (intent := table.words.emoji.get(readable(text)[:1])):
            return Meaning(intent)
        if plain and (found := _meant(words, plain, table, language)):
            return found
    return None


def _meant(words: Sequence[Word], plain: str, table: _Patterns, language: str) -> Meaning | None:
    told = _told(words, language, table)
    if table.timer.fullmatch(plain):
        return Meaning(Intent.TIMER, _length(words, language))
    if told.amount and _is_study(told, plain, table):
        return Meaning(Intent.STUDIED, told.amount.minutes, _when(told), told.note)
    for spelling in dict.fromkeys((plain, mended(plain, table.known, table.words.tried))):
        if found := _wished(spelling, table):
            return found
        if _is_past(spelling, table) and table.studied.search(spelling):
            return Meaning(Intent.STUDIED, None, _when(told), told.note)
    return _hinted(plain, table)


def _length(words: Sequence[Word], language: str) -> int | None:
    """The first amount, which a timer is to run: a bare number will do."""
    read = [word.read for word in words]
    for at in range(len(read)):
        with suppress(CoachError):
            if found := read_amount(read[at:], language):
                return found.minutes
    return None


def _hinted(plain: str, table: _Patterns) -> Meaning | None:
    """What a word in a text hints at; a long text is too much, one word at most a slip for a page."""
    said = plain.split()
    if len(said) == 1:
        meant = next((word for word in table.words.shown if is_slip(plain, word)), None)
        return Meaning(Intent.SHOW, note=table.words.shown[meant], sure=False) if meant else None
    if not _WORDS_LEAST <= len(said) <= _HINTED_MOST:
        return None
    for intent, cues in table.words.cues.items():
        if not cues.isdisjoint(said):
            return Meaning(intent, sure=False)
    pages = [table.words.shown[word] for word in said if word in table.words.shown]
    if pages:
        return Meaning(Intent.SHOW, note=pages[-1], sure=False)
    return Meaning(Intent.QUESTION, sure=False) if table.asks.fullmatch(said[0]) else None


def _wished(plain: str, table: _Patterns) -> Meaning | None:
    """What a text without an amount asks for."""
    for form in dict.fromkeys(without_fillers(plain, table.fillers)):
        for intent, pattern in table.intents:
            if pattern.fullmatch(form):
                return Meaning(intent)
        asks = len(form.split()) <= _HINTED_MOST
        if asks and (asked := table.shows.fullmatch(form)):
            return Meaning(Intent.SHOW, note=table.words.shown[asked[1]])
    return None


def _when(told: _Told) -> When | None:
    return told.day.when if told.day else None


@cache
def _tables(language: str) -> tuple[_Patterns, ...]:
    return tuple(map(_compile, plain_words(language)))


def _compile(words: PlainWords) -> _Patterns:
    intents = []
    sources = [each for said in words.intents.values() for each in (*said.whole, *said.within)]
    for intent, sayings in words.intents.items():
        forms = [*sayings.whole, *(rf".*\b(?:{each})\b.*" for each in sayings.within)]
        intents.append((intent, re.compile("|".join(f"(?:{each})" for each in forms))))
    before, behind = "|".join(words.before), "|".join(words.behind)
    return _Patterns(
        intents=tuple(intents),
        timer=dict(intents).get(Intent.TIMER, _NEVER),
        studied=_any_of(words.studied),
        ahead=_any_of(words.ahead),
        counts=re.compile("|".join((*words.studied, *words.for_))),
        never=_any_of(words.never),
        before=re.compile(rf"(?:(?:{before})\b[\s,.:]*)+", re.IGNORECASE),
        behind=re.compile(rf"[\s,.;:!?]*(?:\b(?:{behind})\b[\s,.;:!?]*)*$", re.IGNORECASE),
        fillers=re.compile("|".join(words.fillers)),
        asks=re.compile("|".join(words.asks)),
        shows=re.compile(rf"(?:(?:{'|'.join(words.show)}) )+({'|'.join(words.shown)})"),
        known=known_words(sources),
        words=words,
    )


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words)})\b")


def _plain(text: str) -> str:
    """A text for the table: in lower case, `I'm` as `im`, without punctuation."""
    bare = _APOSTROPHE.sub("", readable(text).casefold())
    return " ".join(_BARE.sub(" ", bare).split())


def _is_past(plain: str, table: _Patterns) -> bool:
    return not table.ahead.search(plain) and not table.never.search(plain)


def _is_study(told: _Told, plain: str, table: _Patterns) -> bool:
    """`I studied 2 hours`, `45 min of SQL`: nothing but small words, or a verb, before the amount."""
    before = _plain(" ".join(word.read for word in told.before))
    filler = not before or table.before.fullmatch(before) is not None
    return _is_past(plain, table) and (filler or table.studied.search(before) is not None)


def _told(words: Sequence[Word], language: str, table: _Patterns) -> _Told:
    at, amount = _amount_in(words, language, table)
    before, after = words[:at], words[at + (amount.words if amount else 0) :]
    day = None
    for part in (after, before):
        place, found = _day_in(part, language)
        if found is not None:
            day = found
            taken = [*part[:place], *part[place + found.words :]]
            before, after = (before, taken) if part is after else (taken, after)
            break
    note = " ".join(word.shown for word in (*before, *after))
    led = table.before.match(note)
    note = table.behind.sub("", note[led.end() :] if led else note)
    return _Told(amount, before, day, note.strip(_PUNCTUATION))


def _amount_in(words: Sequence[Word], language: str, table: _Patterns) -> tuple[int, Amount | None]:
    """The first amount with a unit, and where it stands."""
    read = [word.read for word in words]
    for at in range(len(read)):
        with suppress(CoachError):
            found = read_amount(read[at:], language)
            if found is not None and (found.has_unit or _ends(read, at, found, table)):
                return at, found
    return len(read), None


def _ends(read: Sequence[str], at: int, found: Amount, table: _Patterns) -> bool:
    """Whether a bare number at the end must be minutes: `did 20`, `practised katas for 45`."""
    last = at > 0 and at + found.words == len(read)
    return last and table.counts.fullmatch(read[at - 1].casefold()) is not None


def _day_in(words: Sequence[Word], language: str) -> tuple[int, DayTold | None]:
    """The first day, and where it stands."""
    read = [word.read for word in words]
    for at in range(len(read)):
        with suppress(CoachError):
            found = read_day(read[at:], language)
            if found is not None:
                return at, found
    return len(read), None
