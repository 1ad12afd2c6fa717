"""Tells shops what is in the outbox: `python -m parcels.service.worker`, as many as one likes.

A message is locked while it is told, so nobody else takes it; who dies lets go of it.
"""

import asyncio
import json
import os
import random
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Final

import httpx
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.orm import joinedload

from parcels.service.tables import MessageRow
from parcels.service.webhooks import signed

AT_ONCE: Final = 2
POLL_SECONDS: Final = 0.05
SECONDS_MOST: Final = 10.0
ATTEMPTS_MOST: Final = 12
PAUSE_FIRST: Final = timedelta(seconds=0.1)
PAUSE_MOST: Final = timedelta(hours=1)


def pause(attempts: int, share: float) -> timedelta:
    """How long to wait after so many attempts: a random share of what doubles each time."""
    return share * min(PAUSE_MOST, PAUSE_FIRST * 2.0**attempts)


async def tell_next(
    engine: AsyncEngine, client: httpx.AsyncClient, share: Callable[[], float] = random.random
) -> bool:
    """Tell one message that is due and that nobody else is telling; whether there was one."""
    query = (
        select(MessageRow)
        .where(MessageRow.due_at <= func.clock_timestamp())
        .order_by(MessageRow.due_at, MessageRow.number)
        .limit(1)
        .with_for_update(skip_locked=True, of=MessageRow)
        .options(joinedload(MessageRow.subscription))
    )
    async with AsyncSession(engine) as session, session.begin():
        row = await session.scalar(query)
        if row is None:
            return False
        row.attempts += 1
        if await _is_told(client, row):
            row.due_at, row.delivered_at = None, func.clock_timestamp()
        elif row.attempts == ATTEMPTS_MOST:
            row.due_at = None
        else:
            row.due_at = func.clock_timestamp() + pause(row.attempts, share())
    return True


async def _is_told(client: httpx.AsyncClient, row: MessageRow) -> bool:
    body = json.dumps(row.body).encode()
    shop = row.subscription
    headers = signed(shop.secret, f"msg_{row.number}", int(time.time()), body)
    headers["content-type"] = "application/json"
    try:
        async with asyncio.timeout(SECONDS_MOST):
            answer = await client.post(shop.url, content=body, headers=headers)
    except (httpx.HTTPError, TimeoutError):
        return False
    return answer.is_success


async def work(engine: AsyncEngine, stop: asyncio.Event) -> None:
    """Tell messages until told to stop; what was begun is finished."""
    async with httpx.AsyncClient() as client, asyncio.TaskGroup() as group:
        for _ in range(AT_ONCE):
            group.create_task(_work_alone(engine, client, stop))


async def _work_alone(engine: AsyncEngine, client: httpx.AsyncClient, stop: asyncio.Event) -> None:
    while not stop.is_set():
        if not await tell_next(engine, client):
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), POLL_SECONDS)


async def main() -> None:
    """Work on the database that the environment names, until SIGTERM."""
    engine = create_async_engine(os.environ["PARCELS_DATABASE"], pool_size=AT_ONCE)
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    await work(engine, stop)
    await engine.dispose()


if __name__ == "__main__":
    asyncio.run(main())
