"""Which cases of a test run each time, and which only in the soak."""

from collections.abc import Iterable
from typing import TypeVar

import pytest

Case = TypeVar("Case")


def mostly_soak(cases: Iterable[Case], *quick: Case) -> list[object]:
    """All the cases; those that are not named as quick run in the soak only."""
    return [each if each in quick else pytest.param(each, marks=pytest.mark.soak) for each in cases]
