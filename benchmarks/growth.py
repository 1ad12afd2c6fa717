"""What depends on how much there is: memory, disk, an idle tick, a claim, looks."""

import shutil
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

from benchmarks import looks, size
from benchmarks.claims import SET, raw_set
from benchmarks.ground import (
    NOW,
    Better,
    Row,
    connected,
    filled,
    once,
    parts,
    ratios,
    spread,
    timed,
)

CLAIM: Final = 1_000
WARM: Final = 50


@dataclass(frozen=True)
class GrowthSize:
    """From `few` learners to `many`, of whom some wait; so many rounds, and ticks with nothing to do."""

    few: int
    many: int
    waiting: int
    rounds: int
    ticks: int


FULL: Final = GrowthSize(few=1_000, many=1_000_000, waiting=100_000, rounds=5, ticks=400)
TINY: Final = GrowthSize(few=1_000, many=4_000, waiting=2_000, rounds=1, ticks=3)

_Times = tuple[list[float], list[float]]


async def grown(folder: Path, wanted: GrowthSize = FULL) -> list[Row]:
    """All of it, on two files."""
    small = await filled(folder / "small.db", wanted.few, wanted.few)
    due = 2 * CLAIM * (wanted.rounds + 1)
    large = await filled(folder / "large.db", wanted.many, due)
    return [
        *size.bytes_per_row(large, wanted.many),
        *await size.rss_per_learner(small, large, wanted.many - wanted.few),
        *_ticks(wanted, *await _idle(small, large, wanted.ticks)),
        *await _claims(small, large, wanted),
        *await looks.compared(
            small,
            large,
            looks.Amount(wanted.few, wanted.few, wanted.few),
            looks.Amount(wanted.many, wanted.many, wanted.waiting),
        ),
    ]


def _ticks(wanted: GrowthSize, small: list[float], large: list[float]) -> Iterator[Row]:
    yield Row(f"idle tick, {wanted.few:,} learners: us", spread(small, 0))
    ratio = once(min(large) / min(small), 2)
    what = f"idle tick, {wanted.many:,} learners: us; the quickest of both"
    yield Row(what, spread(large, 0), ratio, "<= 1.1")


async def _idle(small: Path, large: Path, ticks: int) -> _Times:
    before = NOW - timedelta(days=1)
    found: _Times = ([], [])
    opened = [await parts(small, before), await parts(large, before)]
    for number in range(WARM + ticks):
        for times, each in zip(found, opened, strict=True):
            seconds = await timed(each.ticker.tick)
            if number >= WARM:
                times.append(seconds * 1e6)
    for each in opened:
        await each.store.close()
    return found


async def _claims(small: Path, large: Path, wanted: GrowthSize) -> list[Row]:
    """Claims of 1,000 on either file, the store and the bare library in turn."""
    _bare(large)  # it was just filled: the disk is still busy with that
    mine: _Times = ([], [])
    bare: _Times = ([], [])
    for _ in range(wanted.rounds):
        bare[0].append(_bare(Path(shutil.copy(small, small.with_suffix(".bare")))))
        mine[0].append(await _ours(Path(shutil.copy(small, small.with_suffix(".mine")))))
        bare[1].append(_bare(large))
        mine[1].append(await _ours(large))
    return [
        *_told(wanted, "sqlite3 alone", bare, "", Better.NOT_OURS),
        *_told(wanted, "store", mine, "<= 1.9", Better.LESS),
    ]


def _told(wanted: GrowthSize, who: str, times: _Times, goal: str, better: Better) -> Iterator[Row]:
    small, large = ([each * 1000 for each in some] for some in times)
    yield Row(f"claim {CLAIM:,} of {wanted.few:,}, {who}: ms", spread(small, 0), better=better)
    what = f"claim {CLAIM:,} of {wanted.many:,}, {who}: ms; x of {wanted.few:,}"
    yield Row(what, spread(large, 0), ratios(large, small), goal, better)


async def _ours(path: Path) -> float:
    """Seconds of the store."""
    opened = await parts(path)
    await opened.store.deliveries.next_instant(["none"])
    began = time.perf_counter()
    for _ in range(CLAIM // SET):
        assert await opened.store.deliveries.claim_due(NOW, SET) == SET
    seconds = time.perf_counter() - began
    await opened.store.close()
    return seconds


def _bare(path: Path) -> float:
    """Seconds of the bare library."""
    with closing(connected(path)) as database:
        began = time.perf_counter()
        for _ in range(CLAIM // SET):
            assert raw_set(database) == SET
        return time.perf_counter() - began
