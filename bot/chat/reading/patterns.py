"""The table of plain words of a language, compiled."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from bot.chat.reading.clean import readable
from bot.chat.reading.hurried import known_words
from bot.chat.reading.languages import plain_words
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
    not_study: re.Pattern[str]
    requests: re.Pattern[str]
    before: re.Pattern[str]
    behind: re.Pattern[str]
    fillers: re.Pattern[str]
    asks: re.Pattern[str]
    shows: re.Pattern[str]
    known: frozenset[str]
    done: frozenset[str]
    words: PlainWords


@cache
def tables(language: str) -> tuple[Patterns, ...]:
    """The tables that somebody with this language is read by."""
    return tuple(map(_compile, plain_words(language)))


def plain_text(text: str) -> str:
    """A text for the table: in lower case, `I'm` as `im`, without punctuation."""
    bare = _APOSTROPHE.sub("", readable(text).casefold())
    return " ".join(_BARE.sub(" ", bare).split())


def _compile(words: PlainWords) -> Patterns:
    intents = []
    sources = [each for said in words.intents.values() for each in (*said.whole, *said.within)]
    for intent, sayings in words.intents.items():
        forms = [*sayings.whole, *(rf".*\b(?:{each})\b.*" for each in sayings.within)]
        intents.append((intent, re.compile("|".join(f"(?:{each})" for each in forms))))
    before, behind = "|".join(words.before), "|".join(words.behind)
    return Patterns(
        intents=tuple(intents),
        timer=dict(intents).get(Intent.TIMER, _NEVER),
        studied=_any_of(words.studied),
        ahead=_any_of(words.ahead),
        counts=re.compile("|".join((*words.studied, *words.for_))),
        never=_any_of(words.never),
        not_study=_any_of(words.not_study),
        requests=_any_of(words.requests),
        before=re.compile(rf"(?:(?:{before})\b[\s,.:;!-]*)+", re.IGNORECASE),
        behind=re.compile(rf"[\s,.;:!?]*(?:\b(?:{behind})\b[\s,.;:!?]*)*$", re.IGNORECASE),
        fillers=re.compile("|".join(words.fillers)),
        asks=re.compile(rf"(?:{'|'.join(words.asks)})\b"),
        shows=re.compile(rf"(?:(?:{'|'.join(words.show)}) )+({'|'.join(words.shown)})"),
        known=known_words(sources),
        done=known_words(words.studied),
        words=words,
    )


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words)})\b")
