"""Messages of ours in the database, replies and deliveries alike, by our id."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Select, Table, Update, bindparam, case, func, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.chat.events import Origin
from bot.chat.ids import MessageId, MessageSort
from bot.chat.messages import Message, Outgoing
from bot.chat.shown import ShownMessage
from bot.domain.delivery import DeliveryState
from bot.storage import passing, scrubbing
from bot.storage import tables as t
from bot.storage.instant import Instant
from bot.storage.replies import NOTHING_SAID, replies_of
from bot.storage.rows import AnyRow, look, reading

_TABLES: Final[Mapping[MessageSort, Table]] = {
    MessageSort.REPLY: t.reply,
    MessageSort.FAREWELL: t.reply,
    MessageSort.SECRET: t.reply,
    MessageSort.DELIVERY: t.delivery,
}

# The statements of every answer are made once: making one takes longer than running it.
_ARRIVED: Final[Mapping[Table, Update]] = {
    table: update(table)
    .where(table.c.id == bindparam("ours"))
    .values(provider_id=bindparam("theirs"), **arrival)
    for table, arrival in (
        (t.reply, {"sent_at": bindparam("at")}),
        (t.delivery, {"ended_at": bindparam("at"), "state": DeliveryState.SENT}),
    )
}

_LOOKED_AT: Final = 6
"""Of the latest messages of a chat only so many are looked at for one with buttons."""


class SqlMessages:
    """Messages of ours, and what their platform calls them."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def arrived(self, messages: Mapping[str, str], now: datetime) -> None:
        """Note that these messages of ours have arrived, with their ids there."""
        async with self._engine.begin() as connection:
            for statement, rows in _arrivals(messages, now).items():
                await connection.execute(statement, rows)
            parted = await passing.let_go(connection, list(messages))
        if parted:
            await scrubbing.scrub(self._engine)

    async def provider_id(self, message: str) -> str | None:
        """The platform's id of a message of ours; None while it is not known."""
        ours = MessageId.parse(message)
        table = _TABLES[ours.sort]
        query = select(table.c.provider_id).where(table.c.id == ours.number)
        rows = await look(self._engine, query)
        return next((row.provider_id for row in rows), None)

    async def recent(
        self, platform: str, chat: str, limit: int, reader: str | None = None
    ) -> tuple[Outgoing, ...]:
        """The latest messages of a chat, newest first; as `reader` sees it, where that is given."""
        async with reading(self._engine) as connection:
            return await _latest(connection, platform, chat, limit, reader)


class SqlWorkMessages:
    """The same within one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def shown(self, message: str) -> ShownMessage:
        """What is known of a message, by our id: a button may have been pressed under it."""
        try:
            ours = MessageId.parse(message)
        except ValueError:
            return ShownMessage(message)
        by_itself = ours.sort is MessageSort.DELIVERY
        query = _delivery(ours.number) if by_itself else _reply(ours.number)
        row = (await self._connection.execute(query)).first()
        return ShownMessage(message, *row) if row else ShownMessage(message)

    async def offered(self, origin: Origin) -> Sequence[Outgoing]:
        """The latest messages with buttons that `origin` sees in its chat, newest first."""
        seen = await _latest(
            self._connection, origin.platform, origin.chat, _LOOKED_AT, origin.account
        )
        return [each for each in _as_they_stand(seen) if each.message.buttons]


async def _latest(
    connection: AsyncConnection, platform: str, chat: str, limit: int, reader: str | None
) -> tuple[Outgoing, ...]:
    """The latest messages of a chat, newest first; as `reader` sees it, where that is given."""
    others = t.reply.c.hidden & (t.reply.c.owner != reader)
    replies = (
        select(t.reply)
        .where(t.reply.c.platform == platform, t.reply.c.chat == chat, ~others)
        .where(t.reply.c.body.not_in(NOTHING_SAID))
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
    dated += [(row.decided_at, 0, row.id, _sent_by_itself(row)) for row in nudged]
    dated.sort(key=lambda each: each[:3], reverse=True)
    return tuple(outgoing for *_, outgoing in dated[:limit])


def _as_they_stand(newest_first: Iterable[Outgoing]) -> Iterable[Outgoing]:
    """The messages, newest first: one that was edited only in its last form."""
    live: dict[str, Outgoing] = {}
    for outgoing in newest_first:
        live.setdefault(outgoing.edits or outgoing.id, outgoing)
    return live.values()


def _reply(number: int) -> Select[Any]:
    return select(t.reply.c.owner, t.reply.c.made_at).where(t.reply.c.id == number)


def _delivery(number: int) -> Select[Any]:
    """A group's is everybody's. A learner's is theirs on its platform.

    Whoever has left them since keeps what is in their own chat; else it is nobody's.
    """
    on, mine = t.delivery.c.platform, t.account.alias()
    theirs = (t.account.c.learner_id == t.delivery.c.learner_id) & (t.account.c.platform == on)
    there = (mine.c.chat == t.delivery.c.chat) & (mine.c.platform == on)
    nobody = case((t.delivery.c.learner_id.is_not(None), literal("")))
    owner = func.coalesce(t.account.c.external_id, mine.c.external_id, nobody)
    made_at = func.coalesce(t.delivery.c.decided_at, t.delivery.c.due_at, type_=Instant)
    return (
        select(owner, made_at, t.delivery.c.day)
        .join_from(t.delivery, t.account, theirs, isouter=True)
        .join(mine, there, isouter=True)
        .where(t.delivery.c.id == number)
    )


def _sent_by_itself(row: AnyRow) -> Outgoing:
    """A delivery whose text was made, as a message on its way."""
    return Outgoing(
        id=str(MessageId.of_delivery(row.id)),
        platform=row.platform,
        chat=row.chat,
        edits=row.edits,
        message=Message.model_validate_json(row.body),
    )


def _arrivals(messages: Mapping[str, str], now: datetime) -> dict[Update, list[dict[str, Any]]]:
    """What is told to the database about messages that have arrived: a statement for each sort."""
    told: dict[Update, list[dict[str, Any]]] = {}
    for message, theirs in messages.items():
        ours = MessageId.parse(message)
        statement = _ARRIVED[_TABLES[ours.sort]]
        told.setdefault(statement, []).append({"ours": ours.number, "theirs": theirs, "at": now})
    return told
