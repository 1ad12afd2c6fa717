"""Week 5: how many queries each endpoint asks, on a real PostgreSQL, and N+1 shown and mended."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
from sqlalchemy import event as events
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, InvalidRequestError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from parcels.places import event, reported
from parcels.service import storage
from parcels.service.api import create_app
from parcels.service.tables import EventRow, ParcelRow

pytestmark = pytest.mark.soak


@contextmanager
def counted(engine: AsyncEngine) -> Iterator[list[str]]:
    """The statements that are run meanwhile."""
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        statements.append(statement)

    events.listen(engine.sync_engine, "before_cursor_execute", note)
    yield statements
    events.remove(engine.sync_engine, "before_cursor_execute", note)


async def filled(engine: AsyncEngine, parcels: int) -> None:
    """So many parcels, of three events each."""
    async with AsyncSession(engine) as session, session.begin():
        for number in range(3 * parcels):
            await storage.record(session, event(number, f"P{number // 3}"))


@pytest.mark.parametrize("parcels", [1, 20])
async def test_each_endpoint_asks_so_many(engine: AsyncEngine, parcels: int) -> None:
    await filled(engine, parcels)
    transport = httpx.ASGITransport(create_app(engine))
    asked = {}
    async with httpx.AsyncClient(transport=transport, base_url="http://parcels") as client:
        for name, method, url, body in [
            ("new event", "POST", "/events", reported(999, "P999")),
            ("known event", "POST", "/events", reported(999, "P999")),
            ("subscription", "POST", "/webhooks", {"url": "https://shop.example/"}),
            ("parcel", "GET", "/parcels/P0", None),
            ("page", "GET", "/parcels?limit=100", None),
        ]:
            with counted(engine) as statements:
                answer = await client.request(method, url, json=body)
            assert answer.is_success
            asked[name] = len(statements)
    assert asked == {"new event": 3, "known event": 4, "subscription": 1, "parcel": 2, "page": 2}


async def test_a_query_for_each_parcel_is_n_plus_one(engine: AsyncEngine) -> None:
    await filled(engine, 20)
    async with AsyncSession(engine) as session:
        with counted(engine) as statements:
            for parcel in await session.scalars(select(ParcelRow)):
                of_it = EventRow.parcel_number == parcel.number
                assert len((await session.scalars(select(EventRow).where(of_it))).all()) == 3
        assert len(statements) == 21
        with counted(engine) as statements:
            found = await storage.page(session, None, 100)
            assert [len(each.events) for each in found] == [3] * 20
        assert len(statements) == 2


async def test_what_was_not_loaded_on_purpose_is_an_error(engine: AsyncEngine) -> None:
    await filled(engine, 1)
    async with AsyncSession(engine) as session:
        parcel = (await session.scalars(select(ParcelRow))).one()
        with pytest.raises(InvalidRequestError, match="lazy='raise'"):
            _ = parcel.events


@pytest.mark.parametrize(
    "changes", [{}, {"parcel_number": 99}, {"kind": "eaten"}, {"carrier": None}], ids=str
)
async def test_the_database_refuses_what_code_might_let_in(
    engine: AsyncEngine, changes: dict[str, Any]
) -> None:
    await filled(engine, 1)
    values = {"parcel_number": 1, "carrier": "blue", "carrier_event_id": "e0", "kind": "announced"}
    row = EventRow(**{**values, "at": event().at, **changes})
    with pytest.raises(IntegrityError):
        async with AsyncSession(engine) as session, session.begin():
            session.add(row)
