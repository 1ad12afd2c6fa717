"""Connections to PostgreSQL: addresses, limits, and a server that was away (promises 9.5 and 10)."""

import asyncio
from contextlib import AsyncExitStack

import pytest
from sqlalchemy import text

from bot.errors import BusyError, HostError, StoreError
from bot.runtime.wiring import storing
from bot.storage.dialect import database_url
from bot.storage.dialect import postgresql as database
from bot.storage.dialect.postgresql.texts import clean
from support.postgresql import Server, running
from support.stores import NOW, do, enrol, loaded, log, said


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("postgresql://ada@db/coach", "postgresql+asyncpg://ada@db/coach"),
        ("postgres://ada@db/coach", "postgresql+asyncpg://ada@db/coach"),
        ("postgresql+asyncpg://ada@db/coach", "postgresql+asyncpg://ada@db/coach"),
        ("postgresql+psycopg://ada@db/coach", "postgresql+psycopg://ada@db/coach"),
        (
            "postgresql://db/coach?sslmode=require",
            "postgresql+asyncpg://db/coach?ssl=require",
        ),
        (
            "postgresql+psycopg://db/coach?sslmode=require",
            "postgresql+psycopg://db/coach?sslmode=require",
        ),
    ],
)
def test_addresses_name_no_driver_but_one_for_poolers(given: str, address: str) -> None:
    assert str(database_url(given)) == address


def test_a_password_comes_from_elsewhere_and_is_never_shown() -> None:
    url = database_url("postgresql://ada@db/coach", "canary")
    assert url.password == "canary"
    assert database.named(url) == "postgresql://ada@db/coach"


@pytest.mark.parametrize("driver", ["", "+psycopg"])
@pytest.mark.parametrize(
    ("where", "words"),
    [
        ("waymark@127.0.0.1:1/coach", "cannot be reached|not connected"),
        ("waymark@/coach?host=/nowhere", "cannot be reached|not connected"),
        ("waymark@/missing?host={folder}", "does not exist"),
        ("stranger@/postgres?host={folder}", "does not let us in"),
        ("waymark@/postgres?host={folder}", "waymark db upgrade"),
        ("waymark@/postgres?host={folder}&nonsense=1", "option"),
    ],
)
async def test_what_is_wrong_is_said_in_one_line(
    postgresql: Server, driver: str, where: str, words: str
) -> None:
    given = where.format(folder=postgresql.folder)
    with pytest.raises(HostError, match=words) as refused:
        async with storing(f"postgresql{driver}://{given}"):
            pass
    assert "\n" not in str(refused.value)


async def test_the_driver_for_poolers_does_the_same(postgresql: Server, url: str) -> None:
    pooled = url.replace("postgresql:", "postgresql+psycopg:")
    async with storing(pooled) as store, storing(url) as other:
        recorded = await do(store, enrol, log)
        assert await loaded(other) == recorded
        assert await store.deliveries.claim_due(NOW, 10) == 0


@pytest.mark.soak
async def test_after_a_restart_of_the_server_all_goes_on() -> None:
    with running() as server:
        async with server.database() as name, storing(server.url(name)) as store:
            recorded = await do(store, enrol, log)
            server.stop()
            with pytest.raises(BusyError):
                await loaded(store)
            server.start()
            assert await loaded(store) == recorded
            await asyncio.to_thread(server.stop)
            server.start()
            await store.leases.beat("polling", "one", None)


@pytest.mark.parametrize(
    ("given", "most", "stored"),
    [
        ("words", None, "words"),
        ("ünïcode 🙈", None, "ünïcode 🙈"),
        ("nu\0l", None, "nu\N{REPLACEMENT CHARACTER}l"),
        ("half \ud83d of one", None, "half \N{REPLACEMENT CHARACTER} of one"),
        ("🙈🙈🙈", 2, "🙈🙈"),
        ("much too long", 8, "much too"),
    ],
)
def test_texts_are_cleaned_and_cut(given: str, most: int | None, stored: str) -> None:
    assert clean(given, most) == stored


async def test_nothing_a_learner_types_is_an_error(url: str) -> None:
    odd = "a\0b \udc00 " + "x" * 200
    async with storing(url) as store:
        async with store.work() as work:
            origin = said(by="odd").origin.model_copy(update={"name": odd, "chat": odd})
            await work.learners.by_origin(origin, NOW)
        await store.key_value.set(odd, odd)
        found = await store.key_value.get(odd)
    assert found is not None
    assert found.startswith("a\N{REPLACEMENT CHARACTER}b ")


async def test_who_waits_for_a_lock_does_not_wait_for_ever(url: str) -> None:
    async with AsyncExitStack() as stack:
        engine = database.connect(database_url(url))
        stack.push_async_callback(engine.dispose)
        first = await stack.enter_async_context(engine.begin())
        await database.lock(first, "somebody")
        second = await stack.enter_async_context(engine.connect())
        await second.execute(text("SET LOCAL lock_timeout = '10ms'"))
        with pytest.raises(StoreError, match="cannot do that now"):
            await database.lock(second, "somebody")
        for name, least in (("statement_timeout", "30s"), ("lock_timeout", "10s")):
            assert await first.scalar(text(f"SHOW {name}")) == least


async def test_two_that_wait_for_each_other_are_parted(url: str) -> None:
    async with AsyncExitStack() as stack:
        engine = database.connect(database_url(url))
        stack.push_async_callback(engine.dispose)
        one, two = [await stack.enter_async_context(engine.connect()) for _ in range(2)]
        for each in (one, two):
            await each.execute(text("SET LOCAL deadlock_timeout = '10ms'"))
        await database.lock(one, "a")
        await database.lock(two, "b")
        found = await asyncio.gather(
            database.lock(one, "b"), database.lock(two, "a"), return_exceptions=True
        )
        assert sorted(map(type, found), key=str) == [bool, BusyError]


async def test_replicas_own_the_clockwork_together_and_a_terminal_alone(url: str) -> None:
    address = database_url(url)
    shared = database.owning(address, shared=True)
    async with shared as one, database.owning(address, shared=True) as two:
        assert one
        assert two
        async with database.owning(address, shared=False) as terminal:
            assert not terminal
    async with database.owning(address, shared=False) as terminal:
        assert terminal
        async with database.owning(address, shared=True) as replica:
            assert not replica
