"""Years go by, and what a day costs and what is kept stay within bounds."""

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.decade import TINY, YearsEnd, years
from benchmarks.kept import GROUPS, OWN
from bot.storage.sending import NUDGES_KEPT

LOADED = 2 * NUDGES_KEPT
"""What came by itself that two learners may be loaded with, however long ago it came."""

A_FEW = 2
"""Statements more than a year before: whether a page of entries is full depends on the day."""

GROUPS_DAY = "the groups' day"
LOOKS_OF_A_DAY = 20
"""A look at a group reads the days that it has settled since its streak was kept: thirty at most."""


def passing(end: YearsEnd) -> dict[str, int]:
    """Rows of the tables that are nobody's history."""
    return {name: rows for name, rows in end.rows.items() if name not in OWN | {"delivery"}}


@pytest.mark.soak
async def test_nothing_grows_without_bound(tmp_path: Path) -> None:
    first, second, third = await years(tmp_path / "w.db", replace(TINY, years=3, met=1))
    assert passing(first)[GROUPS] > 0
    before = passing(second)
    assert {name: rows for name, rows in passing(third).items() if rows > before[name]} == {}
    assert third.rows["delivery"] - third.rows[GROUPS] <= LOADED
    for name in OWN:
        a_year = second.rows[name] - first.rows[name]
        assert third.rows[name] - second.rows[name] <= a_year + 1, name
    settled = third.rows["settlement"] - second.rows["settlement"]
    for name, cost in third.costs.items():
        asked, then = cost.asked, second.costs[name].asked
        more = LOOKS_OF_A_DAY * settled if name == GROUPS_DAY else 0
        assert asked.statements <= then.statements + A_FEW, name
        assert asked.rows <= then.rows + A_FEW + more, name
