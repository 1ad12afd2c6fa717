"""The last reply to somebody who was erased: it goes as soon as it was sent (promise 7.5)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.chat.ids import MessageId, MessageSort
from bot.storage import scrubbing
from bot.storage import tables as t

_NAME: Final = "farewell:"


async def note(connection: AsyncConnection, number: int, now: datetime) -> None:
    """A reply was stored that is a farewell."""
    values = {"name": f"{_NAME}{number}", "value": now.isoformat()}
    await connection.execute(insert(t.memo), values)


async def let_go(connection: AsyncConnection, messages: Iterable[str]) -> bool:
    """The farewells among these messages go, with what their answer needed; were there any."""
    ids = [MessageId.parse(each) for each in messages]
    numbers = [each.number for each in ids if each.sort is MessageSort.FAREWELL]
    for number in numbers:
        mine = t.reply.c.id == number
        row = (await connection.execute(select(t.reply).where(mine))).first()
        if row is not None:
            event = (t.inbox.c.platform == row.platform) & (t.inbox.c.event_id == row.event_id)
            await connection.execute(update(t.inbox).where(event).values(body=""))
        await connection.execute(delete(t.reply).where(mine))
        await connection.execute(delete(t.memo).where(t.memo.c.name == f"{_NAME}{number}"))
        await scrubbing.want(connection)
    return bool(numbers)


async def overdue(connection: AsyncConnection, before: datetime) -> list[str]:
    """The farewells from before an instant that were never sent, by their ids."""
    of = t.memo.c
    rows = await connection.execute(select(of.name, of.value).where(of.name.startswith(_NAME)))
    return [
        str(MessageId.of_farewell(int(row.name.removeprefix(_NAME))))
        for row in rows
        if datetime.fromisoformat(row.value) < before
    ]
