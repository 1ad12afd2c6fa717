"""The real service under trouble: no message lost, none dead, none doubled unrecorded (9.1, 9.2).

Prompts fall due on both platforms while it lasts, and people log; what was said is taken up within
ten seconds of its end.
"""

import asyncio
import os
import random
import resource
import signal
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager

import pytest

from support.database import (
    DISK_FULL,
    TRAFFIC,
    execute,
    in_postgresql,
    locked,
    refusing,
    rows,
)
from support.discord.server import Fault as DiscordFault
from support.postgresql import running as database_running
from support.processes import PATIENCE
from support.service import MORNING, Service, service, stored
from support.telegram.server import Fault

pytestmark = pytest.mark.soak

TAKEN_UP_WITHIN = 10.0
SEND, POST = "sendMessage", "POST /channels"
BEFORE = "2026-03-03T07:59:45+00:00"
"""Long enough before the prompts for a slow machine to be ready."""

FAST = 15.0
"""How much faster than real time the clock is that processes share.

A reply is worth sending for a quarter of an hour, a minute of real time then; the claim of a process
that died on it lasts half of that.
"""

MINUTES = 24
"""Of that clock: prompts come while processes are killed, suspended, or without their server."""


def slow(served: Service, seconds: float, times: int = 10_000) -> None:
    """What is said takes so long to arrive, and is lost where who says it is gone by then."""
    served.telegram.faults.append(Fault(SEND, times=times, delay=seconds))
    served.discord.faults.append(DiscordFault(POST, times=times, delay=seconds))


async def mended(served: Service, within: float = 60.0, taken_up: float = TAKEN_UP_WITHIN) -> None:
    """What was said is taken up at once, all prompts end, and nothing came of it twice."""
    await stored(served.all_taken_up, taken_up)
    await stored(lambda: served.all_ended() and served.all_answered(), within)
    served.check()
    served.check_logs()


@contextmanager
def full(served: Service) -> Iterator[None]:
    """No room: the kernel lets the process write no file, the server says that its disk is full."""
    if in_postgresql(served.address):
        tables = sorted((TRAFFIC | {"entry", "memo"}) - {"alembic_version", "sqlite_sequence"})
        with refusing(served.address, tables, DISK_FULL):
            yield
        return
    _, most = resource.prlimit(served.run.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(served.run.pid, resource.RLIMIT_FSIZE, (1, most))
    yield
    resource.prlimit(served.run.pid, resource.RLIMIT_FSIZE, (most, most))


async def while_it_lasts(
    address: str, trouble: Callable[[Service], AbstractContextManager[None]], seconds: float
) -> None:
    """The database is of no use, while the platforms answer slowly."""
    async with service(address) as served:
        slow(served, 2, times=4)
        await served.begin()
        await stored(served.is_sending)
        with trouble(served):
            served.log()
            await asyncio.sleep(seconds)
        await mended(served)


@pytest.mark.fault(17)
async def test_a_database_locked_for_15_seconds(database: str) -> None:
    await while_it_lasts(database, lambda served: locked(served.address), 15)


@pytest.mark.fault(18)
async def test_a_disk_full_for_45_seconds(database: str) -> None:
    await while_it_lasts(database, full, 45)


@pytest.mark.fault(6)
async def test_platforms_that_hang_for_40_seconds(database: str) -> None:
    """What was asked is done at the end, or not at all; the lease is held all the time."""
    async with service(database) as served:
        slow(served, 40, times=4)
        await served.begin()
        await stored(served.is_sending)
        await asyncio.sleep(40)
        served.log()
        await mended(served, 120)


@pytest.mark.fault(4)
async def test_answers_that_are_lost(database: str) -> None:
    """Each prompt arrives, and nobody hears so: twice in Telegram, once in Discord."""
    async with service(database, people=3) as served:
        served.telegram.faults.append(
            Fault(
                SEND, times=3, applied=True, drops=True, when=lambda given: "reply_markup" in given
            )
        )
        served.discord.faults.append(DiscordFault(POST, times=3, applied=True, drops=True))
        await served.begin()
        await mended(served)
        assert sorted(served.telegram_copies().values()) == [2, 2, 2]


@pytest.mark.fault(5)
async def test_connections_that_are_refused(database: str) -> None:
    """What certainly did not arrive costs no attempt, and comes once."""
    async with service(database) as served:
        await served.begin(BEFORE)
        await served.telegram.stop()
        await served.discord.stop()
        await asyncio.sleep(20)
        await served.telegram.start()
        await served.discord.start()
        served.log()
        await mended(served, taken_up=PATIENCE)
        assert [resends for _, _, resends in served.prompts()] == [0] * 16


@pytest.mark.fault(24)
async def test_told_to_stop_under_load(database: str) -> None:
    """It ends in time, of itself and well; what it had begun is on record, and comes once."""
    async with service(database, people=40) as served:
        slow(served, 0.2)
        await served.begin()
        await stored(served.is_sending)
        served.log()
        await served.stop()
        assert not served.is_sending()
        assert not served.all_ended()
        await served.begin("2026-03-03T08:00:30+00:00")
        await mended(served, 2 * PATIENCE, PATIENCE)
        assert set(served.telegram_copies().values()) == {1}


def alone(address: str) -> int:
    """How many processes may serve it: a file has one, a server two here."""
    return 2 if in_postgresql(address) else 1


@asynccontextmanager
async def busy(address: str) -> AsyncIterator[Service]:
    """Prompts go out all the time, slowly, on a clock that all its processes share."""
    async with service(address, people=60, minutes=MINUTES, writers=6) as served:
        served.clock = {
            "WAYMARK_CLOCK_START": f"{MORNING}@{time.time() + 2}",
            "WAYMARK_CLOCK_SPEED": str(FAST),
        }
        slow(served, 0.2)
        for _ in range(alone(address)):
            await served.begin()
        yield served
        await mended(served, 120, 60)  # whoever died last is followed first


@pytest.mark.alone
@pytest.mark.fault(2)
async def test_killed_30_times_while_prompts_go_out(database: str) -> None:
    """One process on a file; on a server two, of which any one dies at any moment."""
    rng = random.Random(30)
    async with busy(database) as served:
        for number in range(30):
            await asyncio.sleep(rng.uniform(0.5, 3))
            if number % 3 == 0:
                served.log()
            await served.kill(rng.randrange(len(served.runs)))
            await served.start(MORNING)


@pytest.mark.alone
@pytest.mark.fault(3)
async def test_suspended_past_its_lease(database: str) -> None:
    """On a server the other one takes over; on a file the same one goes on when it wakes."""
    async with busy(database) as served:
        for _ in range(3):
            await stored(lambda: served.is_sending() or served.all_ended())
            frozen = served.runs[0].pid
            os.kill(frozen, signal.SIGSTOP)
            served.log()
            await asyncio.sleep(7)
            os.kill(frozen, signal.SIGCONT)
            await asyncio.sleep(2)
            served.runs.reverse()


@pytest.mark.fault(19, sqlite="a file has no server that could be restarted")
async def test_a_server_that_is_restarted() -> None:
    """In the middle of a claim and of a sending, three times."""
    with database_running() as server:
        async with server.database() as name, busy(server.url(name)) as served:
            for _ in range(3):
                await stored(lambda: served.is_sending() or served.all_ended())
                await asyncio.to_thread(server.stop)
                served.log()
                await asyncio.sleep(1)
                await asyncio.to_thread(server.start)
                await stored(served.all_taken_up, 30)


@pytest.mark.fault(25)
async def test_a_schema_that_grows_beside_an_older_process(database: str) -> None:
    """What a newer release adds disturbs none that runs; one that begins now says what to do."""
    async with service(database, people=2) as served:
        await served.begin()
        (revision,) = rows(database, "select version_num from alembic_version")[0]
        execute(
            database,
            "alter table learner add column added_later varchar(8)",
            "alter table delivery add column added_later integer default 7 not null",
            "create table added_later (id integer primary key)",
            "update alembic_version set version_num = '9999'",
        )
        served.log()
        await mended(served)
        await served.stop()
        late = await served.start(MORNING)
        assert await late.ended() != 0
        assert "newer" in late.err
        served.runs.remove(late)
        execute(database, f"update alembic_version set version_num = '{revision}'")
