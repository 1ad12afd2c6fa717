"""What a message tells of study, that somebody wants to be logged as it stands."""

from contextlib import suppress
from dataclasses import dataclass

from bot.chat.reading.amounts import read_minutes
from bot.chat.reading.clean import readable, tidied
from bot.chat.reading.days import When
from bot.chat.reading.intents import meaning_of
from bot.chat.reading.vocabulary import Intent
from bot.errors import CoachError


@dataclass(frozen=True, slots=True)
class StudyTold:
    """How long it was and on which day, as far as that is told, and what it was."""

    minutes: int | None = None
    when: When | None = None
    note: str = ""


def study_in(text: str, language: str) -> StudyTold:
    """What a message tells; one that nothing reads is what was done."""
    meaning = meaning_of(text, language)
    if meaning is not None and meaning.intent is Intent.STUDIED:
        return StudyTold(meaning.minutes, meaning.when, meaning.note)
    with suppress(CoachError):
        return StudyTold(read_minutes(readable(text), language))
    return StudyTold(note=" ".join(tidied(text).split()))
