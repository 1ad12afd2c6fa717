"""A number without a unit: minutes, unless what follows says that it counts something else."""

import unicodedata
from typing import Final

from bot.chat.reading.quantities import Quantities
from bot.chat.reading.tokens import Tokens
from bot.chat.reading.units import OTHERS_ABROAD
from bot.chat.reading.vocabulary import Vocabulary
from bot.domain import policy

_HOURS_MOST: Final = policy.MINUTES_MOST // 60
"""Up to here a number is more often one of hours or of things than of minutes."""

_TIMES: Final = frozenset("x\u00d7*")


class NotAnAmountError(Exception):
    """These words begin like an amount and are none."""


class BareNumbers:
    """Reads a number that stands alone in a text."""

    def __init__(self, tokens: Tokens, vocabulary: Vocabulary) -> None:
        self._tokens = tokens
        self._say = vocabulary
        self._numbers = Quantities(tokens, vocabulary)

    def minutes(self, i: int) -> tuple[int, int] | None:
        """The minutes that a number at `i` means, and the place behind it; None for a note.

        Raises NotAnAmountError for one in words, with a fraction, or of other things.
        """
        tokens = self._tokens
        if not self._numbers.begins(i):
            return None
        whole, after = tokens.whole(i), tokens.word(i + 1)
        if after in _TIMES and self._numbers.begins(i + 2):
            raise NotAnAmountError
        if tokens.glued(i, 2) and after not in self._say.ish:
            if after[:1] in {"h", "m"} or (after == "e" and tokens.glued(i, 3)):
                raise NotAnAmountError  # `25mn`, `1e3`
            if after.isalpha() and unicodedata.category(after[0]) == "Lo":
                raise NotAnAmountError  # a unit in a script without spaces
            if after in self._say.not_minutes - self._say.day_units.keys():
                raise NotAnAmountError  # `30s`, but not `3D`
            if after.isalpha() or after == "%":
                return None  # `3D`, `2nd`, `100%`: a note
        if whole is None or self.counts(i):
            raise NotAnAmountError
        return whole, tokens.past(i + 1, self._say.ish) if tokens.glued(i, 2) else i + 1

    def counts(self, i: int) -> bool:
        """Whether the number at `i` counts something else: `2 weeks`, `30 pages`, `2 flurbs`."""
        say, count = self._say, self._tokens.whole(i) or 0
        after = self._tokens.word(self._tokens.past(i + 1, say.such))
        others = say.not_minutes | OTHERS_ABROAD
        if count <= _HOURS_MOST:
            others |= say.counted
        if count == 1 and i + 2 == len(self._tokens):
            others |= say.single
        return after in others or (1 < count <= _HOURS_MOST and say.is_many(after))
