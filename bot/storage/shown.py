"""Messages of ours as somebody sees them: the latest of a chat, and one that was pressed (11.3)."""

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.chat.events import Origin
from bot.chat.messages import Outgoing, ShownMessage
from bot.storage import tables as t
from bot.storage.instant import Instant
from bot.storage.rows import replies_of, sent_by_itself

_LOOKED_AT: Final = 6
"""Of the latest messages of a chat only so many are looked at for one with buttons."""

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


async def latest(
    connection: AsyncConnection, platform: str, chat: str, limit: int, reader: str | None = None
) -> tuple[Outgoing, ...]:
    """The latest messages of a chat, newest first; as `reader` sees it, where that is given."""
    others = t.reply.c.hidden & (t.reply.c.owner != reader)
    replies = (
        select(t.reply)
        .where(t.reply.c.platform == platform, t.reply.c.chat == chat, ~others)
        .order_by(t.reply.c.id.desc())
        .limit(limit)
    )
    nudges = (
        select(t.delivery)
        .where(t.delivery.c.platform == platform, t.delivery.c.chat == chat)
        .where(t.delivery.c.body.is_not(None))
        .order_by(t.delivery.c.decided_at.desc(), t.delivery.c.id.desc())
        .limit(limit)
    )
    answered = (await connection.execute(replies)).all()
    nudged = (await connection.execute(nudges)).all()
    dated = [
        (row.made_at, 1, row.id, outgoing)
        for row, outgoing in zip(answered, replies_of(answered), strict=True)
    ]
    dated += [(row.decided_at, 0, row.id, sent_by_itself(row)) for row in nudged]
    dated.sort(key=lambda each: each[:3], reverse=True)
    return tuple(outgoing for *_, outgoing in dated[:limit])


async def offered(connection: AsyncConnection, origin: Origin) -> Outgoing | None:
    """The newest message with buttons that `origin` sees in its chat."""
    seen = await latest(connection, origin.platform, origin.chat, _LOOKED_AT, origin.account)
    return next((each for each in _as_they_stand(seen) if each.message.buttons), None)


def _as_they_stand(newest_first: Iterable[Outgoing]) -> Iterable[Outgoing]:
    """The messages, newest first: one that was edited only in its last form."""
    live: dict[str, Outgoing] = {}
    for outgoing in newest_first:
        live.setdefault(outgoing.edits or outgoing.id, outgoing)
    return live.values()
