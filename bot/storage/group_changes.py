"""What makes the parts of members in group days be worked out anew (promise 6.3)."""

from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, delete, select, union, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage import tables as t
from bot.storage.dialect import upsert
from bot.storage.parts import ANEW
from bot.storage.rows import rows_of

_OF: Final = t.group_day.c
_MEMBER: Final = t.member_day.c


# This is asked at every event, so it is made once: making it takes longer than running it.
_GROUPS: Final = union(
    select(t.stay.c.group_id).where(t.stay.c.learner_id == bindparam("whose")),
    select(_MEMBER.group_id).where(_MEMBER.learner_id == bindparam("whose")),
)


async def mark(connection: AsyncConnection, learner_id: int) -> bool:
    """Something was stored about somebody: their groups look at them again, if there are any."""
    groups = sorted(await connection.scalars(_GROUPS, {"whose": learner_id}))
    if groups:
        rows = [{"group_id": group_id, "learner_id": learner_id} for group_id in groups]
        await connection.execute(upsert(t.member_change).on_conflict_do_nothing(), rows)
    return bool(groups)


async def recount(connection: AsyncConnection, group_id: int) -> None:
    """Other rules hold for a group: the days under way are counted from their beginning."""
    mine = (_OF.group_id == group_id) & _OF.complete
    await connection.execute(update(t.group_day).where(mine).values(**ANEW))


async def set_right(connection: AsyncConnection, now: datetime) -> None:
    """What a clock that was ahead began, or counted, is begun and counted anew."""
    ahead = select(_OF.group_id, _OF.day).where(_OF.began > now)
    for row in await rows_of(connection, ahead):
        for table in (t.member_day, t.member_step, t.group_day):
            day = (table.c.group_id == row.group_id) & (table.c.day == row.day)
            await connection.execute(delete(table).where(day))
    await connection.execute(update(t.group_day).where(_OF.upto > now).values(**ANEW))


async def leave_out(connection: AsyncConnection, learner_id: int) -> None:
    """Somebody is no more: the days they had a part in are counted without them."""
    theirs = select(_MEMBER.group_id, _MEMBER.day).where(_MEMBER.learner_id == learner_id)
    for row in await rows_of(connection, theirs):
        mine = update(t.group_day).where(_OF.group_id == row.group_id, _OF.day == row.day)
        await connection.execute(mine.values(**ANEW))
    for table in (t.member_day, t.member_step, t.member_change):
        await connection.execute(delete(table).where(table.c.learner_id == learner_id))
