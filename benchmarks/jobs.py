"""A job for each learner, all due at once: what one would write first, with two libraries."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from apscheduler.events import EVENT_JOB_EXECUTED
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler

WITHIN: Final = 300.0


async def prompt(*_context: object) -> None:
    """What a job does here: nothing. One that is stored is found again by this name."""


async def in_memory(_folder: Path, jobs: int) -> float:
    """Jobs a second of APScheduler, kept in memory."""
    return await _fire(MemoryJobStore(), jobs)


async def in_sqlite(folder: Path, jobs: int) -> float:
    """Jobs a second of APScheduler, kept in a file."""
    return await _fire(SQLAlchemyJobStore(f"sqlite:///{folder / uuid4().hex}.db"), jobs)


async def in_queue(_folder: Path, jobs: int) -> float:
    """Jobs a second of python-telegram-bot's own queue."""
    from telegram.ext import Application

    app = Application.builder().token("1:none").build()
    queue = app.job_queue
    assert queue is not None
    due = {"misfire_grace_time": None, "next_run_time": _past()}

    def add(number: int) -> None:
        daily = datetime.now(UTC).timetz()
        queue.run_daily(prompt, daily, name=str(number), job_kwargs=due)

    return await _until_all_fired(queue.scheduler, add, jobs)


async def _fire(store: Any, jobs: int) -> float:
    scheduler = AsyncIOScheduler(timezone="UTC", jobstores={"default": store})
    due = {"misfire_grace_time": None, "next_run_time": _past()}

    def add(number: int) -> None:
        scheduler.add_job(prompt, "interval", days=1, id=str(number), **due)

    return await _until_all_fired(scheduler, add, jobs)


def _past() -> datetime:
    return datetime.now(UTC) - timedelta(seconds=1)


async def _until_all_fired(scheduler: Any, add: Callable[[int], None], jobs: int) -> float:
    left, done = jobs, asyncio.Event()

    def fired(_event: object) -> None:
        nonlocal left
        left -= 1
        if not left:
            done.set()

    scheduler.add_listener(fired, EVENT_JOB_EXECUTED)
    scheduler.start(paused=True)
    for number in range(jobs):
        add(number)
    began = time.perf_counter()
    scheduler.resume()
    async with asyncio.timeout(WITHIN):
        await done.wait()
    seconds = time.perf_counter() - began
    scheduler.shutdown(wait=False)
    await asyncio.sleep(0)
    return jobs / seconds


PEERS: Final[dict[str, tuple[Callable[[Path, int], Awaitable[float]], str]]] = {
    "APScheduler, in memory": (in_memory, ""),
    "APScheduler, in SQLite": (in_sqlite, ">= 40"),
    "python-telegram-bot's JobQueue": (in_queue, ">= 6"),
}
"""What fires jobs, and how many times as quick the store is to be."""
