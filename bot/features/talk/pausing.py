"""A pause that was spoken of with its length: `away until the 20th` (promises 2.7 and 8.2)."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, timedelta

from bot.chat.messages import Button
from bot.chat.reading.clean import bare, words_of
from bot.chat.reading.languages import doubtful, vocabularies, weekdays
from bot.chat.reading.spans import DaySpan, read_span
from bot.domain.streak import pauses as rules
from bot.errors import CoachError
from bot.features.kit import Context
from bot.features.views import button


def pause_told(context: Context, text: str) -> Button | None:
    """A button for the pause that a text tells of; None where it tells of none from now on."""
    language = context.say.language
    words = [word.read for word in words_of(text)]
    first = rules.first_day(context.learner.entries, context.today)
    for at in range(len(words)):
        span = _span(words, at, language)
        if span is None:
            continue
        with suppress(CoachError):
            returns = _until(words, at, language) is not None
            last = span.last(first, context.today) - timedelta(days=returns)
            return _button(context, first, last)
    return None


def _span(words: Sequence[str], at: int, language: str) -> DaySpan | None:
    """The span at a place, unless it begins later: `on friday for 10 days`."""
    later = {each for say in vocabularies(language) for each in say.next}
    later |= weekdays(language).keys() - doubtful(language)
    if not later.isdisjoint(map(_plain, words[:at])):
        return None
    until = _until(words, at, language)
    told = [until, *words[at + 1 :]] if until else words[at:]
    with suppress(CoachError):
        found = read_span(told, language)
        if found is not None and (found[0].days is None or found[1] > 1):
            return found[0]
    return None


def _plain(word: str) -> str:
    return bare(word).casefold()


def _until(words: Sequence[str], at: int, language: str) -> str | None:
    """`until` for the `on` of `back on monday`: the pause ends the day before."""
    told = " ".join(map(_plain, words[at - 1 : at + 1])) if at else ""
    return next((min(say.until) for say in vocabularies(language) if told in say.returns), None)


def _button(context: Context, first: date, last: date) -> Button | None:
    if rules.may_pause(context.learner.pauses, context.today, first, last) is not None:
        return None
    label = context.say.line("Pause until {day}", day=context.say.day(last))
    return button(context, label, f"/pause until {last.isoformat()}")
