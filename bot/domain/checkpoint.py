"""How far the ledger was folded: from there it goes on, so that years cost no more than weeks."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

RULES: Final = 3
"""The version of the rules behind what is summed up: raise it with any change of what that says.

One of other rules is dropped, and all is folded anew.
"""


@dataclass(frozen=True, slots=True)
class EndedRun:
    """A streak that ended with `day`: how many `days` it had, and the freezes that came back.

    `winnable` says that a repair may still bring it back, today or on the next study day (2.6).
    """

    day: date
    days: int
    freezes_back: int
    winnable: bool


@dataclass(frozen=True, slots=True)
class LedgerCheckpoint:
    """The fold after the learner-day `upto`, which was done on the day itself.

    No gap is open after it and no repair looks past it, so nothing that comes later changes what
    was before. `facts` is the print of all else that went into it: it holds while that is the
    same. `known_at` is the instant of the last entry in it, `first` the first done day, `late` the
    days of the last late logs that counted, `moved` the last day that a move excused.
    """

    upto: date
    known_at: datetime
    facts: str
    first: date
    streak: int
    freezes: int
    longest: int
    strength: float
    repaired: date | None = None
    moved: date | None = None
    late: tuple[date, ...] = ()
    ended: EndedRun | None = None
