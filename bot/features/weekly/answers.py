"""What is an answer to a check-in's question, and what hardly is one (promises 5.1 and 5.2)."""

import re
from collections.abc import Sequence
from typing import Final

from bot.chat.reading.clean import bare, readable
from bot.chat.reading.intents import meaning_of
from bot.chat.reading.languages import vocabularies
from bot.chat.reading.vocabulary import Intent
from bot.domain.reflection import Question
from bot.errors import CoachError, StaleButtonError
from bot.features.kit import OUT_OF_DATE, Context
from bot.features.views import position, word
from bot.features.weekly.noted import CONFIDENCE

_OF_FIVE: Final = re.compile(r"(?<=\d)\s*(?:/|out of|of|von)\s*5\b", re.IGNORECASE)
_NUMBER: Final = re.compile(r"-?\d+(?:[.,]\d+)?|[^\W\d_]+")
_WORDS_MOST: Final = 5
_SAID_MOST: Final = 8

_LIFE: Final = frozenset({Intent.SICK, Intent.TIRED, Intent.SAD, Intent.BUSY, Intent.HOLIDAY})
"""What keeps somebody from studying: an answer to what was hard, but hardly to another question."""

_NOT_NOW: Final = frozenset({Intent.LATER, Intent.PAUSE, Intent.UNSURE})
_ASKS: Final = frozenset(
    {Intent.WHAT_NOW, Intent.PROGRESS, Intent.STREAK, Intent.HELP, Intent.WHO, Intent.SHOW}
    | {Intent.TIME, Intent.CHANGE, Intent.MISTAKE, Intent.OTHER_WEEK}
)


def question_in(words: Sequence[str]) -> Question:
    """The question a button names. Raises StaleButtonError where there is none."""
    name = word(words, 1)
    if name not in set(Question):
        raise StaleButtonError(OUT_OF_DATE)
    return Question(name)


def checked(context: Context, question: Question, text: str) -> str:
    """An answer as it is kept. Raises CoachError where it is none."""
    words = text.strip()
    if not words:
        raise CoachError("That came without words. A few are enough; for example: lists and loops")
    if question is Question.CONFIDENCE:
        number = _number_in(context, _OF_FIVE.sub("", readable(words)))
        if number not in CONFIDENCE:
            raise CoachError("Confidence is a number from 1 to 5; for example: 4")
        return str(number)
    if question is Question.WEEK:
        last, number = context.roadmap.weeks, _week_in(context, readable(words))
        if number is None or not 1 <= number <= last + 1:
            raise CoachError("Your week is a number from 1 to {last}; for example: 3", last=last)
        return str(number)
    return words


def doubted(context: Context, question: Question, text: str) -> bool:
    """Whether a short text is more likely said to the coach than to `question`."""
    checks_itself = question in {Question.CONFIDENCE, Question.WEEK}
    if checks_itself or len(text.split()) > _SAID_MOST:
        return False
    meaning = meaning_of(text, context.say.language)
    if meaning is None or not meaning.sure:
        return False
    if meaning.intent in _LIFE:
        return question is not Question.HARD
    if meaning.intent in _NOT_NOW:
        return question is not Question.PLAN
    told = meaning.intent is Intent.STUDIED and meaning.did and not meaning.note
    return told or (meaning.intent in _ASKS and text.rstrip().endswith("?"))


def _number_in(context: Context, text: str) -> int | None:
    """The one whole number in a short text, in digits or in words: `pretty good, 4`."""
    words = _NUMBER.findall(text.casefold())
    if len(words) > _WORDS_MOST:
        return None
    known = vocabularies(context.say.language)
    spelt = {word: number for say in known for word, number in say.numbers.items()}
    found = [spelt.get(word, word) for word in words if word in spelt or word[-1].isdigit()]
    if len(found) != 1 or not str(found[0]).isascii() or not str(found[0]).isdigit():
        return None
    return int(str(found[0])[:4])


def _week_in(context: Context, text: str) -> int | None:
    """`3`, `week two`, `the same`, `the next one`."""
    number = _number_in(context, text)
    words = {bare(word).casefold() for word in text.split()}
    if number is not None or len(words) > _WORDS_MOST:
        return number
    say = vocabularies(context.say.language)
    if any(not words.isdisjoint(each.next) for each in say):
        return position(context) + 1
    return position(context) if any(not words.isdisjoint(each.same) for each in say) else None
