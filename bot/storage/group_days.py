"""Members' parts in a group's days go, some at a time: all else has its turn in between."""

import asyncio
from datetime import date
from typing import Final

from sqlalchemy import Table, delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage import tables as t

ROWS_AT_ONCE: Final = 300
"""Rows that go at once."""

_PARTS: Final = (t.member_day, t.member_step)


async def clear_days(
    connection: AsyncConnection, group_id: int, before: date | None = None
) -> bool:
    """Members' days before one go, or all of them; whether there were any."""
    found = False
    for table in _PARTS:
        first = select(func.min(table.c.day)).where(table.c.group_id == group_id)
        while (day := await connection.scalar(first)) and (before is None or day < before):
            await _clear(connection, table, group_id, day)
            found = True
    return found


async def clear_day(connection: AsyncConnection, group_id: int, day: date) -> None:
    """One day of all members goes."""
    for table in _PARTS:
        await _clear(connection, table, group_id, day)


async def _clear(connection: AsyncConnection, table: Table, group_id: int, day: date) -> None:
    mine = (table.c.group_id == group_id) & (table.c.day == day)
    whose = table.c.learner_id
    in_order = select(whose).where(mine).order_by(whose)
    last = in_order.offset(ROWS_AT_ONCE - 1).limit(1)
    while (upto := await connection.scalar(last)) is not None:
        await connection.execute(delete(table).where(mine, whose <= upto))
        await asyncio.sleep(0)
    await connection.execute(delete(table).where(mine))
    await asyncio.sleep(0)
