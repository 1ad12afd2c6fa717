"""Focus timers in the database, within one transaction (promise 14.1)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.focus import Focus
from bot.domain.learner import Learner
from bot.domain.merging import timer_of_both
from bot.storage import tables as t
from bot.storage.dialect import upsert
from bot.storage.rows import AnyRow

_SECOND: Final = timedelta(seconds=1)


class SqlTimers:
    """The timer that each learner began last."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def keep(self, learner: Learner, focus: Focus) -> Learner:
        """Record a timer as it stands, in the place of the one before it."""
        row = {
            "started_at": focus.started_at,
            "minutes": focus.minutes,
            "changed_at": focus.changed_at,
            "platform": focus.platform,
            "note": focus.note,
            "ran": focus.ran // _SECOND,
            "paused": focus.paused,
            "ended_at": focus.ended_at,
        }
        statement = upsert(t.focus).values(learner_id=learner.id, **row)
        key = [t.focus.c.learner_id]
        await self._connection.execute(statement.on_conflict_do_update(key, set_=row))
        return replace(learner, focus=focus)


def timer_of(row: AnyRow) -> Focus:
    """A stored timer."""
    return Focus(
        row.started_at,
        row.minutes,
        row.changed_at,
        row.platform,
        row.note,
        timedelta(seconds=row.ran),
        row.paused,
        row.ended_at,
    )


async def take_over(connection: AsyncConnection, maker: Learner, other: Learner) -> None:
    """Of the timers of two who become one, one stays (promise 7.1)."""
    stays = timer_of_both(maker.focus, other.focus)
    goes = maker if stays is other.focus else other
    await connection.execute(delete(t.focus).where(t.focus.c.learner_id == goes.id))
    theirs = update(t.focus).where(t.focus.c.learner_id == other.id)
    await connection.execute(theirs.values(learner_id=maker.id))


async def give_back(
    connection: AsyncConnection,
    mine: Sequence[Mapping[str, Any]],
    theirs: Sequence[Mapping[str, Any]],
    maker_id: int,
) -> None:
    """Each has their timer again; one that has ended since the merge stays over: it is logged once."""
    now = select(t.focus.c.started_at).where(t.focus.c.learner_id == maker_id)
    runs = await connection.scalar(now)
    for row in theirs:
        if any(each["ended_at"] is None for each in mine) or (mine and row["ended_at"]):
            await connection.execute(insert(t.focus).values(row))
        elif runs == row["started_at"]:
            taken = update(t.focus).where(t.focus.c.learner_id == maker_id)
            await connection.execute(taken.values(learner_id=row["learner_id"]))
            if mine:
                await connection.execute(insert(t.focus).values(mine[0]))
        else:
            over = {**row, "ended_at": row["ended_at"] or row["changed_at"]}
            await connection.execute(insert(t.focus).values(over))
