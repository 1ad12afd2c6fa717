"""Settled days of groups, and how the streak stood after them (promises 6.3 and 6.4)."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.groups.streak import Settlement, SettlementOutcome, StreakPoint
from bot.ports.groups import SettledDays
from bot.storage import tables as t
from bot.storage.dialect import upsert
from bot.storage.rows import rows_of


async def settled(connection: AsyncConnection, group_id: int, since: date) -> SettledDays:
    """The settled days from `since` on, and as many before as it takes to tell the streak."""
    of, mine = t.settlement.c, t.settlement.c.group_id == group_id
    known = select(t.settlement).where(mine, of.day < since, of.streak.is_not(None))
    rows = await rows_of(connection, known.order_by(of.day.desc()).limit(1))
    points = [StreakPoint(row.day, row.streak, row.longest, row.freezes) for row in rows]
    point = points[0] if points else None
    later = select(t.settlement).where(mine, of.day > (point.day if point else date.min))
    days = map(_settlement, await rows_of(connection, later.order_by(of.day)))
    return SettledDays(point, tuple(days))


async def successes(connection: AsyncConnection, group_id: int) -> int:
    """How many days the members have made together."""
    mine = t.settlement.c.group_id == group_id
    made = mine & (t.settlement.c.outcome == SettlementOutcome.SUCCESS.value)
    query = select(func.count()).select_from(t.settlement).where(made)
    return int((await rows_of(connection, query))[0][0])


async def keep_streak(connection: AsyncConnection, group_id: int, point: StreakPoint) -> None:
    """Keep how the streak stood after a settled day: before it none will be settled any more."""
    mine = (t.settlement.c.group_id == group_id) & (t.settlement.c.day == point.day)
    values = {"streak": point.streak, "longest": point.longest, "freezes": point.freezes}
    await connection.execute(update(t.settlement).where(mine).values(**values))


async def settle(
    connection: AsyncConnection, group_id: int, settled: Collection[Settlement]
) -> None:
    """Record settled days; one that is settled already stays as it is (promise 6.3)."""
    rows = [
        {
            "group_id": group_id,
            "day": each.day,
            "outcome": each.outcome.value,
            "at": each.at,
            "done": each.done,
            "expected": each.expected,
            "needed": each.needed,
        }
        for each in settled
    ]
    if rows:
        await connection.execute(upsert(t.settlement).on_conflict_do_nothing(), rows)
        first = min(each.day for each in settled)
        mine = (t.settlement.c.group_id == group_id) & (t.settlement.c.day >= first)
        unknown = dict.fromkeys(("streak", "longest", "freezes"))
        known = mine & t.settlement.c.streak.is_not(None)
        await connection.execute(update(t.settlement).where(known).values(**unknown))


def _settlement(row: Any) -> Settlement:
    outcome = SettlementOutcome(row.outcome)
    return Settlement(row.day, outcome, row.at, row.done, row.expected, row.needed)
