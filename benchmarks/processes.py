"""Processes of their own, for what is to be measured apart; every wait for one has an end."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from benchmarks import ROOT

TOLD_WITHIN: Final = 240.0
"""Seconds in which one has to tell what it measured."""

ENDS_WITHIN: Final = 20.0
"""Seconds from being told to stop to its end; then it is killed."""


@asynccontextmanager
async def running(python: Path, *words: str, **env: str) -> AsyncIterator[int]:
    """A process, by its number, which is ended."""
    process = await asyncio.create_subprocess_exec(
        str(python), *words, env={**os.environ, "PYTHONPATH": str(ROOT), **env}
    )
    try:
        yield process.pid
    finally:
        await _ended(process)


async def told(*words: str) -> str:
    """What a module of ours prints to its end. Raises TimeoutError, OSError where it fails."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", *words, stdout=asyncio.subprocess.PIPE, cwd=ROOT
    )
    try:
        async with asyncio.timeout(TOLD_WITHIN):
            out, _ = await process.communicate()
    finally:
        await _ended(process)
    if process.returncode:
        raise OSError(f"{' '.join(words)} ended with {process.returncode}")
    return out.decode()


async def _ended(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.terminate()
    try:
        async with asyncio.timeout(ENDS_WITHIN):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()
