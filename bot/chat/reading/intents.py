"""What people say in plain words, as far as a table of each language knows it (promise 8.2)."""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from bot.chat.reading.amounts import read_amount
from bot.chat.reading.clean import Word, readable, words_of
from bot.chat.reading.days import When
from bot.chat.reading.hurried import mended, without_fillers, written_out
from bot.chat.reading.languages import SOURCE_LANGUAGE
from bot.chat.reading.patterns import Patterns, plain_text, tables
from bot.chat.reading.slips import is_slip
from bot.chat.reading.telling import told
from bot.chat.reading.vocabulary import Intent
from bot.domain.links import links
from bot.errors import CoachError

WORDS_MOST: Final = 40
LETTERS_MOST: Final = 400
"""Of a longer text nobody expects that a table understands it."""

_ADDRESS: Final = re.compile(r"\b[\w-]+\.(?:com|org|net|io|dev|app)/\S")
"""A link without its scheme: `github.com/me/calc`."""

_WORDS_LEAST: Final = 2
_HINTED_MOST: Final = 12
"""How many words a text has of which one may hint at what is meant."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a text seems to mean; of study also for how long, on which day and at what.

    It is not `sure` where only a word hints at it, or where days alone may answer a question, `asks_day` where one was named
    that is none, and says `did` where a verb tells that something was done.
    """

    intent: Intent
    minutes: int | None = None
    when: When | None = None
    note: str = ""
    sure: bool = field(default=True, compare=False)
    asks_day: bool = field(default=False, compare=False)
    did: bool = field(default=False, compare=False)


def meaning_of(text: str, language: str = SOURCE_LANGUAGE) -> Meaning | None:
    """What a text in plain words seems to mean; None where no table knows it."""
    words = words_of(text)
    if len(words) > WORDS_MOST or len(text) > LETTERS_MOST:
        return None
    hints: list[Meaning] = []
    for place, table in enumerate(tables(language)):
        plain = written_out(plain_text(text), table.shorthand)
        if not plain and (intent := table.words.emoji.get(readable(text)[:1])):
            return Meaning(intent)
        found = _meant(words, plain, table, language) if plain else None
        if found and (place == 0 or found.did or found.minutes is None):
            return found
        hints += filter(None, [_hinted(plain, table)])
    return hints[0] if hints else None


def _meant(words: Sequence[Word], plain: str, table: Patterns, language: str) -> Meaning | None:
    if table.timer.fullmatch(plain):
        return Meaning(Intent.TIMER, _length(words, language))
    telling = told(words, table, language)
    study = Meaning(
        Intent.STUDIED,
        telling.minutes,
        telling.when,
        telling.note,
        asks_day=telling.unsure,
        did=table.studied.search(plain) is not None,
    )
    if telling.minutes:
        return study if telling.days <= 1 else Meaning(Intent.SEVERAL_DAYS)
    for spelling in dict.fromkeys((plain, mended(plain, table.known, table.tried))):
        if found := _wished(spelling, table):
            return found
        if _is_past(spelling, table) and table.studied.search(spelling):
            return study
    return study if _shows_a_link(words) else None


def _shows_a_link(words: Sequence[Word]) -> bool:
    """Whether a text that asks for nothing has a link in it: something of one's own to show."""
    text = " ".join(word.read for word in words)
    return bool(links(text) or _ADDRESS.search(text))


def _length(words: Sequence[Word], language: str) -> int | None:
    """The first amount, which a timer is to run: a bare number will do."""
    read = [word.read for word in words]
    for at in range(len(read)):
        with suppress(CoachError):
            if found := read_amount(read[at:], language):
                return found.minutes
    return None


def _hinted(plain: str, table: Patterns) -> Meaning | None:
    """What a word in a text hints at; a long text is too much, one word at most a slip for a page."""
    said = plain.split()
    if len(said) == 1:
        meant = next((word for word in table.shown if is_slip(plain, word)), None)
        return Meaning(Intent.SHOW, note=table.shown[meant], sure=False) if meant else None
    if not _WORDS_LEAST <= len(said) <= _HINTED_MOST:
        return None
    for intent, cues in table.cues.items():
        if not cues.isdisjoint(said):
            return Meaning(intent, sure=False)
    pages = [table.shown[word] for word in said if word in table.shown]
    if pages:
        return Meaning(Intent.SHOW, note=pages[-1], sure=False)
    asks = any(table.asks.match(form) for form in without_fillers(plain, table.fillers))
    return Meaning(Intent.QUESTION, sure=False) if asks else None


def _wished(plain: str, table: Patterns) -> Meaning | None:
    """What a text without an amount asks for."""
    for form in dict.fromkeys(without_fillers(plain, table.fillers)):
        for intent, pattern in table.intents:
            if pattern.fullmatch(form):
                return Meaning(intent, sure=intent is not Intent.DAYS)
        asks = len(form.split()) <= _HINTED_MOST
        if asks and (asked := table.shows.fullmatch(form)):
            return Meaning(Intent.SHOW, note=table.shown[asked[1]])
    return None


def _is_past(plain: str, table: Patterns) -> bool:
    return not table.ahead.search(plain) and not table.never.search(plain)
