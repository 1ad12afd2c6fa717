"""How long people wait for their answers in Discord while prompts go out to many others.

It is part of `make bench`, and runs alone as `python benchmarks/discord.py`. The server on loopback
checks every call, limits included.
"""

import asyncio
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:] = [each for each in sys.path if Path(each).resolve() != ROOT / "benchmarks"]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
# The folder of this file must not stand on the path: its name is that of the library.

from benchmarks.ground import Row, table  # noqa: E402 -- the path comes first
from support.discord.crowd import crowd  # noqa: E402 -- the path comes first
from support.discord.server import discord_server  # noqa: E402 -- the path comes first

ASKING, PROMPTS = 200, 1000
IN_TIME = 3.0
"""Seconds in which an answer, and not only a sign that it will come, is to be there."""


async def answers() -> list[Row]:
    """What 200 wait who ask at once while 1000 prompts go out."""
    async with discord_server() as server:
        with tempfile.TemporaryDirectory() as folder:
            asked = await crowd(server, Path(folder) / "w.db", asking=ASKING, prompts=PROMPTS)
    waited = sorted(each.waited for each in asked)
    last = waited[int(len(waited) * 0.99) - 1]
    in_time = sum(each <= IN_TIME for each in waited)
    what = f"{ASKING} ask in Discord at once beside {PROMPTS} prompts"
    return [
        Row(f"{what}: answered, p99: s", f"{last:.2f}", "", f"<= {IN_TIME:.0f}"),
        Row("the same, median: s", f"{waited[len(waited) // 2]:.2f}"),
        Row("the same: answered within 3 s", f"{in_time} of {len(waited)}"),
    ]


if __name__ == "__main__":
    print(table(asyncio.run(answers())))
