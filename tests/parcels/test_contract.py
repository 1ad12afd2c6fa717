"""Week 4: a thousand generated requests and no 500, a repeated request changes nothing, stable pages."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from itertools import count
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from parcels.generated import Call, calls
from parcels.places import NOON, Place, reported
from parcels.service.api import create_app
from parcels.service.domain import Kind
from parcels.service.problems import MEDIA_TYPE
from parcels.service.schema import upgrade
from support.postgresql import Server

pytestmark = pytest.mark.soak

REQUESTS = 1000
ROWS = "(SELECT count(*) FROM event) + (SELECT count(*) FROM subscription)"


def client_of(engine: AsyncEngine) -> httpx.AsyncClient:
    """A client of the service; an exception in it is raised in the test."""
    transport = httpx.ASGITransport(create_app(engine))
    return httpx.AsyncClient(transport=transport, base_url="http://parcels")


@pytest.fixture
async def client(engine: AsyncEngine) -> AsyncIterator[httpx.AsyncClient]:
    """One on a database of its own."""
    async with client_of(engine) as client:
        yield client


def test_a_thousand_generated_requests_and_no_500(postgresql: Server) -> None:
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        name = runner.run(stack.enter_async_context(postgresql.database(empty=True)))
        place = Place(postgresql, name)
        upgrade(place.for_migrations, "contract")
        engine = create_async_engine(place.for_service)
        stack.push_async_callback(engine.dispose)
        client = runner.run(stack.enter_async_context(client_of(engine)))
        schema = runner.run(client.get("/openapi.json")).json()
        statuses: list[int] = []

        @settings(max_examples=REQUESTS, suppress_health_check=list(HealthCheck))
        @given(calls(schema))
        def send(call: Call) -> None:
            key = f"key-{len(statuses)}"
            statuses.append(runner.run(_status_of(client, engine, call, key)))

        send()
        runner.run(stack.aclose())
    assert len(statuses) >= REQUESTS
    assert {200, 201, 404, 422} <= set(statuses) <= {200, 201, 400, 404, 409, 422}


async def _status_of(client: httpx.AsyncClient, engine: AsyncEngine, call: Call, key: str) -> int:
    """What a request is answered with; told twice, it is answered so twice and has one effect."""
    headers = {**call.headers, "idempotency-key": key}
    sent = client.build_request(
        call.method, call.url, params=call.params, headers=headers, content=call.content
    )
    answer = await client.send(sent)
    if answer.is_error:
        assert answer.headers["content-type"] == MEDIA_TYPE
        assert answer.json()["status"] == answer.status_code
    elif call.method == "POST":
        before = await _rows(engine)
        again = await client.send(sent)
        assert (again.status_code, again.content) == (answer.status_code, answer.content)
        assert await _rows(engine) == before
    return answer.status_code


async def _rows(engine: AsyncEngine) -> int:
    """How many effects requests have had."""
    async with engine.connect() as connection:
        return int((await connection.execute(text(f"SELECT {ROWS}"))).scalar_one())


async def test_a_key_is_good_for_one_request(client: httpx.AsyncClient, place: Place) -> None:
    body = {"url": "https://shop.example/hook"}
    headers = {"idempotency-key": "k1"}

    async def subscribe() -> httpx.Response:
        return await client.post("/webhooks", json=body, headers=headers)

    answers = await asyncio.gather(*(subscribe() for _ in range(20)))
    assert {each.status_code for each in answers} == {201}
    assert len({each.content for each in answers}) == 1
    assert await place.one("(SELECT count(*) FROM subscription)") == 1
    other = await client.post("/events", json=reported(), headers=headers)
    assert (other.status_code, other.headers["content-type"]) == (422, MEDIA_TYPE)
    assert await place.one("(SELECT count(*) FROM event)") == 0


async def test_an_event_told_twice_is_one(client: httpx.AsyncClient) -> None:
    answers = [await client.post("/events", json=reported()) for _ in range(2)]
    assert [each.status_code for each in answers] == [201, 200]
    other = await client.post("/events", json=reported(kind=Kind.DELIVERED))
    assert other.status_code == 409
    assert (await client.get("/parcels/P1")).json() == {
        "id": "P1",
        "state": "announced",
        "since": NOON.replace("+00:00", "Z"),
        "events": [reported() | {"at": NOON.replace("+00:00", "Z")}],
        "refused": 0,
    }


async def test_what_was_refused_may_be_sent_again(client: httpx.AsyncClient, place: Place) -> None:
    """A key is spent by what it did; a conflict did nothing."""
    await client.post("/events", json=reported())
    wrong = reported(kind=Kind.DELIVERED)
    headers = {"idempotency-key": "k1"}
    assert (await client.post("/events", json=wrong, headers=headers)).status_code == 409
    assert await place.one("(SELECT count(*) FROM answer)") == 0
    right = reported(2, kind=Kind.PICKED_UP)
    assert (await client.post("/events", json=right, headers=headers)).status_code == 201


async def test_pages_stay_the_same_while_parcels_arrive(client: httpx.AsyncClient) -> None:
    numbers = count(1)

    async def arrive(parcels: int) -> None:
        for number in [next(numbers) for _ in range(parcels)]:
            answer = await client.post("/events", json=reported(number, f"P{number}"))
            assert answer.status_code == 201

    async def page(**params: str) -> dict[str, Any]:
        answer = await client.get("/parcels", params={"limit": "3", **params})
        assert answer.status_code == 200
        found: dict[str, Any] = answer.json()
        return found

    await arrive(10)
    seen: list[str] = []
    found = await page()
    while True:
        seen += [each["id"] for each in found["parcels"]]
        await arrive(2)
        if found["next"] is None:
            break
        found = await page(cursor=found["next"])
    assert seen == [f"P{number}" for number in range(10, 0, -1)]


async def test_pages_by_offset_would_show_some_twice(
    client: httpx.AsyncClient, place: Place
) -> None:
    query = "SELECT id FROM parcel ORDER BY number DESC LIMIT 3"
    for number in range(1, 7):
        await client.post("/events", json=reported(number, f"P{number}"))
    first = await place.rows(query)
    await client.post("/events", json=reported(7, "P7"))
    assert set(first) & set(await place.rows(f"{query} OFFSET 3")) == {("P4",)}


@pytest.mark.parametrize("cursor", ["x", "LTE=", "OTk5OTk5OTk5OTk5OTk5OTk5OTk=", "MA=="])
async def test_a_cursor_that_is_not_ours(client: httpx.AsyncClient, cursor: str) -> None:
    answer = await client.get("/parcels", params={"cursor": cursor})
    assert (answer.status_code, answer.headers["content-type"]) == (400, MEDIA_TYPE)
