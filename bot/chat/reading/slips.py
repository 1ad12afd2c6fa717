"""How far two words are apart in slips of the fingers."""

from typing import Final

_LETTERS_LEAST: Final = 5
"""Shorter words are too often near others that are meant."""


def slips(one: str, other: str) -> int:
    """How many letters were forgotten, added, changed or swapped between two words."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, right in enumerate(other, 1):
            cost = min(before[j] + 1, row[-1] + 1, before[j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]


def is_slip(typed: str, meant: str) -> bool:
    """Whether a longer word was meant and one finger slipped: `huors`, `minuts`."""
    if typed == meant or abs(len(typed) - len(meant)) > 1 or typed[:1] != meant[:1]:
        return False
    long = min(len(typed), len(meant)) >= _LETTERS_LEAST - (typed[-1:] == meant[-1:])
    return long and slips(typed, meant) == 1
