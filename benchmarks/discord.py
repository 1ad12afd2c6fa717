"""How long people wait for their answers in Discord: one by one beside a bare echo, and in a crowd.

It is part of `make bench`, and runs alone as `python -m benchmarks.discord`. The server on loopback
checks every call, limits included.
"""

import asyncio
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks.echoes import COMMAND
from benchmarks.ground import Better, Row, once, ratios, spread, table
from benchmarks.processes import running
from support.discord.crowd import PEOPLE, crowd, set_up
from support.discord.process import running as serving
from support.discord.server import Server, discord_server

APART: Final = 0.06
"""Seconds between two people who ask."""

WITHIN: Final = 60.0
IN_TIME: Final = 3.0
"""Seconds in which an answer, and not only a sign that it will come, is to be there."""


@dataclass(frozen=True)
class DiscordSize:
    """So many people, asked so often by turns; so many who ask at once beside so many prompts."""

    rounds: int
    people: int
    asked: int
    asking: int
    prompts: int


FULL: Final = DiscordSize(rounds=3, people=20, asked=40, asking=200, prompts=300)
TINY: Final = DiscordSize(rounds=1, people=2, asked=2, asking=2, prompts=20)


async def beside_an_echo(_folder: Path, size: DiscordSize = FULL) -> list[Row]:
    """One person after the other, in turn with the echo; both are started once."""
    ours, echo = [], []
    async with AsyncExitStack() as stack:
        mine, theirs = [await stack.enter_async_context(discord_server()) for _ in range(2)]
        path = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "w.db"
        await set_up(mine, path, size.people)
        await stack.enter_async_context(serving(mine, path))
        words = ("-m", "benchmarks.echoes", "discord", theirs.url, theirs.token)
        await stack.enter_async_context(running(Path(sys.executable), *words))
        for server in (mine, theirs):
            await _reached(lambda server=server: server.gateway.connected and server.world.commands)  # type: ignore[misc]
        for _ in range(size.rounds):
            took = await _asked((mine, theirs), size)
            ours.append(median(took[0]))
            echo.append(median(took[1]))
    return [
        Row("/today in Discord, database included: ms", spread(ours)),
        Row(
            "a bare echo on discord.py: ms; /today x that",
            spread(echo),
            ratios(ours, echo),
            better=Better.LESS,
        ),
    ]


async def _asked(servers: Sequence[Server], size: DiscordSize) -> list[list[float]]:
    """Milliseconds until an answer can be read; one person and one server after the other."""
    took: list[list[float]] = [[] for _ in servers]
    for number in range(size.asked):
        for server, found in zip(servers, took, strict=True):
            asked = server.world.slash(PEOPLE + number % size.people, COMMAND)
            await _reached(lambda asked=asked: asked.shown_at)  # type: ignore[misc]
            found.append(asked.waited * 1000)
            await asyncio.sleep(APART)
    return took


async def _reached(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(WITHIN):
        while not condition():  # noqa: ASYNC110 -- what is awaited is another process
            await asyncio.sleep(0.002)


async def in_a_crowd(_folder: Path, size: DiscordSize = FULL) -> list[Row]:
    """What many wait who ask at once while prompts go out."""
    async with discord_server() as server:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "w.db"
            asked = await crowd(server, path, asking=size.asking, prompts=size.prompts)
    waited = sorted(each.waited for each in asked if each.shown_at)
    assert waited, "nobody was answered"
    last = waited[max(0, int(len(waited) * 0.99) - 1)]
    late = len(asked) - sum(each <= IN_TIME for each in waited)
    what = f"{size.asking} ask in Discord at once beside {size.prompts} prompts"
    return [
        Row(f"{what}: answered: s", spread(waited, 2)),
        Row("the same, p99: s", once(last, 2), goal="<= 3"),
        Row("the same: answered later than in 3 s, or never", once(late, 0), goal="<= 0"),
    ]


if __name__ == "__main__":
    for each in (beside_an_echo, in_a_crowd):
        print(table(asyncio.run(each(Path()))))
