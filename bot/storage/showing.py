"""What a group shows of its members: the names of those who agreed to it (promise 6.5)."""

import asyncio
from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.ports.attendance import Crowd
from bot.ports.groups import PresentMember
from bot.storage import tables as t
from bot.storage.places import IN_ORDER
from bot.storage.rows import rows_of

AT_ONCE: Final = 500
"""Members who are read at once."""

_SETTING: Final = t.setting_change.c
_SHOWN: Final = (
    select(_SETTING.learner_id, _SETTING.value).where(_SETTING.key == "names").order_by(_SETTING.id)
)
_NAMES: Final = select(t.account.c.learner_id, t.account.c.name).order_by(*IN_ORDER)


async def names_of(connection: AsyncConnection, ids: Sequence[int]) -> tuple[str, ...]:
    """The names of some, in order."""
    rows = await rows_of(connection, _NAMES.where(t.account.c.learner_id.in_(ids)))
    first = {row.learner_id: row.name for row in reversed(rows)}
    return tuple(sorted(first.values()))


async def crowd_of(connection: AsyncConnection, members: Select[Any]) -> Crowd:
    """Those whom a query finds, by id and whether they are `named`."""
    rows = await rows_of(connection, members)
    named = [row.learner_id for row in rows if row.named]
    if not named:
        return Crowd(many=len(rows))
    return Crowd(await names_of(connection, named), len(rows))


async def present(connection: AsyncConnection, group_id: int) -> list[PresentMember]:
    """Who is in a group, in the order in which they came; all else has its turn in between."""
    of = t.stay.c
    query = select(of.learner_id).where(of.group_id == group_id, of.left_at.is_(None))
    ids = list(await connection.scalars(query.order_by(of.id)))
    found: list[PresentMember] = []
    for begin in range(0, len(ids), AT_ONCE):
        chunk = ids[begin : begin + AT_ONCE]
        rows = await rows_of(connection, _NAMES.where(t.account.c.learner_id.in_(chunk)))
        names = {row.learner_id: row.name for row in reversed(rows)}
        shown = await rows_of(connection, _SHOWN.where(t.setting_change.c.learner_id.in_(chunk)))
        shows = {row.learner_id: row.value == "on" for row in shown}
        found += [PresentMember(who, names[who], shows.get(who, False)) for who in chunk]
        await asyncio.sleep(0)
    return found


async def is_alive(connection: AsyncConnection, group_id: int) -> bool:
    """Whether somebody is in a group now."""
    there = (t.stay.c.group_id == group_id) & t.stay.c.left_at.is_(None)
    return await connection.scalar(select(t.stay.c.id).where(there).limit(1)) is not None
