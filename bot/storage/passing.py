"""Replies of which nothing is kept once they were sent: farewells and secrets.

A farewell (promise 7.5) goes as a whole; of a secret (promise 11.1) the row stays, without a text.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.chat.ids import MessageId, MessageSort
from bot.chat.messages import Message
from bot.storage import scrubbing
from bot.storage import tables as t

_NAMES: Final = {MessageSort.FAREWELL: "farewell:", MessageSort.SECRET: "secret:"}
_EMPTY: Final = Message(blocks=(), secret=True).model_dump_json()


async def note(connection: AsyncConnection, reply: MessageId, now: datetime) -> None:
    """A reply was stored; if it is one of these, it is to go."""
    if reply.sort in _NAMES:
        values = {"name": f"{_NAMES[reply.sort]}{reply.number}", "value": now.isoformat()}
        await connection.execute(insert(t.memo), values)


async def let_go(connection: AsyncConnection, messages: Iterable[str]) -> bool:
    """Those of these messages that are to go do so; whether there was a farewell.

    The file is scrubbed after a farewell at once, for a secret with the next tidying.
    """
    ids = [each for each in map(MessageId.parse, messages) if each.sort in _NAMES]
    for each in ids:
        await (_part if each.sort is MessageSort.FAREWELL else _empty)(connection, each.number)
        name = f"{_NAMES[each.sort]}{each.number}"
        await connection.execute(delete(t.memo).where(t.memo.c.name == name))
        await scrubbing.want(connection)
    return any(each.sort is MessageSort.FAREWELL for each in ids)


async def overdue(connection: AsyncConnection, before: datetime) -> list[str]:
    """Those from before an instant of which it is not known that they were sent, by their ids."""
    of, found = t.memo.c, []
    for sort, start in _NAMES.items():
        query = select(of.name, of.value).where(of.name.startswith(start))
        found += [
            str(MessageId(sort, int(row.name.removeprefix(start))))
            for row in await connection.execute(query)
            if datetime.fromisoformat(row.value) < before
        ]
    return found


async def _part(connection: AsyncConnection, number: int) -> None:
    """A farewell goes, with what its answer needed."""
    mine = t.reply.c.id == number
    row = (await connection.execute(select(t.reply).where(mine))).first()
    if row is not None:
        event = (t.inbox.c.platform == row.platform) & (t.inbox.c.event_id == row.event_id)
        await connection.execute(update(t.inbox).where(event).values(body=""))
    await connection.execute(delete(t.reply).where(mine))


async def _empty(connection: AsyncConnection, number: int) -> None:
    await connection.execute(update(t.reply).where(t.reply.c.id == number).values(body=_EMPTY))
