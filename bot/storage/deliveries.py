"""Deliveries in the database: falling due, waiting, under way, cut off, at their end (promise 9)."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    bindparam,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.domain import policy
from bot.domain.delivery import DeliveryState
from bot.ports.deliveries import Failure, Waiting
from bot.ports.leases import Hold
from bot.storage import dialect, leases, turns
from bot.storage import tables as t
from bot.storage.instant import Instant
from bot.storage.rows import look
from bot.storage.telling import tell_planned
from bot.storage.versions import RAISED

_OF = t.delivery.c
# The statements of every tick are made once: making one takes longer than running it.
_NOW: BindParameter[datetime] = bindparam("now", type_=Instant)
_OURS = _OF.platform.in_(bindparam("platforms", expanding=True))
_WAITS = (_OF.state == DeliveryState.PENDING) & _OURS
_CLAIMABLE = (
    select(t.due.c.learner_id, t.due.c.kind)
    .where(t.due.c.due_at <= _NOW)
    .order_by(t.due.c.due_at, t.due.c.learner_id, t.due.c.kind)
    .limit(bindparam("most"))
)
_MAY_GO = (_OF.not_before <= _NOW) & (_OF.expires_at.is_(None) | (_OF.expires_at > _NOW))
_PENDING = (
    select(_OF.id).where(_WAITS, _MAY_GO).order_by(_OF.not_before, _OF.id).limit(bindparam("most"))
)
_EXPIRE = (
    update(t.delivery)
    .where(_OF.id.in_(bindparam("ids", expanding=True)), _OF.state == DeliveryState.PENDING)
    .values(state=DeliveryState.EXPIRED)
)
_EXPIRED = (
    select(_OF.id)
    .where(_OF.state == DeliveryState.EXPIRED, _OURS, _OF.id > bindparam("after"))
    .order_by(_OF.id)
    .limit(bindparam("most"))
)


class SqlDeliveries:
    """What falls due and what becomes of it, each change in a transaction of its own."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def claim_due(self, now: datetime, limit: int) -> int:
        """Turn up to `limit` nudges that are due into deliveries; how many there were."""
        async with self._engine.begin() as connection:
            count, planned = await dialect.of(connection).claim(connection, now, limit)
        tell_planned(planned)
        return count

    async def due(self, now: datetime, limit: int) -> Sequence[tuple[int, str]]:
        """Up to `limit` nudges that are due, each a learner's id and a kind, oldest first."""
        rows = await look(self._engine, _CLAIMABLE, {"now": now, "most": limit})
        return [(row.learner_id, row.kind) for row in rows]

    async def claim_one(self, learner_id: int, kind: str) -> None:
        """Turn one nudge into a delivery."""
        async with self._engine.begin() as connection:
            planned = await dialect.of(connection).claim_one(connection, learner_id, kind)
        tell_planned(planned)

    async def overdue(self, now: datetime) -> int:
        """How many nudges and deliveries are due by `now` and not sent yet."""
        return await turns.overdue(self._engine, now)

    async def put_off(self, learner_id: int, kind: str, until: datetime) -> None:
        """A nudge cannot become a delivery: that is tried again only then."""
        async with self._engine.begin() as connection:
            mine = t.dues_of(learner_id) & (t.due.c.kind == kind)
            await connection.execute(update(t.due).where(mine).values(due_at=until))

    async def next_instant(self, platforms: Sequence[str]) -> datetime | None:
        """When the next nudge or delivery is due."""
        return await turns.next_instant(self._engine, platforms)

    async def unscheduled(self, after: int, limit: int) -> list[int]:
        """Learners for whom nothing is due and nothing waits, though set up: ids beyond `after`."""
        waiting = select(t.delivery.c.learner_id).where(
            t.delivery.c.state.in_([DeliveryState.PENDING, DeliveryState.EXPIRED]),
            t.delivery.c.learner_id.is_not(None),
        )
        reachable = select(t.account.c.learner_id).where(t.account.c.off_at.is_(None))
        query = (
            select(t.enrolment.c.learner_id)
            .distinct()
            .where(t.enrolment.c.learner_id > after)
            .where(t.enrolment.c.learner_id.not_in(select(t.due.c.learner_id)))
            .where(t.enrolment.c.learner_id.not_in(waiting))
            .where(t.enrolment.c.learner_id.in_(reachable))
            .order_by(t.enrolment.c.learner_id)
            .limit(limit)
        )
        return [row.learner_id for row in await look(self._engine, query)]

    async def pending(self, platforms: Sequence[str], now: datetime, limit: int) -> list[int]:
        """The ids of deliveries that may be sent now, in the order in which they came due."""
        what = {"platforms": list(platforms), "now": now, "most": limit}
        return [row.id for row in await look(self._engine, _PENDING, what)]

    async def waiting(
        self, platform: str, now: datetime, limit: int, resting: Collection[str]
    ) -> list[Waiting]:
        """Deliveries that may be sent now, but for those to chats that rest; most urgent first."""
        return await turns.next_to_send(self._engine, platform, now, limit, resting)

    async def waiting_in(
        self, platform: str, chats: Sequence[str], now: datetime, limit: int
    ) -> list[int]:
        """The ids of deliveries to these chats that may be sent now, as they came due."""
        query = select(_OF.id).where(_OF.state == DeliveryState.PENDING, _OF.not_before <= now)
        query = query.where(_OF.platform == platform, _OF.chat.in_(chats))
        order = query.order_by(_OF.due_at, _OF.id).limit(limit)
        return [row.id for row in await look(self._engine, order)]

    async def expire(self, platforms: Sequence[str], now: datetime, limit: int) -> int:
        """Set apart what waits and is of no use any more, a set at a time; how many there were."""
        ids = await turns.of_no_use(self._engine, platforms, now, limit)
        if not ids:
            return 0
        async with self._engine.begin() as connection:
            return (await connection.execute(_EXPIRE, {"ids": ids})).rowcount

    async def expired(self, platforms: Sequence[str], after: int, limit: int) -> list[int]:
        """Deliveries that will not be sent, and are not at their end yet: ids beyond `after`."""
        what = {"platforms": list(platforms), "after": after, "most": limit}
        return [row.id for row in await look(self._engine, _EXPIRED, what)]

    async def delivered(
        self, delivery_id: int, hold: Hold, theirs: str | None, now: datetime
    ) -> datetime | None:
        """Record that a delivery arrived that was begun under `hold`, with its id there.

        Returns when it had fallen due. Where another owner has taken it up meanwhile, that one's attempt is left alone; while
        nobody is at it, an arrival is evidence, whoever saw it.
        """
        nobody = _OF.state.in_(
            [DeliveryState.PENDING, DeliveryState.EXPIRED, DeliveryState.UNKNOWN]
        )
        arrived = update(t.delivery).where(_OF.id == delivery_id, _begun(hold) | nobody)
        values = {"state": DeliveryState.SENT, "ended_at": now, "provider_id": theirs}
        async with self._engine.begin() as connection:
            changed = await connection.execute(arrived.values(**values).returning(_OF.due_at))
            due_at: datetime | None = changed.scalar()
            return due_at

    async def failed(self, delivery_id: int, hold: Hold, failure: Failure, now: datetime) -> bool:
        """Record that a delivery that was begun under `hold` did not arrive, or perhaps did.

        Whether it is tried again. Nothing is recorded about what another owner took up.
        """
        mine = select(t.delivery).where(_OF.id == delivery_id, _begun(hold)).with_for_update()
        async with self._engine.begin() as connection:
            row = (await connection.execute(mine)).first()
            if row is None:
                return False
            values = _after(row, failure, now)
            await _change(connection, row, reason=failure.reason[:64], **values)
            return bool(values["state"] == DeliveryState.PENDING)

    async def set_aside(self, delivery_id: int, reason: str, now: datetime) -> int | None:
        """A delivery that waits cannot be made: it is at its end. Whose it was, if a learner's."""
        waits = _OF.state.in_([DeliveryState.PENDING, DeliveryState.EXPIRED])
        mine = select(t.delivery).where(_OF.id == delivery_id, waits).with_for_update()
        async with self._engine.begin() as connection:
            row = (await connection.execute(mine)).first()
            if row is None:
                return None
            ended = {"state": DeliveryState.DEAD, "ended_at": now, "reason": reason[:64]}
            await _change(connection, row, **ended)
            learner_id: int | None = row.learner_id
            return learner_id

    async def cut_off(
        self, platforms: Sequence[str], owner: str, under_way: Collection[int]
    ) -> list[int]:
        """The ids of deliveries being sent of which `owner` knows nothing: nobody is at them."""
        theirs = _OF.owner.is_distinct_from(owner) | _OF.id.not_in(under_way)
        query = select(_OF.id).where(
            _OF.state == DeliveryState.SENDING, _OF.platform.in_(platforms)
        )
        return [row.id for row in await look(self._engine, query.where(theirs))]

    async def take_up(
        self, delivery_id: int, hold: Hold, now: datetime, *, may_double: bool
    ) -> None:
        """Let a delivery that was cut off be sent again, as its holder (promise 9.2).

        It may have arrived: where it `may_double`, that happens at most twice, and then it is left
        as unknown.
        """
        mine = select(t.delivery).where(_OF.id == delivery_id, _OF.state == DeliveryState.SENDING)
        async with self._engine.begin() as connection:
            row = (await connection.execute(mine.with_for_update())).first()
            if row is not None and await leases.holds(connection, hold):
                again = now + policy.RESEND_AFTER if row.resends else now
                lost = Failure("cut off", again, ambiguous=may_double, counted=False)
                doubt = {} if may_double else {"reason": lost.reason}  # it is looked for before
                await _change(connection, row, **doubt, **_after(row, lost, now))


def _begun(hold: Hold) -> ColumnElement[bool]:
    """Deliveries that are being sent, begun under `hold`."""
    return (
        (_OF.state == DeliveryState.SENDING) & (_OF.owner == hold.owner) & (_OF.fence == hold.fence)
    )


def _after(row: Any, failure: Failure, now: datetime) -> dict[str, Any]:
    """What a delivery under way is after a failure: it waits for another try, or is at its end."""
    counts: dict[str, Any] = {}
    if failure.ambiguous:
        tired = row.resends >= policy.RESENDS_MOST
        counts = {"resends": row.resends + 1}
    elif failure.counted:
        tired = row.attempts >= policy.ATTEMPTS_MOST
    else:
        tired, counts = False, {"attempts": row.attempts - 1}
    if tired or failure.retry_at is None:
        state = DeliveryState.UNKNOWN if failure.ambiguous else DeliveryState.DEAD
        return {"state": state, "ended_at": now}
    return {"state": DeliveryState.PENDING, "not_before": failure.retry_at, **counts}


async def _change(connection: AsyncConnection, row: Any, **values: Any) -> None:
    """Change a delivery that did not arrive: it is none that a learner left unanswered (4.2).

    Whoever remembers the learner remembers it as sent: the new version makes them forget.
    """
    await connection.execute(update(t.delivery).where(_OF.id == row.id).values(**values))
    theirs = update(t.learner).where(t.learner.c.id == row.learner_id)
    await connection.execute(theirs.values(RAISED))
