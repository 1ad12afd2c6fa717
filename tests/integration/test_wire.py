"""Trouble on the wire to a platform or to the database: nothing is lost or done twice (9.1, 9.2)."""

import asyncio
from collections.abc import Callable, Coroutine

import pytest

from support.chaos import ChaosProxy, Wire
from support.service import DATABASE, service, stored

LASTS = 4.0
"""Seconds of trouble; the prompts fall due in the middle of it."""

Trouble = Callable[[ChaosProxy], Coroutine[None, None, None]]


async def latency(wire: ChaosProxy) -> None:
    wire.latency = 0.3
    await asyncio.sleep(LASTS)
    wire.latency = 0


async def cut(wire: ChaosProxy) -> None:
    for _ in range(8):
        wire.cut()
        await asyncio.sleep(LASTS / 8)


async def reset(wire: ChaosProxy) -> None:
    for _ in range(8):
        wire.reset()
        await asyncio.sleep(LASTS / 8)


async def half_open(wire: ChaosProxy) -> None:
    await lasting(wire, Wire.HANGS)


async def nonsense(wire: ChaosProxy) -> None:
    await lasting(wire, Wire.NONSENSE)


async def lasting(wire: ChaosProxy, state: Wire) -> None:
    wire.wire = state
    await asyncio.sleep(LASTS)
    wire.wire = Wire.WELL


async def refused(wire: ChaosProxy) -> None:
    wire.refuse()
    await asyncio.sleep(LASTS)
    await wire.accept()


TROUBLES = (latency, cut, reset, half_open, nonsense, refused)
PLATFORMS = ("telegram", "discord")


async def through(address: str, name: str, trouble: Trouble) -> None:
    """Everybody logs before, during and after it, and has a prompt while it lasts."""
    async with service(address, people=3, wired=[name]) as served:
        await served.begin()
        served.log()
        ends = asyncio.create_task(trouble(served.wires[name]))
        await asyncio.sleep(LASTS / 2)
        served.log()
        await ends
        served.log()
        await stored(lambda: served.all_ended() and served.all_taken_up(), 60)
        await stored(served.all_answered)
        served.check()
        served.check_logs()


@pytest.mark.soak
@pytest.mark.parametrize("trouble", TROUBLES)
@pytest.mark.parametrize("name", PLATFORMS)
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_to_a_platform(database: str, name: str, trouble: Trouble) -> None:
    await through(database, name, trouble)


@pytest.mark.soak
@pytest.mark.parametrize("trouble", [half_open, refused])
@pytest.mark.parametrize("name", PLATFORMS)
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
async def test_to_a_platform_beside_a_server(database: str, name: str, trouble: Trouble) -> None:
    """The same; all other trouble does not reach as far as the database."""
    await through(database, name, trouble)


@pytest.mark.soak
@pytest.mark.parametrize("trouble", TROUBLES)
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
async def test_to_the_database(database: str, trouble: Trouble) -> None:
    """An SQLite file is on no wire."""
    await through(database, DATABASE, trouble)
