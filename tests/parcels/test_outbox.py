"""Week 8: a worker that is killed whenever it hurts loses no message, and none takes effect twice."""

import asyncio
from base64 import b64encode
from collections.abc import AsyncIterator

import httpx
import pytest
from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from parcels.places import Place, ended, event, until
from parcels.service import storage
from parcels.service.domain import Event
from parcels.service.worker import ATTEMPTS_MOST, tell_next
from parcels.shop import Shop, opened
from support.processes import PATIENCE

pytestmark = pytest.mark.soak

KILLS = 20
MESSAGES = 40
WAITS = "(SELECT count(*) FROM outbox WHERE due_at IS NOT NULL)"


@pytest.fixture
async def shop(engine: AsyncEngine) -> AsyncIterator[Shop]:
    """A shop that subscribes to all parcels."""
    async with opened() as shop:
        shop.secret = f"whsec_{b64encode(b'a secret of both').decode()}"
        async with AsyncSession(engine) as session, session.begin():
            await storage.subscribe(session, shop.url, shop.secret, None)
        yield shop


async def report(engine: AsyncEngine, *events: Event) -> None:
    """Events come in, each in a transaction of its own."""
    for each in events:
        async with AsyncSession(engine) as session, session.begin():
            await storage.record(session, each)


async def all_told(place: Place) -> None:
    """Nothing waits any more, after as many processes as there are kills."""
    await until(lambda: place.one(f"{WAITS} = 0"), KILLS * PATIENCE)


class Killer:
    """Keeps a worker running, and kills it while a shop is told: before it acts, then after."""

    def __init__(self, place: Place, shop: Shop) -> None:
        self._place = place
        self._worker: asyncio.subprocess.Process | None = None
        self._is_over = False
        self.kills: list[str] = []
        shop.before, shop.after = self._before, self._after

    async def run(self) -> None:
        """Start one after another; the last one stops well."""
        while not self._is_over:
            self._worker = worker = await self._place.start("service.worker")
            status = await ended(worker)
        assert status == 0

    async def stop(self) -> None:
        """Let the last one finish."""
        self._is_over = True
        assert self._worker
        self._worker.terminate()

    async def _before(self) -> None:
        if len(self.kills) % 2 == 0 and await self._killed("before"):
            raise web.HTTPServiceUnavailable

    async def _after(self) -> None:
        if len(self.kills) % 2 == 1:
            await self._killed("after")

    async def _killed(self, moment: str) -> bool:
        worker = self._worker
        if worker is None or worker.returncode is not None or len(self.kills) == KILLS:
            return False
        self._worker = None
        self.kills.append(moment)
        worker.kill()
        return True


async def test_twenty_kills_lose_nothing_and_repeat_nothing(
    engine: AsyncEngine, place: Place, shop: Shop
) -> None:
    await report(engine, *(event(number, f"P{number}") for number in range(MESSAGES)))
    killer = Killer(place, shop)
    async with asyncio.TaskGroup() as group:
        group.create_task(killer.run())
        await all_told(place)
        await killer.stop()
    assert killer.kills == ["before", "after"] * (KILLS // 2)
    assert shop.effects == {f"P{number}": 1 for number in range(MESSAGES)}
    assert shop.copies.total() >= MESSAGES + KILLS


async def test_a_worker_told_to_stop_finishes_what_it_began(
    engine: AsyncEngine, place: Place, shop: Shop
) -> None:
    messages = 5
    told, let_go = asyncio.Event(), asyncio.Event()

    async def hold() -> None:
        told.set()
        await let_go.wait()

    shop.after = hold
    await report(engine, *(event(number, f"P{number}") for number in range(messages)))
    worker = await place.start("service.worker")
    await asyncio.wait_for(told.wait(), PATIENCE)
    worker.terminate()
    let_go.set()
    assert await ended(worker) == 0
    waiting = await place.one(WAITS)
    assert 0 < waiting < messages
    assert shop.copies.total() == messages - waiting


async def test_nobody_takes_what_another_is_telling(engine: AsyncEngine, shop: Shop) -> None:
    await report(engine, event(1), event(2))
    answers = asyncio.Queue[httpx.Response]()
    ids: list[str] = []

    async def tell(request: httpx.Request) -> httpx.Response:
        ids.append(request.headers["webhook-id"])
        return await answers.get()

    async with httpx.AsyncClient(transport=httpx.MockTransport(tell)) as client:
        tellers = [asyncio.create_task(tell_next(engine, client)) for _ in range(3)]
        await asyncio.wait(tellers, timeout=PATIENCE, return_when=asyncio.FIRST_COMPLETED)
        for _ in range(2):
            answers.put_nowait(httpx.Response(200))
        assert sorted(await asyncio.gather(*tellers)) == [False, True, True]
    assert sorted(ids) == ["msg_1", "msg_2"]


async def test_a_shop_that_is_closed_is_asked_again_and_one_day_no_more(
    engine: AsyncEngine, place: Place, shop: Shop
) -> None:
    await report(engine, event())
    transport = httpx.MockTransport(lambda _: httpx.Response(500))
    async with httpx.AsyncClient(transport=transport) as client:
        for attempt in range(1, ATTEMPTS_MOST + 1):
            assert await tell_next(engine, client, lambda: 0.0)
            assert await place.rows("SELECT attempts, delivered_at FROM outbox") == [
                (attempt, None)
            ]
        assert not await tell_next(engine, client)
    assert await place.one(WAITS) == 0


async def test_an_event_and_its_message_come_together_or_not_at_all(
    engine: AsyncEngine, place: Place, shop: Shop
) -> None:
    session = AsyncSession(engine)
    await storage.record(session, event())
    await session.rollback()
    await session.close()
    await report(engine, event(2), event(2))
    both = "(SELECT count(*) FROM event)", "(SELECT count(*) FROM outbox)"
    assert [await place.one(each) for each in both] == [1, 1]
