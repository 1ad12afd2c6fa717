"""How many of something: `2`, `1,5`, `1½`, `two`, `a`, `half an`, `a hundred and twenty`."""

import unicodedata
from fractions import Fraction
from typing import Final

from bot.chat.reading.tokens import Tokens
from bot.chat.reading.vocabulary import Vocabulary

_DIGITS_MOST: Final = 12
"""Of a number more digits are not looked at: it is out of range long before."""

_PARTS_MOST: Final = 4
"""`3/4 h` is a part of an hour; `20/30` is not."""

Told = tuple[Fraction, int]
"""A quantity, and the place behind it."""


class Quantities:
    """Reads the quantities in a text."""

    def __init__(self, tokens: Tokens, vocabulary: Vocabulary) -> None:
        self._tokens = tokens
        self._say = vocabulary

    def quantity(self, i: int) -> Told | None:
        """A quantity as it stands before a unit."""
        tokens, say = self._tokens, self._say
        if part := self.part(i):
            count, j = part
            j = tokens.past(j, say.of)
            return count, tokens.past(j, say.article)
        j = tokens.past(i, say.article)
        if tokens.word(j) in say.couple:
            return Fraction(2), tokens.past(j + 1, say.of)
        told = self.cardinal(i)
        if told is None:
            return None
        count, j = told
        joined = tokens.past(j, say.and_)
        if joined > j and (part := self.part(joined)):
            return count + part[0], part[1]
        return count, tokens.past(j, say.full)

    def part(self, i: int) -> Told | None:
        """Part of one: `half`, `a quarter`, `three quarters`, `½`, `1/2`."""
        tokens, say = self._tokens, self._say
        if (fraction := _fraction(tokens.word(i))) is not None:
            return fraction, i + 1
        if tokens.word(i + 1) == "/" and tokens.glued(i, 3):
            above, below = tokens.whole(i), tokens.whole(i + 2)
            if above and below and above < below <= _PARTS_MOST:
                return Fraction(above, below), i + 3
        j = tokens.past(i, say.article)
        if tokens.word(j) in say.half:
            return Fraction(1, 2), j + 1
        if tokens.word(j) in say.quarter:
            return Fraction(1, 4), j + 1
        if tokens.word(i + 1) in say.quarter and tokens.word(i) in say.numbers:
            return Fraction(say.numbers[tokens.word(i)], 4), i + 2
        return None

    def cardinal(self, i: int) -> Told | None:
        """A number in digits or in words, or an article."""
        tokens, say = self._tokens, self._say
        word = tokens.word(i)
        if tokens.word(tokens.past(i, say.article)) in say.hundred or word in say.numbers:
            return self._spelt(i)
        if word in say.article:
            return self.cardinal(i + 1) if self.begins(i + 1) else (Fraction(1), i + 1)
        if word in say.fractions:
            return say.fractions[word], i + 1
        if not word[:1].isdecimal() and not word[1:2].isdecimal():
            return None
        count = Fraction(f"0{word}".replace(",", ".")[:_DIGITS_MOST])
        following = _fraction(tokens.word(i + 1))
        if following is None:
            split = self.part(i + 1) if tokens.whole(i + 1) is not None else None
            return (count + split[0], split[1]) if split else (count, i + 1)
        return count + following, i + 2

    def begins(self, i: int) -> bool:
        """Whether something that can only be a number stands here."""
        word = self._tokens.word(i)
        alone = word in self._say.half and i + 1 >= len(self._tokens)
        say = self._say
        spelt = word in say.numbers or word in say.hundred or word in say.fractions
        digits = word[:1].isdecimal() or word[1:2].isdecimal()
        return digits or spelt or alone or _fraction(word) is not None

    def _spelt(self, i: int) -> Told:
        """`five`, `forty-five`, `a hundred and twenty`."""
        tokens, say = self._tokens, self._say
        if tokens.word(i) in say.hundred:
            hundreds, j = 1, i + 1
        elif tokens.word(i + 1) in say.hundred:
            hundreds, j = say.numbers.get(tokens.word(i), 1), i + 2
        else:
            count, j = self._below_hundred(i)
            return Fraction(count), j
        rest = tokens.past(j, say.and_)
        if tokens.word(rest) in say.numbers:
            count, j = self._below_hundred(rest)
            return Fraction(100 * hundreds + count), j
        return Fraction(100 * hundreds), j

    def _below_hundred(self, i: int) -> tuple[int, int]:
        numbers, count = self._say.numbers, self._say.numbers[self._tokens.word(i)]
        j = i + 2 if self._tokens.word(i + 1) == "-" else i + 1
        ones = numbers.get(self._tokens.word(j), 0)
        tens = count >= 20 and count % 10 == 0
        return (count + ones, j + 1) if tens and 0 < ones < 10 else (count, i + 1)


def _fraction(char: str) -> Fraction | None:
    """`½` as a number."""
    if len(char) != 1 or unicodedata.category(char) != "No":
        return None
    above, slash, below = unicodedata.normalize("NFKC", char).partition("\u2044")
    return Fraction(int(above), int(below)) if slash and below.isdigit() else None
