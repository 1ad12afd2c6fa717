"""Answers go before what comes by itself, which is not kept waiting for ever (promise 9.6)."""

import asyncio

from adapters.discord.calm import Calm
from support.processes import PATIENCE


async def test_what_comes_by_itself_waits_for_the_last_answer() -> None:
    calm, order = Calm(), list[str]()

    async def prompt() -> None:
        await calm.come(PATIENCE)
        order.append("prompt")

    await prompt()
    calm.waits(2)
    going = asyncio.create_task(prompt())
    for _ in range(2):
        await _a_moment()
        order.append("answer")
        calm.waits(-1)
    await going
    assert order == ["prompt", "answer", "answer", "prompt"]


async def test_nothing_waits_for_ever_though_somebody_always_asks() -> None:
    calm = Calm()
    calm.waits(1)
    async with asyncio.timeout(PATIENCE):
        await calm.come(0.0)


async def test_at_the_end_nobody_waits() -> None:
    calm = Calm()
    calm.waits(1)
    going = asyncio.create_task(calm.let_prompt())
    await _a_moment()
    calm.close()
    calm.waits(1)
    async with asyncio.timeout(PATIENCE):
        await going
        await calm.come(PATIENCE)


async def _a_moment() -> None:
    for _ in range(10):
        await asyncio.sleep(0)
