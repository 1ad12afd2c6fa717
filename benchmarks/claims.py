"""Claiming what is due: against the bare library, and against a job for each learner."""

import shutil
import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.ground import (
    NOW,
    Better,
    Row,
    connected,
    filled,
    parts,
    ratios,
    spin,
    spread,
    written,
)
from benchmarks.jobs import PEERS

SET: Final = 500


@dataclass(frozen=True)
class ClaimsSize:
    """So many `due` of so many learners are claimed, and so many jobs fired, in each round."""

    rounds: int
    learners: int
    due: int
    jobs: int


FULL: Final = ClaimsSize(rounds=5, learners=100_000, due=10_000, jobs=250)
TINY: Final = ClaimsSize(rounds=1, learners=100, due=50, jobs=5)

_SELECT: Final = (
    "select learner_id, kind, day, due_at, platform, chat from (select * from due"
    " where due_at <= ? order by due_at, learner_id, kind limit ?) join account using (learner_id)"
)
_INSERT: Final = (
    "insert into delivery (key, learner_id, kind, day, due_at, not_before, platform, chat, state,"
    " payload, resends, attempts) values (?, ?, ?, ?, ?, ?, ?, ?, 'pending', '', 0, 0)"
    " on conflict do nothing"
)
_DELETE: Final = "delete from due where due_at = ? and learner_id = ? and kind = ?"


def raw(path: Path) -> int:
    """The floor: the same claim with sqlite3 alone, in this thread."""
    total = 0
    with closing(connected(path)) as database:
        while claimed := raw_set(database):
            total += claimed
    return total


def raw_set(database: sqlite3.Connection) -> int:
    """One set of the floor; how many there were."""
    database.execute("begin immediate")
    rows = database.execute(_SELECT, (written(NOW), SET)).fetchall()
    database.executemany(
        _INSERT,
        [(f"{k}:{i}:{d}", i, k, d, at, at, platform, chat) for i, k, d, at, platform, chat in rows],
    )
    database.executemany(_DELETE, [(row[3], row[0], row[1]) for row in rows])
    database.execute("commit")
    return len(rows)


async def ours(path: Path) -> float:
    """Seconds in which the store claims all that is due."""
    opened = await parts(path)
    await opened.store.deliveries.next_instant(["none"])
    began = time.perf_counter()
    while await opened.store.deliveries.claim_due(NOW, SET) == SET:
        pass
    seconds = time.perf_counter() - began
    await opened.store.close()
    return seconds


async def throughput(folder: Path, size: ClaimsSize = FULL) -> list[Row]:
    """Rows a second, in rounds that take turns."""
    source = await filled(folder / "source.db", size.learners, size.due)
    floor, claims, spins = [], [], []
    fired: dict[str, list[float]] = {who: [] for who in PEERS}
    for number in range(size.rounds):
        spins.append(spin())
        mine = Path(shutil.copy(source, folder / f"ours-{number}.db"))
        claims.append(size.due / await ours(mine))
        bare = Path(shutil.copy(source, folder / f"raw-{number}.db"))
        began = time.perf_counter()
        assert raw(bare) == size.due
        floor.append(size.due / (time.perf_counter() - began))
        for who, (fire, _) in PEERS.items():
            fired[who].append(await fire(folder, size.jobs))
    return [
        Row("spin, ms (noise)", spread(spins), better=Better.NOT_OURS),
        Row(f"claim, sqlite3 alone, K={SET}: rows/s", spread(floor, 0), better=Better.NOT_OURS),
        Row(
            f"claim, store, K={SET}: rows/s; x sqlite3",
            spread(claims, 0),
            ratios(claims, floor),
            ">= 0.5",
        ),
        *(
            Row(
                f"{who}, a job each: jobs/s; claims x that",
                spread(rates, 0),
                ratios(claims, rates, 1),
                PEERS[who][1],
                Better.MORE,
            )
            for who, rates in fired.items()
        ),
    ]
