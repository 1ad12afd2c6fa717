"""Nudges that several claim at once: each becomes one delivery (promise 9.1)."""

import asyncio
import re
from contextlib import AsyncExitStack
from datetime import timedelta

import pytest

from bot.domain.delivery import Due, MessageKind
from bot.domain.learner import Learner
from bot.ports.store import Store
from bot.runtime.wiring import storing
from bot.storage.dialect.postgresql.claiming import _SET
from support.postgresql import Server
from support.stores import NOW, TODAY, said

LEARNERS = 40


async def planned(store: Store, by: str) -> Learner:
    due = Due(MessageKind.DAILY_PROMPT, TODAY, NOW)
    async with store.work() as work:
        learner = await work.learners.by_origin(said(by=by).origin, NOW - timedelta(hours=1))
        await work.learners.keep(learner, [due], NOW - timedelta(hours=1))
    return learner


@pytest.mark.soak
async def test_each_is_claimed_by_one(url: str) -> None:
    async with AsyncExitStack() as stack:
        several = [await stack.enter_async_context(storing(url)) for _ in range(3)]
        for number in range(LEARNERS):
            await planned(several[0], f"learner-{number}")
        claims = [each.deliveries.claim_due(NOW, 5) for each in several * 4]
        assert sum(await asyncio.gather(*claims)) == LEARNERS
        waiting = await several[0].deliveries.waiting("terminal", NOW, 100, ())
        assert len({each.chat for each in waiting}) == LEARNERS
        assert await several[0].deliveries.claim_due(NOW, 100) == 0


async def test_what_another_is_claiming_is_passed_over(postgresql: Server, url: str) -> None:
    async with storing(url) as store:
        for name in ("one", "two"):
            await planned(store, name)
        async with store._engine.begin() as held:
            await held.exec_driver_sql("SELECT * FROM due WHERE learner_id = 1 FOR UPDATE")
            assert await store.deliveries.claim_due(NOW, 10) == 1
        assert await store.deliveries.claim_due(NOW, 10) == 1


async def test_a_large_set_is_not_looked_for_in_the_whole_table(url: str) -> None:
    """The planner may take a larger set for most of the table, and read all of it."""
    async with storing(url) as store, store._engine.begin() as connection:
        await connection.exec_driver_sql(
            "INSERT INTO learner (id, created_at, version)"
            " SELECT g, 0, 0 FROM generate_series(1, 20000) g"
        )
        await connection.exec_driver_sql(
            "INSERT INTO due (learner_id, kind, day, due_at)"
            " SELECT g, 'daily_prompt', '2026-03-02', g FROM generate_series(1, 20000) g"
        )
        await connection.exec_driver_sql("ANALYZE due")
        compiled = str(_SET.compile(connection.sync_connection))
        values = (*["':'"] * 4, "'pending'", "''", "0", "0", "1000", "1000", "1")
        for place, value in enumerate(values, 1):
            compiled = re.sub(rf"\${place}::\w+", value, compiled)
        plan = "\n".join(row[0] for row in await connection.exec_driver_sql(f"EXPLAIN {compiled}"))
        assert "Tid Scan on due" in plan
        assert "Seq Scan on due" not in plan
