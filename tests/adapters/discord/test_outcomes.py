"""What Discord answers, and what is done about it (promises 9.2 and 9.6)."""

import asyncio
from itertools import pairwise
from pathlib import Path

import pytest

from support.database import count, execute
from support.discord.home import at_home, demo
from support.discord.rules import RefusedError
from support.discord.server import Fault, Server
from support.telegram.process import until

ANNA, BERT = 1_200_000_000_000_000_001, 18_000_000_000_000_000_002
MINUTE_A_SECOND = 600.0
CALLBACK, SEND = "POST /interactions", "POST /channels"


@pytest.mark.soak
@pytest.mark.fault(4)
async def test_a_lost_response_makes_no_second_message(discord: Server, database: str) -> None:
    world = discord.world
    discord.faults += [
        Fault(CALLBACK, applied=True, drops=True),
        Fault(SEND, applied=True, drops=True),
        Fault(SEND, applied=True, error=RefusedError(503, 0, "busy")),
    ]
    async with at_home(discord, database):
        world.slash(ANNA, "today")
        await until(lambda: len(world.of(ANNA)) == 1)
        world.say(ANNA, "/help")
        await until(lambda: count(database, "reply where sent_at is not null") == 2)
    assert len(world.of(ANNA)) == 2
    nonces = {call.body["nonce"] for call in world.calls if call.route.startswith(SEND)}
    assert len(nonces) == 1


async def test_a_lost_deferral_is_filled_all_the_same(discord: Server, tmp_path: Path) -> None:
    """The store is slow, so that Discord is told to wait; what it says to that is lost."""
    world, path = discord.world, tmp_path / "w.db"
    lost = Fault(CALLBACK, applied=True, drops=True, when=lambda body: body["type"] == 5)
    discord.faults.append(lost)
    async with at_home(discord, path):
        stops = "create trigger t before insert on reply begin select raise(abort, ''); end"
        await asyncio.to_thread(execute, path, stops)  # the loop must run: the coach may write
        asked = world.slash(ANNA, "today")
        await until(lambda: lost.times == 0)
        await asyncio.to_thread(execute, path, "drop trigger t")
        await until(lambda: asked.original and not asked.original.loading)
    (filled,) = world.of(ANNA)  # the store may recover just before the apology
    assert "Week 1" in filled.text or "Please try again" in filled.text


async def test_an_answer_that_was_not_taken_is_given_again(discord: Server, tmp_path: Path) -> None:
    world = discord.world
    discord.faults.append(Fault(CALLBACK, drops=True))
    async with at_home(discord, tmp_path / "w.db"):
        asked = world.slash(ANNA, "today")
        await until(lambda: asked.original and not asked.original.loading)
    assert len(world.of(ANNA)) == 1


async def test_whoever_was_heard_too_late_is_answered_all_the_same(
    discord: Server, tmp_path: Path
) -> None:
    world = discord.world
    gone = RefusedError(404, 10062, "Unknown interaction")
    discord.faults.append(Fault(CALLBACK, times=2, error=gone))
    async with at_home(discord, tmp_path / "w.db"):
        world.say(ANNA, "hello")
        await until(lambda: len(world.of(ANNA)) == 1)
        world.slash(ANNA, "today")
        await until(lambda: len(world.of(ANNA)) == 2)
    assert "Week 1" in world.of(ANNA)[1].text


@pytest.mark.fault(8)
async def test_429_is_waited_for(discord: Server, database: str) -> None:
    world = discord.world
    wait = RefusedError(429, 0, "You are being rate limited.", retry_after=0.5)
    discord.faults.append(Fault(SEND, times=2, error=wait))
    async with at_home(discord, database):
        world.say(ANNA, "/help")
        await until(lambda: world.of(ANNA))
    times = [call.at for call in world.calls if call.route.startswith(SEND)]
    assert all(b - a >= 0.5 for a, b in pairwise(times))
    assert len(times) == 3


@pytest.mark.soak
@pytest.mark.fault(8)
async def test_a_shut_gate_is_left_alone(discord: Server, database: str) -> None:
    """429 without `Via`: prompts wait for minutes, and nothing hammers."""
    world, path = discord.world, database
    clock = demo(MINUTE_A_SECOND, "2026-03-02T07:00+00:00")
    async with at_home(discord, path, clock, speed=MINUTE_A_SECOND):
        world.slash(ANNA, "start", tz="UTC", at="08:00")
        world.slash(BERT, "start", tz="UTC", at="08:00")
        await until(lambda: world.of(ANNA) and world.of(BERT))
        discord.faults.append(Fault(SEND, times=9, gate=True))
        await until(lambda: any(call.status == 429 for call in world.calls))
        asked = world.slash(ANNA, "streak")
        await until(lambda: asked.original)
    assert sum(call.status == 429 for call in world.calls) <= 2


async def test_components_that_are_refused_become_text(discord: Server, tmp_path: Path) -> None:
    world = discord.world
    bad = RefusedError(400, 50035, "Invalid Form Body")
    fault = Fault(SEND, 2, error=bad, when=lambda body: "components" in body)
    async with at_home(discord, tmp_path / "w.db"):
        discord.faults.append(fault)
        world.say(ANNA, "/today")
        await until(lambda: world.of(ANNA))
        discord.world.wrong.clear()
    assert world.of(ANNA)[0].labels == []
    assert "Week 1" in world.of(ANNA)[0].text


async def test_an_event_that_cannot_be_read_ends_no_session(
    discord: Server, tmp_path: Path
) -> None:
    world = discord.world
    async with at_home(discord, tmp_path / "w.db"):
        world.dispatch("INTERACTION_CREATE", {"type": 2, "id": "1"})
        asked = world.slash(ANNA, "today")
        await until(lambda: asked.original)
    assert len(discord.gateway.identifies) == 1
