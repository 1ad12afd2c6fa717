"""What finds a learner's dues finds what a look through all of them finds."""

from sqlalchemy import select

from bot.storage import tables as t
from bot.storage.store import SqlStore


async def found_as_there(store: SqlStore) -> int:
    """How many dues there are: each is found as its learner's, and once of a kind."""
    key = (t.due.c.learner_id, t.due.c.kind, t.due.c.due_at)
    async with store._engine.begin() as connection:
        there = sorted(map(tuple, await connection.execute(select(*key))))
        found = [
            tuple(row)
            for each in await connection.scalars(select(t.learner.c.id))
            for row in await connection.execute(select(*key).where(t.dues_of(each)))
        ]
    assert sorted(found) == there
    assert len({row[:2] for row in there}) == len(there)
    return len(there)
