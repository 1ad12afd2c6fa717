"""The coach in Telegram beside the bots that one would write first, in one run.

It is part of `make bench`, and runs alone as `python -m benchmarks.telegram`. All talk to the same
server on loopback, which checks every call. Figures are for their ratios.
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks.echoes import python_of, running
from benchmarks.ground import Better, Row, once, ratios, spread, table
from support.telegram.server import Server, bot_api
from support.telegram.world import Shown

OURS: Final = "waymark"
ECHOES: Final = {"ptb": "python-telegram-bot", "aiogram": "aiogram"}

APART: Final = 0.06
"""Seconds between two people who ask."""

INPUTS_A_PERSON: Final = 20
WITHIN: Final = 300.0
TICKS: Final = 5
TICK_APART: Final = 0.15


@dataclass(frozen=True)
class TelegramSize:
    """So many people ask, so much comes in at once, so many prompts go out, so many tick."""

    rounds: int
    people: int
    asked: int
    inputs: int
    prompts: int
    among: int
    ticking: int


FULL: Final = TelegramSize(
    rounds=3, people=20, asked=40, inputs=1000, prompts=200, among=40, ticking=5
)
TINY: Final = TelegramSize(rounds=1, people=2, asked=2, inputs=20, prompts=20, among=1, ticking=1)


@asynccontextmanager
async def bot(server: Server, folder: Path, who: str = OURS, **env: str) -> AsyncIterator[None]:
    """One of the bots, as a process."""
    words = ["-m", "benchmarks.echoes", who, server.url, server.token]
    if who == OURS:
        words = ["-m", "bot", "run", "--db", str(folder / "bench.db")]
    settings = {
        "WAYMARK_TELEGRAM_TOKEN": server.token,
        "WAYMARK_TELEGRAM_API_URL": server.url,
        "WAYMARK_LOG_LEVEL": "WARNING",
    }
    async with running(python_of(who), *words, **settings, **env):
        await reached(lambda: server.world.count("getUpdates"))
        yield


async def reached(condition: Callable[[], object]) -> None:
    """Wait until something is the case."""
    async with asyncio.timeout(WITHIN):
        while not condition():  # noqa: ASYNC110 -- what is awaited is another process
            await asyncio.sleep(0.002)


async def asked(server: Server, people: int, times: int) -> list[float]:
    """Milliseconds from `/today` to its answer, one person after the other."""
    took, world = [], server.world
    for number in range(times):
        person, before = 1 + number % people, len(world.sent)
        began = time.monotonic()
        world.say(person, "/today")
        await reached(lambda before=before: len(world.sent) > before)  # type: ignore[misc]
        took.append(1000 * (world.limits.sent[-1] - began))
        await asyncio.sleep(APART)
    return took


async def latency(who: str, size: TelegramSize) -> float:
    """The median of `/today`."""
    async with bot_api() as server:
        with tempfile.TemporaryDirectory() as folder:
            server.world.limits.on = False
            async with bot(server, Path(folder), who):
                for person in range(1, size.people + 1):
                    server.world.say(person, "/start tz=Europe/Berlin")
                await reached(lambda: len(server.world.sent) == size.people)
                await asyncio.sleep(1)
                return median(await asked(server, size.people, size.asked))


async def intake(who: str, size: TelegramSize) -> float:
    """Updates a second that are taken in: with us stored for good, with the others answered."""
    async with bot_api() as server:
        with tempfile.TemporaryDirectory() as folder:
            world = server.world
            world.limits.on = False
            for number in range(size.inputs):
                world.say(1 + number // INPUTS_A_PERSON, "/help")
            async with bot(server, Path(folder), who):
                began = next(call.at for call in world.calls if call.method == "getUpdates")
                if who == OURS:
                    await reached(lambda: not world.pending)
                else:
                    await reached(lambda: len(world.sent) == size.inputs)
                return size.inputs / (time.monotonic() - began)


async def broadcast(size: TelegramSize) -> tuple[list[float], int]:
    """Replies in milliseconds while prompts to many people wait; the most sends in one second."""
    async with bot_api() as server:
        with tempfile.TemporaryDirectory() as folder:
            clock = {
                "WAYMARK_DEMO": "1",
                "WAYMARK_CLOCK_SPEED": "60",
                "WAYMARK_CLOCK_START": "2026-03-02T07:30+00:00",
            }
            world = server.world
            async with bot(server, Path(folder), **clock):
                for person in range(1, size.prompts + 1):
                    world.say(person, "/start tz=UTC at=08:00 days=mon-sun")
                await reached(lambda: len(world.sent) > size.prompts + 10)
                took = await asked_among(server, size.among)
            return took, world.limits.most_in_a_second


async def asked_among(server: Server, times: int) -> list[float]:
    """Milliseconds until somebody new is answered while everybody else is being written to."""
    took, world = [], server.world
    for person in range(10_000, 10_000 + times):
        began = time.monotonic()
        world.say(person, "/help")
        await reached(lambda person=person: world.of(person))  # type: ignore[misc]
        call = next(each for each in reversed(world.calls) if each.params.get("chat_id") == person)
        took.append(1000 * (call.at - began))
        await asyncio.sleep(0.1)
    return took


async def ticking(size: TelegramSize) -> tuple[list[float], int]:
    """Milliseconds until each of some quick ticks shows, with limits on; how often it was 429."""
    took: list[float] = []
    async with bot_api() as server:
        with tempfile.TemporaryDirectory() as folder:
            world = server.world
            async with bot(server, Path(folder)):
                for person in range(1, size.ticking + 1):
                    world.say(person, "/start tz=UTC")
                    await reached(lambda person=person: world.of(person))  # type: ignore[misc]
                    world.say(person, "/week 1")
                    await reached(lambda person=person: len(world.of(person)) == 2)  # type: ignore[misc]
                    await asyncio.sleep(1)
                    took += await ticked(server, person)
            return took, world.limits.refused


async def ticked(server: Server, person: int) -> list[float]:
    """Milliseconds until each tick of a week's page shows."""
    page = server.world.of(person)[1]
    shown: list[asyncio.Task[float]] = []
    for number, label in enumerate(page.labels[:TICKS], 1):
        server.world.press(person, page, label)
        shown.append(asyncio.create_task(_shown(page, number)))
        await asyncio.sleep(TICK_APART)
    return await asyncio.gather(*shown)


async def _shown(page: Shown, ticks: int) -> float:
    began = time.monotonic()
    await reached(lambda: page.text.count("☑") >= ticks)
    return 1000 * (time.monotonic() - began)


async def beside_echoes(_folder: Path, size: TelegramSize = FULL) -> list[Row]:
    """Everything, all bots in turn."""
    echoes = [who for who in ECHOES if python_of(who).exists()]
    for who in ECHOES.keys() - echoes:
        sys.stderr.write(f"{who} is left out: there is no {python_of(who)}\n")
    answers: dict[str, list[float]] = {who: [] for who in (OURS, *echoes)}
    taken: dict[str, list[float]] = {who: [] for who in answers}
    for _ in range(size.rounds):
        for who in (OURS, *echoes):
            answers[who].append(await latency(who, size))
            taken[who].append(await intake(who, size))
    took, most = await broadcast(size)
    ticks, refused = await ticking(size)
    return [
        Row("/today in Telegram, database included: ms", spread(answers[OURS])),
        *(_answered(who, answers) for who in echoes),
        Row("updates taken in a second", spread(taken[OURS], 0), better=Better.MORE),
        *(_taken(who, taken) for who in echoes),
        Row(f"a reply while {size.prompts} prompts wait: ms", spread(took, 0), goal="<= 100"),
        Row("most sends in any one second", once(most, 0), goal="<= 30"),
        Row("five ticks 150 ms apart: ms", spread(ticks, 0), goal="<= 150"),
        Row("the longest of them: ms", once(max(ticks), 0), goal="<= 1000"),
        Row(f"429s in {len(ticks)} ticks", once(refused, 0), goal="<= 0"),
    ]


def _answered(who: str, answers: dict[str, list[float]]) -> Row:
    what = f"a bare echo on {ECHOES[who]}: ms; /today x that"
    goal = "<= 1.0" if who == "ptb" else ""
    return Row(what, spread(answers[who]), ratios(answers[OURS], answers[who]), goal)


def _taken(who: str, taken: dict[str, list[float]]) -> Row:
    what = f"updates in a second, echo on {ECHOES[who]}; ours x that"
    goal, beside = ">= 2" if who == "ptb" else "", ratios(taken[OURS], taken[who], 1)
    return Row(what, spread(taken[who], 0), beside, goal, Better.MORE)


if __name__ == "__main__":
    print(table(asyncio.run(beside_echoes(Path()))))
