"""The table of plain words of a language, compiled."""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from typing import Final
from unicodedata import normalize

from bot.chat.reading.clean import readable
from bot.chat.reading.hurried import known_words
from bot.chat.reading.languages import plain_words
from bot.chat.reading.spelling import either, folded
from bot.chat.reading.vocabulary import Intent, PlainWords

_APOSTROPHE: Final = re.compile("['’`´]")  # noqa: RUF001 -- as people type them
_NEVER: Final = re.compile(r"(?!)")
_BARE: Final = re.compile(r"[^\w\s]|_")


@dataclass(frozen=True, slots=True)
class Patterns:
    """The compiled table of a language."""

    intents: Sequence[tuple[Intent, re.Pattern[str]]]
    timer: re.Pattern[str]
    studied: re.Pattern[str]
    ahead: re.Pattern[str]
    counts: re.Pattern[str]
    never: re.Pattern[str]
    had: re.Pattern[str]
    spent: re.Pattern[str]
    not_study: re.Pattern[str]
    requests: re.Pattern[str]
    before: re.Pattern[str]
    behind: re.Pattern[str]
    fillers: re.Pattern[str]
    asks: re.Pattern[str]
    shows: re.Pattern[str]
    known: frozenset[str]
    done: frozenset[str]
    cues: Mapping[Intent, Set[str]]
    shown: Mapping[str, str]
    shorthand: Mapping[str, str]
    tried: frozenset[str]
    words: PlainWords


@cache
def tables(language: str) -> tuple[Patterns, ...]:
    """The tables that somebody with this language is read by."""
    return tuple(map(_compile, plain_words(language)))


def plain_text(text: str) -> str:
    """A text for the table: in lower case, `I'm` as `im`, `müde` as `muede`, without punctuation."""
    bare = _APOSTROPHE.sub("", folded(normalize("NFC", readable(text).casefold())))
    return " ".join(_BARE.sub(" ", bare).split())


def _compile(words: PlainWords) -> Patterns:
    intents = []
    sources = [each for said in words.intents.values() for each in (*said.whole, *said.within)]
    for intent, sayings in words.intents.items():
        forms = [*sayings.whole, *(rf".*\b(?:{each})\b.*" for each in sayings.within)]
        intents.append((intent, re.compile(folded("|".join(f"(?:{each})" for each in forms)))))
    before, behind = either("|".join(words.before)), either("|".join(words.behind))
    shown = {folded(name): page for name, page in words.shown.items()}
    return Patterns(
        intents=tuple(intents),
        timer=dict(intents).get(Intent.TIMER, _NEVER),
        studied=_any_of(words.studied),
        ahead=_any_of(words.ahead),
        counts=re.compile("|".join(map(either, (*words.studied, *words.for_)))),
        never=_any_of(words.never),
        had=_any_of(words.had) if words.had else _NEVER,
        spent=_any_of(words.spent) if words.spent else _NEVER,
        not_study=_any_of(words.not_study),
        requests=re.compile(rf"\b(?:{either('|'.join(words.requests))})\b"),
        before=re.compile(rf"(?:(?:{before})\b[\s,.:;!-]*)+", re.IGNORECASE),
        behind=re.compile(rf"[\s,.;:!?]*(?:\b(?:{behind})\b[\s,.;:!?]*)*$", re.IGNORECASE),
        fillers=re.compile(folded("|".join(words.fillers))),
        asks=re.compile(rf"(?:{folded('|'.join(words.asks))})\b"),
        shows=re.compile(rf"(?:(?:{folded('|'.join(words.show))}) )+({'|'.join(shown)})"),
        known=known_words(map(folded, sources)),
        done=known_words(map(folded, words.studied)),
        cues={intent: frozenset(map(folded, cues)) for intent, cues in words.cues.items()},
        shown=shown,
        shorthand={folded(short): folded(meant) for short, meant in words.shorthand.items()},
        tried=frozenset(map(folded, words.tried)),
        words=words,
    )


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{folded('|'.join(words))})\b")
