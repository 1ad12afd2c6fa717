"""Replies that are not kept once they were sent, or given up: farewells, secrets and files.

A farewell (promise 7.5) goes as a whole; of a secret (promise 11.1) the row stays, without a text,
and of files that were handed over their names.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.chat.ids import MessageId, MessageSort
from bot.chat.messages import Message
from bot.chat.variants import as_stored
from bot.storage import scrubbing
from bot.storage import tables as t

_NAMES: Final = {MessageSort.FAREWELL: "farewell:", MessageSort.SECRET: "secret:"}


async def note(connection: AsyncConnection, reply: MessageId, now: datetime) -> None:
    """A reply was stored; if it is one of these, it is to go."""
    if reply.sort in _NAMES:
        values = {"name": f"{_NAMES[reply.sort]}{reply.number}", "value": now.isoformat()}
        await connection.execute(insert(t.memo), values)


async def let_go(connection: AsyncConnection, messages: Iterable[str]) -> bool:
    """Those of these messages that are to go do so; whether there was a farewell.

    The database is scrubbed after a farewell at once, for the others with the next tidying.
    """
    farewell = False
    for each in map(MessageId.parse, messages):
        if each.sort in _NAMES and await _is_noted(connection, each):
            parts = each.sort is MessageSort.FAREWELL
            await (_part if parts else _empty)(connection, each.number)
            await scrubbing.want(connection)
            farewell |= parts
    return farewell


async def _is_noted(connection: AsyncConnection, message: MessageId) -> bool:
    """Whether a message is yet to go; from now on it is not."""
    name = f"{_NAMES[message.sort]}{message.number}"
    noted = await connection.execute(delete(t.memo).where(t.memo.c.name == name))
    return noted.rowcount == 1


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
    mine = t.reply.c.id == number
    body = await connection.scalar(select(t.reply.c.body).where(mine))
    if body:
        left = as_stored(_left_of(Message.model_validate_json(body)))
        await connection.execute(update(t.reply).where(mine).values(body=left))


def _left_of(message: Message) -> Message:
    """What is kept: the files' names, and the words where they are no secret."""
    files = tuple(each.model_copy(update={"content": b""}) for each in message.files)
    if message.secret:
        return Message(blocks=(), files=files, secret=True)
    return message.model_copy(update={"files": files})
