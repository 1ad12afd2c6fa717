"""How long the event loop stands still while 10,000 prompts are planned."""

import asyncio
import shutil
import time
from collections.abc import Awaitable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.ground import NOW, Better, Row, filled, parts, spread
from scheduler.planner import plan

LOOK: Final = 0.001


@dataclass(frozen=True)
class LoopSize:
    """So many are due together, in so many rounds."""

    due: int
    rounds: int


FULL: Final = LoopSize(due=10_000, rounds=3)
TINY: Final = LoopSize(due=20, rounds=1)


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


async def longest_block(folder: Path, size: LoopSize = FULL) -> list[Row]:
    """The longest block, planning thousands that are due together; and with nothing to do as long."""
    source = await filled(folder / "block.db", size.due, size.due)
    seconds, blocks, quiet = [], [], []
    for number in range(size.rounds):
        copy = Path(shutil.copy(source, folder / f"block-{number}.db"))
        took, block = await _watched(copy)
        seconds.append(took)
        blocks.append(block * 1000)
        quiet.append(await longest_while(asyncio.sleep(took)) * 1000)
    return [
        Row(f"planning {size.due:,} due: s", spread(seconds, 2)),
        Row(
            "longest block of the loop with nothing to do: ms",
            spread(quiet),
            better=Better.NOT_OURS,
        ),
        Row("longest block of the loop while planning: ms", spread(blocks), goal="<= 25"),
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
