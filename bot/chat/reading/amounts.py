"""Lengths of study as people write them: `1h 30m`, `1,5 h`, `half an hour` (promise 8.1)."""

import unicodedata
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from bot.chat.reading.bare import BareNumbers, NotAnAmountError
from bot.chat.reading.clean import is_around
from bot.chat.reading.languages import vocabularies
from bot.chat.reading.quantities import Quantities, Told
from bot.chat.reading.slips import is_slip
from bot.chat.reading.tokens import Tokens
from bot.chat.reading.units import HOURS_ABROAD, MINUTES_ABROAD
from bot.chat.reading.vocabulary import Vocabulary
from bot.domain import policy
from bot.errors import CoachError, shortened

_HOUR: Final = 60
_ABROAD: Final = HOURS_ABROAD | MINUTES_ABROAD
_SEPARATES: Final = frozenset(".,")
_OPENS: Final = frozenset({"Ps", "Pi", "So", "Sk", "Mn", "Me", "Cf"})
_QUOTES: Final = frozenset("\"'")


@dataclass(frozen=True, slots=True)
class Amount:
    """A length of study in `minutes`, how many words told it, and whether a unit was among them."""

    minutes: int
    words: int
    has_unit: bool = field(default=True, compare=False)


def read_amount(words: Sequence[str], language: str = "en") -> Amount | None:
    """The amount that `words` begin with, 1 to 720 minutes; None where they begin with none.

    Raises CoachError where they begin like one and are none, where it is out of range, or where
    nothing but a second one follows.
    """
    found = _read(words, language)
    if found is None:
        return None
    rest = words[found.words :]
    if rest and (second := _second(rest, language)) and second.words == len(rest):
        raise _refused(words, len(words))
    return found


def has_joined_amount(words: Sequence[str], language: str = "en") -> bool:
    """Whether another amount is joined on: `reading + 40 min coding`, `flask and half an hour`."""
    joining = frozenset[str]().union(*(each.and_ | each.then for each in vocabularies(language)))
    return any(
        word.casefold() in joining and _second(words[at + 1 :], language)
        for at, word in enumerate(words)
    )


def read_minutes(text: str, language: str = "en") -> int:
    """The amount that is the whole of `text`, in minutes. Raises CoachError."""
    words = text.split()
    found = read_amount(words, language)
    if found is None or found.words != len(words):
        raise _refused(words, len(words))
    return found.minutes


def _read(words: Sequence[str], language: str) -> Amount | None:
    """In the words of any language of theirs: one that knows the unit goes before a bare number."""
    tokens, bare, refused = Tokens(" ".join(words)), None, None
    for vocabulary in vocabularies(language):
        reader = _Reader(tokens, vocabulary)
        try:
            found = reader.amount()
        except NotAnAmountError:
            refused = refused or _refused(words, reader.said())
            continue
        if found is None:
            continue
        minutes, end, has_unit = found
        amount = Amount(minutes, tokens.words_before(end), has_unit)
        if has_unit:
            return _in_range(amount, words)
        bare = bare or amount
    if refused is not None:
        raise refused
    return bare and _in_range(bare, words)


def _in_range(amount: Amount, words: Sequence[str]) -> Amount:
    if not policy.MINUTES_LEAST <= amount.minutes <= policy.MINUTES_MOST:
        raise _refused(words, amount.words)
    return amount


def _second(words: Sequence[str], language: str) -> Amount | None:
    """Another amount with a unit: `2 2 hours` says nothing that could be relied on."""
    try:
        found = _read(words, language)
    except CoachError:
        return None
    return found if found and found.has_unit else None


def _refused(words: Sequence[str], count: int) -> CoachError:
    return CoachError(
        "{word} is not a length of study from {least} to {most} minutes; for example: /done 25, or /done 1h 30m",
        word=shortened(" ".join(words[: max(count, 1)])),
        least=policy.MINUTES_LEAST,
        most=policy.MINUTES_MOST,
    )


class _Reader:
    """Reads the amount that a text begins with; `i` is always the next token's place."""

    def __init__(self, tokens: Tokens, vocabulary: Vocabulary) -> None:
        self._tokens = tokens
        self._say = vocabulary
        self._numbers = Quantities(tokens, vocabulary)
        self._bare = BareNumbers(tokens, vocabulary)

    def amount(self) -> tuple[int, int, bool] | None:
        """Minutes, the place behind them, and whether a unit was told. Raises NotAnAmountError."""
        start = self._start()
        self._refuse_vague(start)
        if told := self._clock(start) or self._with_unit(start):
            minutes, i = told
            has_unit = True
        elif told := self._bare.minutes(start):
            minutes, i = told
            has_unit = False
        else:
            return None
        if not self._tokens.ends_word(i) or self._tokens.word(i) in self._say.ago:
            raise NotAnAmountError
        return minutes, self._tokens.past_phrase(i, self._say.or_so), has_unit

    def said(self) -> int:
        """How many words to quote of what is no amount."""
        start = self._start()
        if (behind := self._tokens.past_phrase(start, self._say.whole_days)) > start:
            return self._tokens.words_before(behind)
        last = self._tokens.past(start, self._say.article)
        last += self._bare.counts(last) or self._unit(last + 1)
        return self._tokens.words_before(last + 1) or 1

    def _start(self) -> int:
        """The place behind brackets, emoji and words like `about` in front of an amount."""
        i = 0
        while i < len(self._tokens):
            behind = i + 1 if _opens(self._tokens.word(i)) else i
            behind = self._tokens.past_phrase(behind, self._say.about)
            if behind == i:
                break
            i = behind
        return i

    def _refuse_vague(self, start: int) -> None:
        tokens, say = self._tokens, self._say
        vague = tokens.past(start, say.article)
        behind = start + 2 if tokens.word(start + 1) in {":", "="} else start + 1
        alone = behind == len(tokens) or self._is(behind, say.of) or self._numbers.begins(behind)
        if (
            (self._is(vague, say.vague) and self._unit(vague + 1))
            or self._bounded(start)
            or (
                tokens.word(start).isalpha()
                and self._is(start + 1, _ABROAD)
                and not self._numbers.quantity(start)
            )
            or (tokens.word(start) in {"+", "-"} and self._numbers.begins(start + 1))
            or tokens.past_phrase(start, say.whole_days) > start
            or (self._unit(start) and len(tokens.word(start)) > 1 and alone)
        ):
            raise NotAnAmountError

    def _bounded(self, start: int) -> bool:
        """`between 1 and 2 hours`, `less than an hour`."""
        behind = self._tokens.past_phrase(start, self._say.between)
        return behind > start and self._numbers.quantity(behind) is not None

    def _clock(self, i: int) -> tuple[int, int] | None:
        """`1:30`, perhaps with `h` behind it."""
        tokens = self._tokens
        hours, minutes = tokens.whole(i), tokens.whole(i + 2)
        if tokens.word(i + 1) != ":" or hours is None or minutes is None or not tokens.glued(i, 3):
            return None
        if len(tokens.word(i + 2)) != 2 or minutes >= _HOUR:
            raise NotAnAmountError
        return hours * _HOUR + minutes, tokens.past(i + 3, self._say.hours)

    def _with_unit(self, i: int) -> tuple[int, int] | None:
        """A quantity and its unit, hours perhaps with minutes behind them."""
        told = self._numbers.quantity(i) or self._an_hour(i)
        if told is None:
            return None
        count, j = told
        if each := self._say.lengths.get(self._tokens.word(j)):
            return round(count * each), j + 1
        j = self._tokens.past(j, self._say.ish)
        j = j + 1 if self._tokens.word(j) == "-" and self._unit(j + 1) else j
        if self._is_minutes(j):
            return round(count), j + 1
        if self._is_hours(j):
            more, end = self._behind_hours(j + 1)
            return round(count * _HOUR + more), end
        if self._is(j, self._say.to) and self._is_range(j + 1):
            raise NotAnAmountError
        return None

    def _an_hour(self, i: int) -> Told | None:
        """`hour and a half`, `Viertelstunde`: the unit stands where its one is not said."""
        if self._tokens.word(i) in self._say.lengths:
            return Fraction(1), i
        joined = self._tokens.past(i + 1, self._say.and_)
        if self._is(i, self._say.hours) and joined > i + 1 and self._numbers.part(joined):
            return Fraction(1), i
        return None

    def _is_range(self, i: int) -> bool:
        """`25 to 30 min` is no length; `25 to do lists` has a note."""
        told = self._numbers.quantity(i)
        return told is not None and self._unit(told[1])

    def _behind_hours(self, i: int) -> Told:
        """What follows hours and belongs to them: `30`, `30 min`, `and a half`; else nothing."""
        tokens, say = self._tokens, self._say
        joined = tokens.past(i, say.and_ | _SEPARATES)
        joined += joined == i and self._joined_abroad(i)
        spoken_on = self._is(i, say.and_) or not tokens.word(joined).isalpha()
        if spoken_on and (part := self._numbers.part(joined)):
            return part[0] * _HOUR, part[1]
        told = self._numbers.quantity(joined)
        if told is None or self._is(joined, say.article):
            return Fraction(0), i
        count, j = told
        if self._is_unit(j, say.minutes):
            return count, j + 1
        return told if self._is_clocklike(i, joined, told) else (Fraction(0), i)

    def _joined_abroad(self, i: int) -> bool:
        """`1 Stunde und 30 Minuten`: a word between the two that is not known."""
        abroad = self._is(i - 1, HOURS_ABROAD) and self._tokens.word(i).isalpha()
        return abroad and self._tokens.whole(i + 1) is not None and self._is_minutes(i + 2)

    def _is_clocklike(self, i: int, joined: int, told: Told) -> bool:
        """`1 h 30`, but not `1 h 3 katas`. Raises NotAnAmountError for `1 h 90`."""
        tokens, (count, j) = self._tokens, told
        last, glued = j == len(tokens), joined == i and tokens.glued(i - 1, 2)
        if tokens.whole(joined) is None and count.denominator != 1:
            return False
        if count >= _HOUR:
            if last:
                raise NotAnAmountError
            return False
        two_digits = len(tokens.word(joined)) == 2 or count >= 10
        stands_alone = tokens.ends_word(j) and not self._is(j, self._say.counted)
        return (two_digits or glued or last) and stands_alone

    def _unit(self, i: int) -> bool:
        return self._is(i, self._say.hours | self._say.minutes | _ABROAD)

    def _is_hours(self, i: int) -> bool:
        return self._is_unit(i, self._say.hours) or self._is(i, HOURS_ABROAD)

    def _is_minutes(self, i: int) -> bool:
        return self._is_unit(i, self._say.minutes) or self._is(i, MINUTES_ABROAD)

    def _is_unit(self, i: int, unit: Set[str]) -> bool:
        """Whether the unit stands here, perhaps misspelt: `2 huors` are not two minutes."""
        word = self._tokens.word(i)
        return word in unit or any(is_slip(word, meant) for meant in unit)

    def _is(self, i: int, words: Set[str]) -> bool:
        return self._tokens.word(i) in words


def _opens(char: str) -> bool:
    """Whether a mark can stand in front of an amount: a bracket, a quote, an emoji."""
    if len(char) != 1 or not is_around(char):
        return False
    return char in _QUOTES or unicodedata.category(char) in _OPENS
