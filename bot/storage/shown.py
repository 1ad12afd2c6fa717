"""A message of ours under which a button was pressed (promises 2.1 and 11.3)."""

from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.chat.messages import ShownMessage
from bot.storage import tables as t
from bot.storage.instant import Instant

_DIGITS_MOST = 18
"""A longer number is no id of ours, and more than SQLite can hold."""


async def shown(connection: AsyncConnection, message: str) -> ShownMessage:
    """What is known of a message, by our id."""
    sort, number = message[:1], message[1:]
    if not (number.isascii() and number.isdigit() and len(number) <= _DIGITS_MOST):
        return ShownMessage(message)
    query = _reply(int(number)) if sort == "r" else _delivery(int(number))
    row = (await connection.execute(query)).first()
    return ShownMessage(message, *row) if row else ShownMessage(message)


def _reply(number: int) -> Select[Any]:
    return select(t.reply.c.owner, t.reply.c.made_at).where(t.reply.c.id == number)


def _delivery(number: int) -> Select[Any]:
    """A group's is owned by nobody."""
    theirs = (t.account.c.learner_id == t.delivery.c.learner_id) & (
        t.account.c.platform == t.delivery.c.platform
    )
    made_at = func.coalesce(t.delivery.c.decided_at, t.delivery.c.due_at, type_=Instant)
    return (
        select(t.account.c.external_id, made_at, t.delivery.c.day)
        .join_from(t.delivery, t.account, theirs, isouter=True)
        .where(t.delivery.c.id == number)
    )
