"""APScheduler as the ticker of a handful of jobs, and nothing else."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from apscheduler.schedulers.asyncio import AsyncIOScheduler

Job = Callable[[], Awaitable[None]]

STOP_WITHIN: Final = 35.0
"""Seconds that jobs under way get to finish when the process is told to stop."""


async def run_jobs(jobs: Mapping[Job, float], stop: asyncio.Event) -> None:
    """Run each job every so many seconds until `stop` is set; one that is slow is not doubled."""
    under_way: set[asyncio.Task[None]] = set()
    scheduler = AsyncIOScheduler(timezone="UTC")
    for job, seconds in jobs.items():
        scheduler.add_job(
            _tracked(job, under_way),
            "interval",
            seconds=seconds,
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )
    scheduler.start()
    try:
        await stop.wait()
    finally:
        scheduler.pause()
        if under_way:
            await asyncio.wait(under_way, timeout=STOP_WITHIN)
        scheduler.shutdown(wait=False)


def _tracked(job: Job, under_way: set["asyncio.Task[None]"]) -> Job:
    """`job`, known while it runs, so that stopping can wait for it."""

    async def tracked() -> None:
        task = asyncio.ensure_future(_as_coroutine(job))
        under_way.add(task)
        task.add_done_callback(under_way.discard)
        await asyncio.shield(task)

    return tracked


async def _as_coroutine(job: Job) -> None:
    await job()
