"""The coach in Telegram beside the bots that one would write first, in one run.

It is part of `make bench`, and runs alone as `python -m benchmarks.telegram`. Each bot is started
once, with a server on loopback of its own which checks every call; then they are asked by turns.
Figures are for their ratios.
"""

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.echoes import python_of
from benchmarks.ground import Better, Row, once, parts, ratios, spread, table
from benchmarks.processes import running
from bot.chat.events import Origin, event_of_text
from support.telegram.server import Server, bot_api
from support.telegram.world import Shown

OURS: Final = "waymark"
ECHOES: Final = {"ptb": "python-telegram-bot", "aiogram": "aiogram"}

APART: Final = 0.06
"""Seconds between two people who ask."""

AMONG_APART: Final = 0.1
INPUTS_A_PERSON: Final = 20
WITHIN: Final = 100.0
TICKS: Final = 5
TICK_APART: Final = 0.15
AT_EIGHT: Final = datetime(2026, 3, 3, 8, tzinfo=UTC)
SOON: Final = timedelta(seconds=3)


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
    rounds=3, people=20, asked=40, inputs=500, prompts=200, among=40, ticking=5
)
TINY: Final = TelegramSize(rounds=1, people=2, asked=2, inputs=20, prompts=20, among=1, ticking=1)

Servers = Mapping[str, Server]
Found = dict[str, list[float]]


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


async def beside(bots: list[str], size: TelegramSize) -> tuple[Found, Found]:
    """Milliseconds of `/today`, the median of each round; and updates a second that are taken in."""
    answers: Found = {who: [] for who in bots}
    taken: Found = {who: [] for who in bots}
    async with AsyncExitStack() as stack:
        servers = {who: await stack.enter_async_context(bot_api()) for who in bots}
        for who, server in servers.items():
            server.world.limits.on = False
            folder = Path(stack.enter_context(TemporaryDirectory()))
            await stack.enter_async_context(bot(server, folder, who))
            for person in range(1, size.people + 1):
                server.world.say(person, "/start tz=Europe/Berlin")
            await reached(lambda server=server: len(server.world.sent) == size.people)  # type: ignore[misc]
        await asyncio.sleep(1)
        for _ in range(size.rounds):
            for who, took in (await asked(servers, size.people, size.asked)).items():
                answers[who].append(median(took))
        for number in range(1, size.rounds + 1):
            for who, server in servers.items():
                taken[who].append(await intake(server, who, size.inputs, 1000 * number))
    return answers, taken


async def asked(servers: Servers, people: int, times: int) -> Found:
    """Milliseconds from `/today` to its answer, one person and one bot after the other."""
    took: Found = {who: [] for who in servers}
    for number in range(times):
        for who, server in servers.items():
            world = server.world
            person, before = 1 + number % people, len(world.sent)
            began = time.monotonic()
            world.say(person, "/today")
            await reached(lambda world=world, before=before: len(world.sent) > before)  # type: ignore[misc]
            took[who].append(1000 * (world.limits.sent[-1] - began))
            await asyncio.sleep(APART)
    return took


async def intake(server: Server, who: str, inputs: int, first: int) -> float:
    """Updates a second that are taken in: with us stored for good, with the others answered.

    All is answered when it returns. The people's numbers begin with the `first`.
    """
    world = server.world
    answered = len(world.sent) + inputs
    for number in range(inputs):
        world.say(first + number // INPUTS_A_PERSON, "/help")
    began = time.monotonic()
    if who == OURS:
        await reached(lambda: not world.pending)
    else:
        await reached(lambda: len(world.sent) >= answered)
    seconds = time.monotonic() - began
    await reached(lambda: len(world.sent) >= answered)
    return inputs / seconds


async def broadcast(size: TelegramSize) -> tuple[list[float], int]:
    """Replies in milliseconds while prompts to many people wait; the most sends in one second."""
    clock = {"WAYMARK_DEMO": "1", "WAYMARK_CLOCK_START": (AT_EIGHT - SOON).isoformat()}
    async with bot_api() as server:
        with TemporaryDirectory() as folder:
            await set_up(server, Path(folder), size.prompts)
            async with bot(server, Path(folder), **clock):
                await reached(lambda: len(server.world.sent) > min(10, size.prompts / 2))
                took = await asked_among(server, size.among)
            return took, server.world.limits.most_in_a_second


async def set_up(server: Server, folder: Path, people: int) -> None:
    """So many have a prompt at eight; what they were told on the day before has arrived."""
    opened = await parts(folder / "bench.db", AT_EIGHT - timedelta(hours=20), simulated=True)
    for person in range(1, people + 1):
        name = str(person)
        who = Origin(platform="telegram", account=name, name=name, chat=name)
        line = "/start tz=UTC at=08:00 days=mon-sun"
        event = event_of_text(line, id=name, origin=who)
        await opened.coach.sent(await opened.coach.handle(event))
        server.world.knows(person)
    await opened.store.close()


async def asked_among(server: Server, times: int) -> list[float]:
    """Milliseconds until somebody new is answered while everybody else is being written to."""
    took, world = [], server.world
    for person in range(10_000, 10_000 + times):
        began = time.monotonic()
        world.say(person, "/help")
        await reached(lambda person=person: world.of(person))  # type: ignore[misc]
        call = next(each for each in reversed(world.calls) if each.params.get("chat_id") == person)
        took.append(1000 * (call.at - began))
        await asyncio.sleep(AMONG_APART)
    return took


async def ticking(size: TelegramSize) -> tuple[list[float], int]:
    """Milliseconds until each of some quick ticks shows, with limits on; how often it was 429."""
    people = range(1, size.ticking + 1)
    async with bot_api() as server:
        with TemporaryDirectory() as folder:
            world = server.world
            async with bot(server, Path(folder)):
                for number, line in enumerate(("/start tz=UTC", "/week 1"), 1):
                    for person in people:
                        world.say(person, line)
                    await reached(lambda n=number: all(len(world.of(each)) == n for each in people))  # type: ignore[misc]
                await asyncio.sleep(1)
                took = [each for person in people for each in await ticked(server, person)]
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
    answers, taken = await beside([OURS, *echoes], size)
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


def _answered(who: str, answers: Found) -> Row:
    what = f"a bare echo on {ECHOES[who]}: ms; /today x that"
    goal = "<= 1.0" if who == "ptb" else ""
    return Row(what, spread(answers[who]), ratios(answers[OURS], answers[who]), goal)


def _taken(who: str, taken: Found) -> Row:
    what = f"updates in a second, echo on {ECHOES[who]}; ours x that"
    goal, beside = ">= 2" if who == "ptb" else "", ratios(taken[OURS], taken[who], 1)
    return Row(what, spread(taken[who], 0), beside, goal, Better.MORE)


if __name__ == "__main__":
    print(table(asyncio.run(beside_echoes(Path()))))
