"""Replies in the database: stored with the event they answer, until they were sent (9.4)."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from pydantic import TypeAdapter
from sqlalchemy import Select, bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.chat.events import Event
from bot.chat.ids import MessageId, MessageSort
from bot.chat.messages import Message, Outgoing
from bot.chat.variants import as_stored
from bot.domain import policy
from bot.ports.leases import Hold
from bot.ports.news import NewsTopic
from bot.ports.replies import Unsent
from bot.storage import leases, passing, scrubbing
from bot.storage import tables as t
from bot.storage.claims import UNTIL, Claims, claimed
from bot.storage.dialect import is_shared
from bot.storage.news import tell
from bot.storage.rows import AnyRow, look, rows_of

REASON_MOST: Final = 64

NOTHING_SAID: Final = ("", '{"blocks":[]}')
"""What stands for a message of which the text is not kept any more, now and in older databases."""

_EVENT: Final[TypeAdapter[Event]] = TypeAdapter(Event)
# The statement of every reply is made once: making one takes longer than running it.
_WRITE: Final = insert(t.reply).values(claimed_until=UNTIL)
_ARRIVED: Final = (
    update(t.reply)
    .where(t.reply.c.id.in_(bindparam("ids", expanding=True)))
    .values(sent_at=bindparam("at"))
)


class SqlReplies:
    """Replies on their way out."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._claims = Claims(t.reply, shared=is_shared(engine))

    async def unsent(self, platform: str, since: datetime) -> tuple[Unsent, ...]:
        """Replies not yet sent and made after `since`, oldest first."""
        return _unsent_of(await look(self._engine, _unsent(platform, since)))

    async def claim(
        self, platform: str, since: datetime, hold: Hold, limit: int
    ) -> tuple[Unsent, ...]:
        """The same that nobody else is about to send, as the owner of `hold` from now on."""
        not_mine = t.reply.c.claimed_by.is_distinct_from(hold.owner)
        query = _unsent(platform, since).where(not_mine, self._claims.are_free()).limit(limit)
        if not await look(self._engine, query.limit(1)):
            return ()
        async with self._engine.begin() as connection:
            if not await leases.holds(connection, hold):
                return ()
            rows = await rows_of(connection, query.with_for_update(of=t.reply, skip_locked=True))
            mine = update(t.reply).where(t.reply.c.id.in_([row.id for row in rows]))
            await connection.execute(mine.values(**claimed(hold.owner)))
        return _unsent_of(rows)

    async def sent(self, ids: Sequence[str], now: datetime) -> None:
        """Note that these replies have arrived."""
        async with self._engine.begin() as connection:
            numbers = [MessageId.parse(each).number for each in ids]
            await connection.execute(_ARRIVED, {"ids": numbers, "at": now})
            parted = await passing.let_go(connection, ids)
        if parted:
            await scrubbing.scrub(self._engine)

    async def may_resend(self, reply: str, reason: str) -> bool:
        """Count a further sending of a reply that may have arrived; False when it had enough.

        Two at most (promise 9.2); then it is given up for `reason`.
        """
        number = MessageId.parse(reply).number
        rest = (t.reply.c.id == number) & (t.reply.c.resends < policy.RESENDS_MOST)
        async with self._engine.begin() as connection:
            counted = update(t.reply).where(rest).values(resends=t.reply.c.resends + 1)
            allowed = (await connection.execute(counted)).rowcount == 1
            if not allowed:
                await _give_up(connection, reply, reason)
        return allowed

    async def given_up(self, reply: str, reason: str) -> None:
        """Note that a reply will not be sent any more."""
        async with self._engine.begin() as connection:
            await _give_up(connection, reply, reason)


class SqlWorkReplies:
    """Replies within one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def write(
        self,
        event: Event,
        messages: Sequence[Message],
        edits: str | None,
        now: datetime,
        by: str | None = None,
    ) -> tuple[Outgoing, ...]:
        """Store the answer to `event` (promise 9.4), which `by` sends, or whoever may."""
        origin = event.origin
        answered = []
        for message in messages:
            target = edits if message.edits else None
            owner = None if message.shared else origin.account
            hidden = origin.whispers and not origin.private and not message.shared
            row = {
                "platform": origin.platform,
                "event_id": event.id,
                "chat": origin.chat,
                "body": as_stored(message),
                "edits": target,
                "owner": owner,
                "hidden": hidden,
                "made_at": now,
                "claimed_by": by,
            }
            (reply_id,) = (await self._connection.execute(_WRITE, row)).inserted_primary_key or (0,)
            name = _id(reply_id, message)
            await passing.note(self._connection, name, now)
            answered.append(
                Outgoing(
                    id=str(name),
                    platform=origin.platform,
                    chat=origin.chat,
                    message=message,
                    edits=target,
                    to=owner if hidden else None,
                )
            )
        if by is None and answered:
            await tell(self._connection, NewsTopic.REPLY, origin.platform)
        return tuple(answered)

    async def to(self, event: Event, by: str | None = None) -> tuple[Outgoing, ...]:
        """What `event` was answered; with `by` what that process has to send of it."""
        of = t.reply.c
        query = (
            select(t.reply)
            .where(of.platform == event.origin.platform, of.event_id == event.id)
            .order_by(of.id)
        )
        if by is None:
            return replies_of(await rows_of(self._connection, query))
        unsent = query.where(of.sent_at.is_(None), of.failed.is_(None))
        may = Claims(t.reply, shared=is_shared(self._connection)).may_be_taken(by)
        rows = await rows_of(self._connection, unsent.where(may).with_for_update())
        mine = update(t.reply).where(of.id.in_([row.id for row in rows]))
        await self._connection.execute(mine.values(**claimed(by)))
        return replies_of(rows)


def message_of(body: str) -> Message:
    """A stored message."""
    return Message.model_validate_json(body) if body else Message(blocks=())


def replies_of(rows: Iterable[AnyRow]) -> tuple[Outgoing, ...]:
    """Stored replies as messages on their way."""
    return tuple(map(_reply, rows))


def _unsent(platform: str, since: datetime) -> Select[Any]:
    """Replies that are to be sent, with the events that they answer, oldest first."""
    same = (t.inbox.c.platform == t.reply.c.platform) & (t.inbox.c.event_id == t.reply.c.event_id)
    return (
        select(t.reply, t.inbox.c.body.label("event"))
        .join(t.inbox, same)
        .where(t.reply.c.platform == platform, t.reply.c.sent_at.is_(None))
        .where(t.reply.c.made_at > since, t.reply.c.failed.is_(None))
        .order_by(t.reply.c.id)
    )


def _unsent_of(rows: Sequence[AnyRow]) -> tuple[Unsent, ...]:
    return tuple(
        Unsent(_EVENT.validate_json(row.event), outgoing, row.claimed_by is not None)
        for row, outgoing in zip(rows, replies_of(rows), strict=True)
    )


def _reply(row: AnyRow) -> Outgoing:
    message = message_of(row.body)
    return Outgoing(
        id=str(_id(row.id, message)),
        platform=row.platform,
        chat=row.chat,
        edits=row.edits,
        to=row.owner if row.hidden else None,
        message=message,
    )


def _id(number: int, message: Message) -> MessageId:
    if message.farewell:
        return MessageId(MessageSort.FAREWELL, number)
    passes = message.secret or message.files
    return MessageId(MessageSort.SECRET if passes else MessageSort.REPLY, number)


async def _give_up(connection: AsyncConnection, reply: str, reason: str) -> None:
    """Note why; what is not kept of one that was sent is not kept of this one either."""
    mine = update(t.reply).where(t.reply.c.id == MessageId.parse(reply).number)
    await connection.execute(mine.values(failed=reason[:REASON_MOST]))
    await passing.let_go(connection, [reply])
