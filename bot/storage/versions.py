"""Versions of learners: whoever remembers one reads them anew where theirs is not the latest."""

from typing import Any, Final

from bot.storage import tables as t
from bot.storage.rows import AnyRow

_OF = t.learner.c

KEPT: Final[dict[str, Any]] = {"version": _OF.version + 1, "known_version": _OF.version + 1}
"""What is written with every change that a learner is kept with."""

RAISED: Final[dict[str, Any]] = {
    "version": _OF.version + 1,
    "known_version": _OF.known_version + 1,
}
"""What makes others read a learner anew."""


def is_known(row: AnyRow) -> bool:
    """Whether a learner was always kept by programs that know of what is summed up.

    One of before, beside us while a host updates, changes old records and leaves the sums alone.
    """
    known: bool = row.known_version == row.version
    return known
