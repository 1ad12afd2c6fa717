"""What a learner costs who only waits: on disk, and in memory."""

import asyncio
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Final

from benchmarks.ground import NOW, Row, once, parts
from benchmarks.processes import told

TICKS: Final = 20


def bytes_per_row(path: Path, learners: int) -> list[Row]:
    """By how much a file shrinks without its nudges, and what notes their instants."""
    copy = Path(shutil.copy(path, path.with_suffix(".copy")))
    with closing(sqlite3.connect(copy, isolation_level=None)) as database:
        database.execute("pragma journal_mode = off")
        (free,) = database.execute("select freelist_count from pragma_freelist_count").fetchone()
        database.execute("delete from due")
        (freed,) = database.execute("select freelist_count from pragma_freelist_count").fetchone()
        (noted,) = database.execute("select sum(length(dues)) from learner").fetchone()
        (page,) = database.execute("select page_size from pragma_page_size").fetchone()
    copy.unlink()
    size = (freed - free) * page / learners
    return [
        Row("disk for a nudge to come: B", once(size, 0), goal="<= 60"),
        Row("disk for the note of its instant, with the learner: B", once(noted / learners, 0)),
    ]


async def rss_per_learner(small: Path, large: Path, learners: int) -> list[Row]:
    """By how much a process that ticks grows with the number of learners."""
    first, second = await _rss(small), await _rss(large)
    each = (second - first) / learners
    return [Row("memory for a learner who waits: B", once(each), goal="<= 50")]


async def _rss(path: Path) -> int:
    """Bytes of a process of its own that opened a database and ticked."""
    return int(await told("benchmarks.size", str(path)))


async def _tick(path: Path) -> None:
    opened = await parts(path)
    for _ in range(TICKS):
        await opened.store.deliveries.claim_due(NOW.replace(year=2025), 500)
        await opened.store.deliveries.next_instant(["none"])
    await opened.store.close()


def resident(what: str = "VmRSS", process: int | str = "self") -> int:
    """The bytes of memory that a process has now; the most it ever had are `VmHWM`."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    (line,) = [each for each in status.splitlines() if each.startswith(what)]
    return int(line.split()[1]) * 1024


if __name__ == "__main__":
    asyncio.run(_tick(Path(sys.argv[1])))
    print(resident())
