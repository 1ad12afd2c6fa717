"""The coach in Telegram beside the bot that one would write first, in one run.

It is part of `make bench`, and runs alone as `python benchmarks/telegram.py`. Both talk to the same server on loopback, which checks every call. Figures are for their ratios.
"""

import argparse
import asyncio
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
sys.path[:] = [each for each in sys.path if Path(each).resolve() != ROOT / "benchmarks"]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
# The folder of this file must not stand on the path: its name is that of the library.

from benchmarks.ground import Row, spread, table  # noqa: E402 -- the path comes first
from support.telegram.server import Server, bot_api  # noqa: E402 -- the path comes first
from support.telegram.world import Shown  # noqa: E402 -- the path comes first

ROUNDS = 3
ASKED = 100
PEOPLE = 50
APART = 0.06
INTAKE = 1000
INPUTS_A_PERSON = 20
QUEUED = 300
TICKS = 5
TICK_APART = 0.15


def echo(url: str, token: str) -> None:
    """The naive bot: python-telegram-bot with default settings, which says what it was told."""
    from telegram import Update
    from telegram.ext import Application, CallbackContext, MessageHandler, filters

    async def answer(update: Update, _context: CallbackContext) -> None:  # type: ignore[type-arg]
        if update.message is not None:
            await update.message.reply_text(update.message.text or "")

    app = Application.builder().token(token).base_url(f"{url}/bot").build()
    app.add_handler(MessageHandler(filters.ALL, answer))
    app.run_polling()


@asynccontextmanager
async def bot(server: Server, folder: Path, *, naive: bool, **env: str) -> AsyncIterator[None]:
    """One of the two bots, as a process."""
    words = [__file__, "--echo", server.url, server.token]
    if not naive:
        words = ["-m", "bot", "run", "--db", str(folder / "bench.db")]
    settings = {
        "WAYMARK_TELEGRAM_TOKEN": server.token,
        "WAYMARK_TELEGRAM_API_URL": server.url,
        "WAYMARK_LOG_LEVEL": "WARNING",
        "PYTHONPATH": str(ROOT),
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, *words, env={**os.environ, **settings, **env}
    )
    try:
        await reached(lambda: server.world.count("getUpdates"))
        yield
    finally:
        process.terminate()
        await process.wait()


async def reached(condition: "object") -> None:
    """Wait until something is the case."""
    assert callable(condition)
    while not condition():  # noqa: ASYNC110 -- what is awaited is another process
        await asyncio.sleep(0.002)


async def asked(server: Server, people: int, times: int) -> list[float]:
    """Milliseconds from `/today` to its answer, one person after the other."""
    took, world = [], server.world
    for number in range(times):
        person, before = 1 + number % people, len(world.sent)
        began = time.monotonic()
        world.say(person, "/today")
        await reached(lambda before=before: len(world.sent) > before)
        took.append(1000 * (world.limits.sent[-1] - began))
        await asyncio.sleep(APART)
    return took


async def latency(*, naive: bool) -> float:
    """The median of `/today`."""
    async with bot_api() as server:
        with tempfile.TemporaryDirectory() as folder:
            server.world.limits.on = False
            async with bot(server, Path(folder), naive=naive):
                for person in range(1, PEOPLE + 1):
                    server.world.say(person, "/start tz=Europe/Berlin")
                await reached(lambda: len(server.world.sent) == PEOPLE)
                await asyncio.sleep(1)
                return median(await asked(server, PEOPLE, ASKED))


async def intake(*, naive: bool) -> float:
    """Updates a second that are taken in: with us stored for good, with the other one answered."""
    async with bot_api() as server:
        with tempfile.TemporaryDirectory() as folder:
            world = server.world
            world.limits.on = False
            for number in range(INTAKE):
                world.say(1 + number // INPUTS_A_PERSON, "/help")
            async with bot(server, Path(folder), naive=naive):
                began = next(call.at for call in world.calls if call.method == "getUpdates")
                done = (lambda: len(world.sent) == INTAKE) if naive else (lambda: not world.pending)
                await reached(done)
                return INTAKE / (time.monotonic() - began)


async def broadcast() -> tuple[list[float], int]:
    """Replies in milliseconds while prompts to many people wait; the most sends in one second."""
    async with bot_api() as server:
        with tempfile.TemporaryDirectory() as folder:
            clock = {
                "WAYMARK_DEMO": "1",
                "WAYMARK_CLOCK_SPEED": "60",
                "WAYMARK_CLOCK_START": "2026-03-02T07:30+00:00",
            }
            world = server.world
            async with bot(server, Path(folder), naive=False, **clock):
                for person in range(1, QUEUED + 1):
                    world.say(person, "/start tz=UTC at=08:00 days=mon-sun")
                await reached(lambda: len(world.sent) > QUEUED + 10)
                took = await asked_among(server, 60)
            return took, world.limits.most_in_a_second


async def asked_among(server: Server, times: int) -> list[float]:
    """Milliseconds until somebody new is answered while everybody else is being written to."""
    took, world = [], server.world
    for person in range(10_000, 10_000 + times):
        began = time.monotonic()
        world.say(person, "/help")
        await reached(lambda person=person: world.of(person))
        call = next(each for each in reversed(world.calls) if each.params.get("chat_id") == person)
        took.append(1000 * (call.at - began))
        await asyncio.sleep(0.1)
    return took


async def ticking() -> tuple[list[float], int]:
    """Milliseconds until each of some quick ticks shows, with limits on; how often it was 429."""
    took: list[float] = []
    async with bot_api() as server:
        with tempfile.TemporaryDirectory() as folder:
            world = server.world
            async with bot(server, Path(folder), naive=False):
                for person in range(1, 11):
                    world.say(person, "/start tz=UTC")
                    await reached(lambda person=person: world.of(person))
                    world.say(person, "/week 1")
                    await reached(lambda person=person: len(world.of(person)) == 2)
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


async def beside_an_echo() -> list[Row]:
    """Everything, both bots in turn."""
    answers: list[tuple[float, float]] = []
    taken: list[tuple[float, float]] = []
    for _ in range(ROUNDS):
        answers.append((await latency(naive=False), await latency(naive=True)))
        taken.append((await intake(naive=False), await intake(naive=True)))
    took, most = await broadcast()
    ticks, refused = await ticking()
    return [
        _beside("/today in Telegram, database included: ms", answers, "<= 1.6 x echo", 1),
        _beside("updates taken in a second", taken, ">= 2 x echo", 0),
        Row("a reply while 300 prompts wait, median: ms", f"{median(took):.0f}", "", "<= 100"),
        Row("a reply while 300 prompts wait, longest: ms", f"{max(took):.0f}"),
        Row("most sends in any one second", str(most), "", "<= 30"),
        Row("five ticks 150 ms apart, median: ms", f"{median(ticks):.0f}", "", "<= 150"),
        Row("the same, longest: ms", f"{max(ticks):.0f}", "", "<= 1000"),
        Row("429s in fifty ticks", str(refused), "", "0"),
    ]


def _beside(what: str, pairs: list[tuple[float, float]], goal: str, digits: int) -> Row:
    """Ours, and its ratio to the echo in the same round."""
    ours, ratios = [one for one, _ in pairs], [one / other for one, other in pairs]
    return Row(what, spread(ours, digits), spread(ratios, 2), goal)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--echo", nargs=2)
    arguments = parser.parse_args()
    if arguments.echo:
        echo(*arguments.echo)
    else:
        print(table(asyncio.run(beside_an_echo())))
