"""How long the event loop stands still while 10,000 prompts are planned."""

import asyncio
import shutil
import time
from collections.abc import Awaitable
from pathlib import Path
from typing import Final

from benchmarks.ground import NOW, Row, filled, parts, spread
from scheduler.planner import plan

DUE: Final = 10_000
LOOK: Final = 0.001
ROUNDS: Final = 3


class Watchdog:
    """Wakes up every millisecond, and keeps the longest time by which it was late."""

    def __init__(self) -> None:
        self.longest = 0.0

    async def watch(self) -> None:
        """Look until cancelled."""
        while True:
            began = time.perf_counter()
            await asyncio.sleep(LOOK)
            self.longest = max(self.longest, time.perf_counter() - began - LOOK)


async def longest_block(folder: Path) -> list[Row]:
    """The longest block, planning 10,000 that are due together; and with nothing to do as long."""
    source = await filled(folder / "block.db", DUE, DUE)
    seconds, blocks, quiet = [], [], []
    for number in range(ROUNDS):
        copy = Path(shutil.copy(source, folder / f"block-{number}.db"))
        took, block = await _watched(copy)
        seconds.append(took)
        blocks.append(block * 1000)
        quiet.append(await longest_while(asyncio.sleep(took)) * 1000)
    return [
        Row(f"planning {DUE:,} due: s", spread(seconds, 2)),
        Row("longest block of the loop with nothing to do: ms", spread(quiet)),
        Row("longest block of the loop while planning: ms", spread(blocks), "", "<= 25"),
    ]


async def _watched(path: Path) -> tuple[float, float]:
    opened = await parts(path)
    await opened.store.deliveries.next_instant(["none"])
    began = time.perf_counter()
    block = await longest_while(plan(opened.store.deliveries, NOW))
    seconds = time.perf_counter() - began
    await opened.store.close()
    return seconds, block


async def longest_while(work: Awaitable[object]) -> float:
    """The longest block of the loop, in seconds, until something is done."""
    dog = Watchdog()
    watching = asyncio.create_task(dog.watch())
    await asyncio.sleep(0.01)
    dog.longest = 0.0
    await work
    watching.cancel()
    return dog.longest
