"""Lengths of study as people write them: `1h 30m`, `1,5 h`, `half an hour` (promise 8.1)."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from typing import Final

from bot.chat.reading.languages import vocabularies
from bot.chat.reading.vocabulary import Vocabulary
from bot.domain import policy
from bot.errors import CoachError, shortened

_TOKEN: Final = re.compile(r"[0-9]+(?:[.,][0-9]+)?|[^\W\d_]+|\S")
_WHOLE: Final = re.compile(r"\d{1,9}", re.ASCII)
_PUNCTUATION: Final = ".,;:!?)"
_HOUR: Final = 60
_DIGITS_MOST: Final = 12
"""Of a number more digits are not looked at: it is out of range long before."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A length of study in `minutes`, how many words told it, and whether a unit was among them."""

    minutes: int
    words: int
    has_unit: bool = field(default=True, compare=False)


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    begins: int
    ends: int


class _NotAnAmountError(Exception):
    """These words begin like an amount and are none."""


def read_amount(words: Sequence[str], language: str = "en") -> Amount | None:
    """The amount that `words` begin with, 1 to 720 minutes; None where they begin with none.

    Raises CoachError where they begin like one and are none, or where it is out of range.
    """
    text = " ".join(words).casefold()
    tokens = [_Token(each[0], *each.span()) for each in _TOKEN.finditer(text)]
    for vocabulary in vocabularies(language):
        reader = _Reader(text, tokens, vocabulary)
        try:
            found = reader.amount()
        except _NotAnAmountError:
            raise _refused(words, reader.said()) from None
        if found is not None:
            minutes, end = found
            count = len(text[:end].split())
            if not policy.MINUTES_LEAST <= minutes <= policy.MINUTES_MOST:
                raise _refused(words, count)
            return Amount(minutes, count, not words[count - 1].strip(_PUNCTUATION).isdecimal())
    return None


def read_minutes(text: str, language: str = "en") -> int:
    """The amount that is the whole of `text`, in minutes. Raises CoachError."""
    words = text.split()
    found = read_amount(words, language)
    if found is None or found.words != len(words):
        raise _refused(words, len(words))
    return found.minutes


def _refused(words: Sequence[str], count: int) -> CoachError:
    return CoachError(
        "{word} is not a length of study from {least} to {most} minutes; for example: /done 25, or /done 1h 30m",
        word=shortened(" ".join(words[: max(count, 1)])),
        least=policy.MINUTES_LEAST,
        most=policy.MINUTES_MOST,
    )


class _Reader:
    """Goes through the tokens of one text from the front; `i` is always the next token's place."""

    def __init__(self, text: str, tokens: Sequence[_Token], vocabulary: Vocabulary) -> None:
        self._text = text
        self._tokens = tokens
        self._say = vocabulary

    def amount(self) -> tuple[int, int] | None:
        """Minutes, and where in the text they end. Raises _NotAnAmountError."""
        start = self._past(0, self._say.about)
        vague = self._past(start, self._say.article)
        if self._is(vague, self._say.vague) and self._unit(vague + 1):
            raise _NotAnAmountError
        if self._word(start) in {"+", "-"} and self._number(start + 1):
            raise _NotAnAmountError
        found = self._clock(start) or self._with_unit(start) or self._bare(start)
        if found is None:
            return None
        minutes, i = found
        return minutes, self._boundary(i)

    def said(self) -> int:
        """How many words to quote of what is no amount."""
        last = self._past(0, self._say.about)
        last += self._is(last + 1, self._say.not_minutes) or self._unit(last + 1)
        return len(self._text[: self._tokens[last].ends].split()) if self._tokens else 1

    def _clock(self, i: int) -> tuple[int, int] | None:
        """`1:30`, perhaps with `h` behind it."""
        hours, minutes = self._whole(i), self._whole(i + 2)
        if self._word(i + 1) != ":" or hours is None or minutes is None or not self._glued(i, 3):
            return None
        if len(self._word(i + 2)) != 2 or minutes >= _HOUR:
            raise _NotAnAmountError
        after = i + 4 if self._is(i + 3, self._say.hours) else i + 3
        return hours * _HOUR + minutes, after

    def _with_unit(self, i: int) -> tuple[int, int] | None:
        """A quantity and its unit, hours perhaps with minutes behind them."""
        told = self._quantity(i)
        if told is None:
            return None
        count, j = told
        j = j + 1 if self._word(j) == "-" and self._unit(j + 1) else j
        if self._is(j, self._say.minutes):
            return _whole_minutes(count), j + 1
        if self._is(j, self._say.hours):
            more, end = self._behind_hours(j + 1)
            return _whole_minutes(count * _HOUR + more), end
        return None

    def _behind_hours(self, i: int) -> tuple[Fraction, int]:
        """What follows hours and belongs to them: `30`, `30 min`, `and a half`; else nothing."""
        joined = self._past(i, self._say.and_ | {","})
        spoken_on = self._is(i, self._say.and_) or not self._word(joined).isalpha()
        if spoken_on and (part := self._part(joined)):
            return part[0] * _HOUR, part[1]
        told = self._quantity(joined)
        if told is None or self._is(joined, self._say.article):
            return Fraction(0), i
        count, j = told
        if self._is(j, self._say.minutes):
            return count, j + 1
        spoken = self._whole(joined)
        glued = joined == i and i and self._tokens[i].begins == self._tokens[i - 1].ends
        clocklike = len(self._word(joined)) == 2 or glued or j == len(self._tokens)
        if spoken is not None and spoken < _HOUR and clocklike and self._free(j):
            return count, j
        return Fraction(0), i

    def _bare(self, i: int) -> tuple[int, int] | None:
        """A number that stands alone means minutes; one in words or with a fraction is refused."""
        if not self._number(i):
            return None
        whole, after = self._whole(i), self._word(i + 1)
        if self._glued(i, 2):
            if after[:1] in {"h", "m"} or after in {"/", "-"}:
                raise _NotAnAmountError
            if after == "e" and self._glued(i, 3):
                raise _NotAnAmountError  # `1e3`
            if after.isalpha() or after == "%":
                return None  # `3D`, `2nd`, `100%`: a note
            if after not in set(_PUNCTUATION):
                raise _NotAnAmountError
        if whole is None or self._is(i + 1, self._say.not_minutes):
            raise _NotAnAmountError
        return whole, i + 1

    def _quantity(self, i: int) -> tuple[Fraction, int] | None:
        """How many of a unit: `2`, `1,5`, `1½`, `two`, `a`, `half an`, `one and a half`."""
        if part := self._part(i):
            count, j = part
            j = self._past(j, self._say.of)
            return count, self._past(j, self._say.article)
        say = self._say
        if self._is(i, say.couple) or (self._is(i, say.article) and self._is(i + 1, say.couple)):
            j = self._past(i, say.article) + 1
            return Fraction(2), self._past(j, say.of)
        told = self._cardinal(i)
        if told is None:
            return None
        count, j = told
        joined = self._past(j, say.and_)
        if joined > j and (part := self._part(joined)):
            return count + part[0], part[1]
        return told

    def _part(self, i: int) -> tuple[Fraction, int] | None:
        """Part of one: `half`, `a quarter`, `three quarters`, `½`, `1/2`."""
        say = self._say
        if (fraction := _fraction(self._word(i))) is not None:
            return fraction, i + 1
        if self._word(i + 1) == "/" and self._glued(i, 3):
            above, below = self._whole(i), self._whole(i + 2)
            if above is not None and below and above < below:
                return Fraction(above, below), i + 3
        j = self._past(i, say.article)
        if self._is(j, say.half):
            return Fraction(1, 2), j + 1
        if self._is(j, say.quarter):
            return Fraction(1, 4), j + 1
        if self._is(i + 1, say.quarter) and self._word(i) in say.numbers:
            return Fraction(say.numbers[self._word(i)], 4), i + 2
        return None

    def _cardinal(self, i: int) -> tuple[Fraction, int] | None:
        word = self._word(i)
        if word in self._say.article:
            return Fraction(1), i + 1
        if word in self._say.hours and len(word) > 1 and i < len(self._tokens):
            return Fraction(1), i  # `hour and a half`
        if word in self._say.numbers:
            return self._spelt(i)
        if not word[:1].isdecimal():
            return None
        count = Fraction(word.replace(",", ".")[:_DIGITS_MOST])
        following = _fraction(self._word(i + 1))
        if following is None:
            split = self._part(i + 1) if self._whole(i + 1) is not None else None
            return (count + split[0], split[1]) if split else (count, i + 1)
        return count + following, i + 2

    def _spelt(self, i: int) -> tuple[Fraction, int]:
        """`five`, `forty five`, `forty-five`."""
        numbers, count = self._say.numbers, self._say.numbers[self._word(i)]
        j = i + 2 if self._word(i + 1) == "-" else i + 1
        ones = numbers.get(self._word(j), 0)
        if count >= 20 and 0 < ones < 10:
            return Fraction(count + ones), j + 1
        return Fraction(count), i + 1

    def _number(self, i: int) -> bool:
        word = self._word(i)
        alone = word in self._say.half and i + 1 >= len(self._tokens)
        spelt = word in self._say.numbers or alone or _fraction(word) is not None
        return word[:1].isdecimal() or spelt

    def _unit(self, i: int) -> bool:
        return self._is(i, self._say.hours) or self._is(i, self._say.minutes)

    def _whole(self, i: int) -> int | None:
        return int(self._word(i)) if _WHOLE.fullmatch(self._word(i)) else None

    def _boundary(self, i: int) -> int:
        """Where the word ends that the amount ends in. Raises _NotAnAmountError in the middle of one."""
        if not self._free(i):
            raise _NotAnAmountError
        end = self._tokens[i - 1].ends
        behind = re.match(r"\S*", self._text[end:])
        return end + (behind.end() if behind else 0)

    def _free(self, i: int) -> bool:
        """Whether only punctuation follows token `i - 1` in its word."""
        behind = re.match(r"\S*", self._text[self._tokens[i - 1].ends :])
        return behind is None or not behind[0].strip(_PUNCTUATION)

    def _glued(self, i: int, count: int) -> bool:
        """Whether `count` tokens from `i` on stand in one word."""
        run = self._tokens[i : i + count]
        return len(run) == count and all(a.ends == b.begins for a, b in pairwise(run))

    def _past(self, i: int, words: frozenset[str]) -> int:
        return i + 1 if self._is(i, words) else i

    def _is(self, i: int, words: frozenset[str]) -> bool:
        return self._word(i) in words

    def _word(self, i: int) -> str:
        return self._tokens[i].text if 0 <= i < len(self._tokens) else ""


def _fraction(char: str) -> Fraction | None:
    """`½` as a number."""
    if len(char) != 1 or unicodedata.category(char) != "No" or "/" not in _spelt_out(char):
        return None
    above, _, below = _spelt_out(char).partition("/")
    return Fraction(int(above), int(below)) if below.isdigit() else None


def _spelt_out(char: str) -> str:
    return unicodedata.normalize("NFKC", char).replace("\u2044", "/")


def _whole_minutes(minutes: Fraction) -> int:
    return round(minutes)
