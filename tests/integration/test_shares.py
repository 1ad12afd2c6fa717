"""The benchmarks keep processes to a share of a core, and let them go on at the end."""

import asyncio
import sys
from pathlib import Path

from benchmarks.shares import sharing
from support.telegram.process import until

BUSY = "while True: pass"


def _is_stopped(process: int) -> bool:
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "T"


async def test_a_process_pauses_when_it_has_had_its_share_and_goes_on_after_that() -> None:
    busy = await asyncio.create_subprocess_exec(sys.executable, "-c", BUSY)
    try:
        async with sharing([busy.pid], 0.5) as (share,):
            await until(lambda: share.longest)
        async with sharing([busy.pid], 0.0):
            await until(lambda: _is_stopped(busy.pid))
        assert not _is_stopped(busy.pid)
    finally:
        busy.kill()
        await busy.wait()
