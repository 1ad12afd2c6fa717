"""The inbox before its events are handled, and what can never be read (promises 9.1 and 9.3)."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import (
    Select,
    String,
    Update,
    bindparam,
    case,
    delete,
    func,
    literal,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.chat.events import Event, without_words
from bot.chat.ids import MessageId, MessageSort
from bot.chat.secrecy import is_secret
from bot.chat.variants import as_stored
from bot.domain.delivery import DeliveryState
from bot.domain.linking import without_codes
from bot.ports.inbox import Claim, OpenEvent, Unread
from bot.ports.news import NewsTopic
from bot.storage import passing, scrubbing
from bot.storage import tables as t
from bot.storage.claims import UNTIL, Claims, claimed
from bot.storage.dialect import is_shared, upsert
from bot.storage.news import tell
from bot.storage.receiving import accepted
from bot.storage.rows import look, reading, rows_of
from bot.storage.tables.quarantine import quarantine

REASON_MOST: Final = 128
UNREAD_MOST: Final = 500
UNREAD_LENGTH_MOST: Final = 4000
UNREAD_KEPT: Final = timedelta(days=30)
"""How much of what can never be read is kept: so many a platform, so long each, for so long."""

NO_TRY_LATER_THAN: Final = timedelta(minutes=1)
"""A next try that is further ahead was noted by a clock that was wrong: it counts as come."""

_EVENT: Final[TypeAdapter[Event]] = TypeAdapter(Event)
_ACCEPT: Final = (
    upsert(t.inbox)
    .values(claimed_until=UNTIL)
    .on_conflict_do_nothing()
    .returning(t.inbox.c.event_id)
)
_HEAD: Final = t.inbox.alias()
_BEFORE: Final = t.inbox.alias()
# Both ask for what is open in so many words, and the order is a sum: else PostgreSQL looks for it
# among all that was ever handled, in the order of the ids.
_IN_ORDER: Final = _HEAD.c.id + literal_column("0")
_WAITS_FOR: Final = (
    select(literal(1))
    .where(_BEFORE.c.platform == _HEAD.c.platform, _BEFORE.c.account == _HEAD.c.account)
    .where(_BEFORE.c.handled_at.is_(None), _BEFORE.c.id < _HEAD.c.id)
    .correlate(_HEAD)
)
_MINE: Final = (
    t.inbox.c.handled_at.is_(None)
    & (t.inbox.c.claimed_by == bindparam("by"))
    & (t.inbox.c.platform == bindparam("on"))
)
# What is being handled needs no claim, and waiting for it would hold up all that was renewed before.
_KEEP: Final = (
    update(t.inbox)
    .where(t.inbox.c.id.in_(select(t.inbox.c.id).where(_MINE).with_for_update(skip_locked=True)))
    .values(claimed_until=UNTIL)
)
_LEAVE: Final = update(t.inbox).where(_MINE).values(**claimed(None)).returning(t.inbox.c.account)


class SqlInbox:
    """What came in: it waits to be handled, or can never be read."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._claims = Claims(_HEAD, shared=is_shared(engine))

    async def accept(
        self,
        events: Sequence[Event],
        now: datetime,
        shown: Mapping[str, str] | None = None,
        claim: Claim | None = None,
    ) -> tuple[Event, ...]:
        """Store events that are to be handled, all or none; those that are new.

        `shown` names messages of ours that were seen by a learner, with their ids there: that is
        evidence that they arrived. What `claim` leaves is told to whoever has room.
        """
        async with self._engine.begin() as connection:
            known = set()
            if events:
                unique = {each.id: each for each in events}.values()
                kept = claim.accounts if claim else frozenset()
                rows = [
                    {
                        **accepted(each, now),
                        "claimed_by": claim.by if claim and each.origin.account in kept else None,
                    }
                    for each in unique
                ]
                known = {row.event_id for row in await connection.execute(_ACCEPT, rows)}
                new = [each.origin for each in unique if each.id in known]
                left = {(each.platform, each.account) for each in new if each.account not in kept}
                for platform, account in sorted(left):
                    await tell(connection, NewsTopic.EVENT, platform, account)
            for ours, theirs in (shown or {}).items():
                await _seen(connection, ours, theirs, now)
            await passing.let_go(connection, shown or ())
        return tuple(each for each in events if each.id in known)

    async def claim(
        self, platform: str, by: str, now: datetime, besides: Collection[str], limit: int
    ) -> tuple[OpenEvent, ...]:
        """Events that were accepted and not handled, in the order in which they came, now `by`'s.

        Left out are those of the accounts `besides`, of whom another process is at the first one,
        or has to wait before it is tried again. What cannot be read any more is set aside.
        """
        first = _first_of(platform, now, besides, limit).where(self._claims.may_be_taken(by))
        if not await look(self._engine, first.limit(1)):
            return ()
        async with self._engine.begin() as connection:
            locked = first.with_for_update(of=_HEAD, skip_locked=True)
            people = [row.account for row in await rows_of(connection, locked)]
            of = t.inbox.c
            theirs = select(of.id).where(of.platform == platform, of.account.in_(people))
            theirs = theirs.where(of.handled_at.is_(None)).order_by(of.id).limit(limit)
            taking = update(t.inbox).where(of.id.in_(theirs)).values(**claimed(by))
            rows = await rows_of(
                connection, taking.returning(of.id, of.event_id, of.body, of.tries)
            )
        found = []
        for row in sorted(rows, key=lambda each: each.id):
            try:
                found.append(OpenEvent(_EVENT.validate_json(row.body), row.tries))
            except ValidationError as error:
                reason = f"cannot be read any more: {error.errors()[0]['type']}"
                body = without_codes(row.body)
                await self._end(platform, row.event_id, reason, now, body)
        return tuple(found)

    async def keep(self, platform: str, by: str) -> None:
        """Renew the claims of a process on what it has not handled yet."""
        async with self._engine.begin() as connection:
            await connection.execute(_KEEP, {"by": by, "on": platform})

    async def let_go(self, platform: str, by: str, accounts: Collection[str] | None = None) -> None:
        """Leave what a process claims, or that of `accounts` alone, to whoever has room."""
        leaving = _LEAVE if accounts is None else _LEAVE.where(t.inbox.c.account.in_(accounts))
        async with self._engine.begin() as connection:
            left = await connection.scalars(leaving, {"by": by, "on": platform})
            for account in sorted(set(left)):
                await tell(connection, NewsTopic.EVENT, platform, account)

    async def postpone(self, event: Event, tries: int, until: datetime, reason: str) -> None:
        """Note that an event failed so often by its own fault, and when it is tried again."""
        told = without_codes(reason)[:REASON_MOST]
        values = {"tries": tries, "next_try_at": until, "reason": told}
        async with self._engine.begin() as connection:
            await connection.execute(_open(event.origin.platform, event.id).values(values))

    async def set_aside(self, event: Event, reason: str, now: datetime) -> None:
        """Note that an event is not tried any more, and why; a secret in it is not kept."""
        body = as_stored(without_words(event)) if is_secret(event) else None
        await self._end(event.origin.platform, event.id, reason, now, body)

    async def quarantine(self, unread: Unread, now: datetime) -> None:
        """Keep what came in and can never be read, for the host; what is oldest makes room."""
        row = {
            "platform": unread.platform,
            "event_id": _plain(unread.id)[:64],
            "received_at": now,
            "reason": without_codes(_plain(unread.reason))[:REASON_MOST],
            "body": without_codes(_plain(unread.body))[:UNREAD_LENGTH_MOST],
        }
        of = quarantine.c
        newest = select(of.id).where(of.platform == unread.platform)
        newest = newest.order_by(of.id.desc()).limit(UNREAD_MOST)
        too_much = (of.platform == unread.platform) & of.id.not_in(newest)
        too_old = of.received_at < now - UNREAD_KEPT
        async with self._engine.begin() as connection:
            await connection.execute(upsert(quarantine).on_conflict_do_nothing(), row)
            await connection.execute(delete(quarantine).where(or_(too_much, too_old)))

    async def heard(self, platform: str, most: int) -> tuple[str | None, list[str]]:
        """The id of the latest event, and the accounts that were heard last, newest first."""
        of = t.inbox.c
        latest = select(of.event_id).where(of.platform == platform).order_by(of.received_at.desc())
        people = select(of.account).where(of.platform == platform, of.account != "")
        people = people.group_by(of.account)
        people = people.order_by(func.max(of.received_at).desc()).limit(most)
        async with reading(self._engine) as connection:  # all of the inbox: no lock
            found: str | None = await connection.scalar(latest.limit(1))
            return found, list(await connection.scalars(people))

    async def _end(
        self, platform: str, event_id: str, reason: str, now: datetime, body: str | None
    ) -> None:
        """An event is at its end; `body` is what is kept of it, where that is not all."""
        values: dict[str, Any] = {"handled_at": now, "reason": without_codes(reason)[:REASON_MOST]}
        async with self._engine.begin() as connection:
            if body is not None:
                values["body"] = body
                await scrubbing.want(connection)
            await connection.execute(_open(platform, event_id).values(values))


def _first_of(platform: str, now: datetime, besides: Collection[str], limit: int) -> Select[Any]:
    """The accounts whose first open event may be handled now."""
    head = _HEAD.c
    may = or_(
        head.next_try_at.is_(None),
        head.next_try_at <= now,
        head.next_try_at > now + NO_TRY_LATER_THAN,
    )
    return (
        select(head.account)
        .where(head.platform == platform, head.handled_at.is_(None), ~_WAITS_FOR.exists())
        .where(may, head.account.not_in(besides))
        .order_by(_IN_ORDER)
        .limit(limit)
    )


def _open(platform: str, event_id: str) -> Update:
    of = t.inbox.c
    mine = (of.platform == platform) & (of.event_id == event_id)
    return update(t.inbox).where(mine, of.handled_at.is_(None))


def _plain(text: str) -> str:
    """A text that every database takes: what is no character shows as its number."""
    return text.encode("utf-8", "backslashreplace").decode().replace("\x00", "\\x00")


async def _seen(connection: AsyncConnection, ours: str, theirs: str, now: datetime) -> None:
    """A learner pressed a button under it, so it arrived, even if that could not be recorded."""
    message = MessageId.parse(ours)
    table = t.delivery if message.sort is MessageSort.DELIVERY else t.reply
    mine = update(table).where(table.c.id == message.number)
    unknown = mine.where(table.c.provider_id.is_(None))
    if table is t.reply:
        await connection.execute(unknown.values(provider_id=theirs, sent_at=now))
        return
    doubtful = table.c.state.in_(
        [DeliveryState.PENDING, DeliveryState.SENDING, DeliveryState.UNKNOWN]
    )
    state = case((doubtful, literal(str(DeliveryState.SENT), String)), else_=table.c.state)
    await connection.execute(unknown.values(provider_id=theirs, state=state))
