"""What a group costs does not grow with its members, nor with their years (promise 6.3)."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine.cursor import CursorFetchStrategy

from benchmarks import groups
from benchmarks.ground import NOW, Parts, parts

DAY = timedelta(days=1)
YEAR, WEEKS = 365, 75


@dataclass
class Costs:
    """Statements, and the rows that they gave."""

    statements: int = 0
    rows: int = 0


@contextmanager
def counted(opened: Parts) -> Iterator[Costs]:
    costs, fetched = Costs(), CursorFetchStrategy.fetchall

    def executed(*_: object) -> None:
        costs.statements += 1

    def fetchall(*given: Any) -> Any:
        rows = fetched(*given)
        costs.rows += len(rows)
        return rows

    engine = opened.store._engine.sync_engine
    event.listen(engine, "after_cursor_execute", executed)
    patched = pytest.MonkeyPatch()
    patched.setattr(CursorFetchStrategy, "fetchall", fetchall)
    try:
        yield costs
    finally:
        patched.undo()
        event.remove(engine, "after_cursor_execute", executed)


@asynccontextmanager
async def club(path: Path, members: int, days: int) -> AsyncIterator[Parts]:
    """A group that was looked at just now."""
    await groups.populated(path, members, days)
    opened = await parts(path, NOW)
    try:
        await opened.coach.update_groups()
        yield opened
    finally:
        await opened.store.close()


async def of_an_event(path: Path, members: int, days: int) -> tuple[Costs, Costs]:
    """A `/done` with the look after it, once all that is loaded once is; and the board."""
    async with club(path, members, days) as opened:
        for number in range(2):
            opened.clock.move_to(NOW + timedelta(minutes=number + 1))
            with counted(opened) as done:
                await groups.say(opened, groups.who(1), "/done 5", f"d{number}")
                await opened.coach.update_groups()
        with counted(opened) as board:
            await groups.say(opened, groups.who(0, groups.CHAT), "/group", "b")
        return done, board


async def test_an_event_costs_the_same_in_a_large_group(tmp_path: Path) -> None:
    done, board = await of_an_event(tmp_path / "small.db", 5, WEEKS)
    many, large = await of_an_event(tmp_path / "large.db", 120, YEAR)
    assert many.statements <= done.statements
    assert many.rows <= done.rows + 40, "the streak goes on from where it was kept"
    assert large.statements <= board.statements
    assert large.rows <= board.rows + 40
