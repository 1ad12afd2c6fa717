"""The use cases on PostgreSQL. Each runs in the transaction of its caller, and is whole or not at all."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import func, literal, or_, select, update
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from parcels.service.domain import Event
from parcels.service.tables import AnswerRow, EventRow, MessageRow, ParcelRow, SubscriptionRow


class ConflictingEventError(Exception):
    """A carrier used the id of one event for another."""


class KeyReusedError(Exception):
    """An idempotency key came with another request."""


@dataclass(frozen=True)
class Answer:
    """A status and what is said with it."""

    status: int
    body: dict[str, Any]


async def record(session: AsyncSession, event: Event) -> bool:
    """Append an event, and a message to each shop that waits for it; whether it is new.

    The unique index decides between copies that come at once. Raises ConflictingEventError.
    """
    parcel_number = await _parcel_number(session, event.parcel_id)
    added = await session.execute(
        insert(EventRow)
        .values(
            parcel_number=parcel_number,
            carrier=event.carrier,
            carrier_event_id=event.carrier_event_id,
            kind=event.kind,
            at=event.at,
        )
        .on_conflict_do_nothing(index_elements=["carrier", "carrier_event_id"])
        .returning(EventRow.number)
    )
    if added.scalar() is None:
        await _check_copy(session, event)
        return False
    await _tell_shops(session, event)
    return True


async def once(
    session: AsyncSession, key: str, fingerprint: str, act: Callable[[], Awaitable[Answer]]
) -> Answer:
    """Act, or answer as the first time. A second request with the key waits until the first ends.

    Raises KeyReusedError.
    """
    claim = insert(AnswerRow).values(key=key, fingerprint=fingerprint).on_conflict_do_nothing()
    claimed = await session.execute(claim.returning(AnswerRow.key))
    if claimed.scalar() is None:
        earlier = (await session.scalars(select(AnswerRow).where(AnswerRow.key == key))).one()
        if earlier.fingerprint != fingerprint:
            raise KeyReusedError
        return Answer(earlier.status or 500, earlier.body or {})
    answer = await act()
    await session.execute(update(AnswerRow).where(AnswerRow.key == key).values(asdict(answer)))
    return answer


async def subscribe(session: AsyncSession, url: str, secret: str, parcel_id: str | None) -> int:
    """Have a shop told from now on; the subscription's number."""
    row = SubscriptionRow(url=url, secret=secret, parcel_id=parcel_id)
    session.add(row)
    await session.flush()
    return row.number


async def parcel(session: AsyncSession, parcel_id: str) -> ParcelRow | None:
    """A parcel with its events."""
    query = select(ParcelRow).where(ParcelRow.id == parcel_id)
    return await session.scalar(query.options(selectinload(ParcelRow.events)))


async def page(session: AsyncSession, before: int | None, limit: int) -> list[ParcelRow]:
    """The newest parcels with their events, or the newest `before` one of an earlier page."""
    query = select(ParcelRow).order_by(ParcelRow.number.desc()).limit(limit)
    if before is not None:
        query = query.where(ParcelRow.number < before)
    return list(await session.scalars(query.options(selectinload(ParcelRow.events))))


async def _parcel_number(session: AsyncSession, parcel_id: str) -> int:
    added: int | None = await session.scalar(
        insert(ParcelRow).values(id=parcel_id).on_conflict_do_nothing().returning(ParcelRow.number)
    )
    if added is not None:
        return added
    return (await session.scalars(select(ParcelRow.number).where(ParcelRow.id == parcel_id))).one()


async def _check_copy(session: AsyncSession, event: Event) -> None:
    query = (
        select(EventRow, ParcelRow.id)
        .join(ParcelRow)
        .where(
            EventRow.carrier == event.carrier, EventRow.carrier_event_id == event.carrier_event_id
        )
    )
    row, parcel_id = (await session.execute(query)).one()
    if row.event(parcel_id) != event:
        raise ConflictingEventError


async def _tell_shops(session: AsyncSession, event: Event) -> None:
    body = {**asdict(event), "at": event.at.isoformat()}
    waiting = select(
        SubscriptionRow.number, literal(body, JSONB), func.clock_timestamp(), literal(0)
    ).where(
        or_(
            SubscriptionRow.parcel_id == event.parcel_id,
            SubscriptionRow.parcel_id.is_(None),
        )
    )
    columns = ["subscription_number", "body", "due_at", "attempts"]
    await session.execute(insert(MessageRow).from_select(columns, waiting))
