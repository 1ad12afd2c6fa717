"""The messages of the store: what is due, what waits, what was sent (promise 9)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import BindParameter, ColumnElement, Select, Update, bindparam, func, select, update

from bot.domain import policy
from bot.domain.delivery import State
from bot.events import Event
from bot.leasing import LeaseState
from bot.messages import Outgoing
from bot.ports import Failure, Unsent
from bot.storage import group_tables as g
from bot.storage import leases
from bot.storage import tables as t
from bot.storage.carriage import SqlCarriage
from bot.storage.claim import claim
from bot.storage.engine import reading
from bot.storage.rows import replies_of, sent_by_itself

_EVENT: TypeAdapter[Event] = TypeAdapter(Event)

# The statements of every tick are made once: making one takes longer than running it.
_WAITS = (t.delivery.c.state == State.PENDING) & t.delivery.c.platform.in_(
    bindparam("platforms", expanding=True)
)
_PENDING = (
    select(t.delivery.c.id)
    .where(_WAITS, t.delivery.c.not_before <= bindparam("now"))
    .order_by(t.delivery.c.not_before, t.delivery.c.id)
    .limit(bindparam("most"))
)
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_ARRIVED = {
    "r": update(t.reply).where(t.reply.c.id.in_(_IDS)).values(sent_at=bindparam("at")),
    "d": update(t.delivery)
    .where(t.delivery.c.id.in_(_IDS))
    .values(state=State.SENT, ended_at=bindparam("at")),
}
_NEXT = select(
    select(func.min(t.due.c.due_at)).scalar_subquery(),
    select(func.min(t.delivery.c.not_before)).where(_WAITS).scalar_subquery(),
    select(func.min(g.group_due.c.due_at)).scalar_subquery(),
)


class SqlMailroom(SqlCarriage):
    """What those ask who carry messages: the adapters and the scheduler."""

    async def unsent(self, platform: str, since: datetime) -> tuple[Unsent, ...]:
        """Replies not yet sent and made after `since`, oldest first."""
        same = (t.inbox.c.platform == t.reply.c.platform) & (
            t.inbox.c.event_id == t.reply.c.event_id
        )
        query = (
            select(t.reply, t.inbox.c.body.label("event"))
            .join(t.inbox, same)
            .where(t.reply.c.platform == platform, t.reply.c.sent_at.is_(None))
            .where(t.reply.c.made_at > since, t.reply.c.failed.is_(None))
            .order_by(t.reply.c.id)
        )
        rows = await self._all(query)
        return tuple(
            Unsent(_EVENT.validate_json(row.event), outgoing)
            for row, outgoing in zip(rows, replies_of(rows), strict=True)
        )

    async def sent(self, ids: Sequence[str], now: datetime) -> None:
        """Note that these messages have arrived."""
        async with self._engine.begin() as connection:
            for letter, arrived in _ARRIVED.items():
                numbers = [int(each[1:]) for each in ids if each.startswith(letter)]
                if numbers:
                    await connection.execute(arrived, {"ids": numbers, "at": now})

    async def recent(
        self, platform: str, chat: str, limit: int, reader: str | None = None
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
        answered, nudged = await self._all(replies), await self._all(nudges)
        dated = [
            (row.made_at, 1, row.id, outgoing)
            for row, outgoing in zip(answered, replies_of(answered), strict=True)
        ]
        dated += [(row.decided_at, 0, row.id, sent_by_itself(row)) for row in nudged]
        dated.sort(key=lambda each: each[:3], reverse=True)
        return tuple(outgoing for *_, outgoing in dated[:limit])

    async def last_instant(self) -> datetime | None:
        """The latest instant of which anything is stored."""
        heard = await self._scalar(select(func.max(t.inbox.c.received_at)))
        decided = await self._scalar(select(func.max(t.delivery.c.decided_at)))
        return max((each for each in (heard, decided) if each is not None), default=None)

    async def claim_due(self, now: datetime, limit: int) -> int:
        """Turn up to `limit` nudges that are due into deliveries; how many there were."""
        async with self._engine.begin() as connection:
            return await claim(connection, now, limit)

    async def pending(self, platforms: Sequence[str], now: datetime, limit: int) -> list[int]:
        """The ids of deliveries that may be sent now, in the order in which they came due."""
        what = {"platforms": list(platforms), "now": now, "most": limit}
        return [row.id for row in await self._all(_PENDING, what)]

    async def next_instant(self, platforms: Sequence[str]) -> datetime | None:
        """When the next nudge or delivery is due."""
        (row,) = await self._all(_NEXT, {"platforms": list(platforms)})
        return min((each for each in row if each is not None), default=None)

    async def recover(self, platforms: Sequence[str], now: datetime) -> int:
        """Take up deliveries whose sending was cut off; how many there were (promise 9.2).

        Each may have arrived, so it is sent again at most twice; then it is left as unknown.
        """
        cut_off = (t.delivery.c.state == State.SENDING) & t.delivery.c.platform.in_(platforms)
        tired = t.delivery.c.resends >= policy.RESENDS_MOST
        async with self._engine.begin() as connection:
            await connection.execute(_to_be_read_again(cut_off))
            given_up = update(t.delivery).where(cut_off, tired)
            await connection.execute(given_up.values(state=State.UNKNOWN, ended_at=now))
            again = update(t.delivery).where(cut_off)
            result = await connection.execute(
                again.values(state=State.PENDING, resends=t.delivery.c.resends + 1)
            )
            return result.rowcount

    async def failed(self, delivery_id: int, failure: Failure, now: datetime) -> None:
        """Record that a delivery did not arrive: it is tried again, or at its end."""
        attempts, resends = t.delivery.c.attempts, t.delivery.c.resends
        values: dict[str, Any] = {}
        ends = attempts >= policy.ATTEMPTS_MOST
        if failure.ambiguous:
            ends, values = resends >= policy.RESENDS_MOST, {"resends": resends + 1}
        elif not failure.counted:
            ends, values = attempts < 0, {"attempts": attempts - 1}
        last = {"state": State.UNKNOWN if failure.ambiguous else State.DEAD, "ended_at": now}
        again = {"state": State.PENDING, "not_before": failure.retry_at, **values}
        mine = t.delivery.c.id == delivery_id
        open_still = t.delivery.c.state.in_([State.PENDING, State.SENDING])
        tired = mine & open_still if failure.retry_at is None else mine & open_still & ends
        under_way = mine & (t.delivery.c.state == State.SENDING)
        async with self._engine.begin() as connection:
            noted = update(t.delivery).where(mine).values(reason=failure.reason[:64])
            await connection.execute(noted)
            await connection.execute(update(t.delivery).where(tired).values(**last))
            if failure.retry_at is not None:
                await connection.execute(update(t.delivery).where(under_way).values(**again))
            await connection.execute(_to_be_read_again(mine))

    async def unscheduled(self, limit: int) -> list[int]:
        """The ids of learners for whom nothing is due and nothing waits, though set up."""
        waiting = select(t.delivery.c.learner_id).where(
            t.delivery.c.state == State.PENDING, t.delivery.c.learner_id.is_not(None)
        )
        reachable = select(t.account.c.learner_id).where(t.account.c.off_at.is_(None))
        query = (
            select(t.enrolment.c.learner_id)
            .distinct()
            .where(t.enrolment.c.learner_id.not_in(select(t.due.c.learner_id)))
            .where(t.enrolment.c.learner_id.not_in(waiting))
            .where(t.enrolment.c.learner_id.in_(reachable))
            .limit(limit)
        )
        return [row.learner_id for row in await self._all(query)]

    async def beat_lease(self, role: str, owner: str, silent: LeaseState | None) -> LeaseState:
        """Show that `owner` lives; take a free role, or one still in the state `silent`."""
        return await leases.beat(self._engine, role, owner, silent)

    async def _all(
        self, query: Select[Any], what: Mapping[str, Any] | None = None
    ) -> Sequence[Any]:
        async with reading(self._engine).connect() as connection:
            rows: Sequence[Any] = (await connection.execute(query, what)).all()
        return rows

    async def _scalar(self, query: Select[Any]) -> Any:
        async with reading(self._engine).connect() as connection:
            return await connection.scalar(query)


def _to_be_read_again(deliveries: ColumnElement[bool]) -> Update:
    """A message that did not arrive is none that a learner left without a reaction (4.2).

    Whoever remembers the learner remembers it as sent: the new version makes them forget.
    """
    theirs = select(t.delivery.c.learner_id).where(deliveries)
    changed = update(t.learner).where(t.learner.c.id.in_(theirs))
    return changed.values(version=t.learner.c.version + 1)
