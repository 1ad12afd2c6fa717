"""What is looked for again and again costs the same, however much waits and came in (promise 10)."""

from pathlib import Path

from sqlalchemy import event

from benchmarks.ground import NOW, filled, parts
from benchmarks.looks import Amount, fill, looks

FEW = Amount(learners=700, inbox=700, waiting=700)
MANY = Amount(learners=7_000, inbox=7_000, waiting=7_000)
"""A tick looks at what is sent soon, five hundred, in either."""

COUNTED = {"/metrics"}
"""How much is overdue is counted through, in one index."""

A_FEW = 400
"""Steps of SQLite's that differ with where the pages of a tree begin."""


async def steps(path: Path, amount: Amount) -> dict[str, int]:
    """How many steps SQLite takes for each look; the second time, when all is made that is made once."""
    await filled(path, amount.learners, 1)
    fill(path, amount)
    opened = await parts(path, NOW, simulated=True)
    taken = 0

    def count() -> None:
        nonlocal taken
        taken += 1

    def watch(connection: object, _record: object) -> None:
        connection.driver_connection._conn.set_progress_handler(count, 1)  # type: ignore[attr-defined]

    event.listen(opened.store._engine.sync_engine, "connect", watch)
    found = {}
    for name, look in looks(opened).items():
        await look()
        taken = 0
        await look()
        found[name] = taken
    await opened.store.close()
    return found


async def test_a_look_does_not_grow_with_what_waits(tmp_path: Path) -> None:
    few = await steps(tmp_path / "few.db", FEW)
    many = await steps(tmp_path / "many.db", MANY)
    assert all(few.values())
    more = {name: many[name] - few[name] for name in few}
    assert {name for name, each in more.items() if each > A_FEW} == COUNTED, (few, many)
