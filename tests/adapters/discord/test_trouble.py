"""A platform's trouble, of whatever kind, stays that platform's own (promise 10)."""

import asyncio
import gc
from pathlib import Path
from time import monotonic

import pytest

from adapters.discord.adapter import Discord
from adapters.discord.options import DiscordOptions
from bot.runtime.clock import SystemClock
from bot.runtime.serve import Serving
from bot.runtime.supervise import Supervised
from bot.runtime.wiring import coach_on, storing
from support.discord.process import running, start
from support.discord.rules import RefusedError
from support.discord.server import Fault, Server
from support.pages import HTML, NONSENSE, TRUNCATED, Page
from support.telegram.process import until
from support.telegram.server import Fault as TelegramFault
from support.telegram.server import Server as Telegram
from support.telegram.server import bot_api

ANNA, BERT = 1_200_000_000_000_000_001, 7
EVERYTHING, FOR_LONG = "", 10**6


def both(telegram: Telegram) -> dict[str, str]:
    """Settings for Telegram beside Discord."""
    return {"WAYMARK_TELEGRAM_TOKEN": telegram.token, "WAYMARK_TELEGRAM_API_URL": telegram.url}


async def telegram_answers(telegram: Telegram) -> None:
    """Somebody asks in Telegram, and is answered."""
    before = len(telegram.world.of(BERT))
    telegram.world.say(BERT, "/today")
    await until(lambda: len(telegram.world.of(BERT)) > before)


async def discord_answers(discord: Server) -> None:
    """Somebody asks in Discord, and is answered."""
    await until(lambda: discord.gateway.connected)
    asked = discord.world.slash(ANNA, "today")
    await until(lambda: asked.original and not asked.original.loading)


@pytest.mark.soak
async def test_telegram_goes_on_while_discord_talks_nonsense(
    discord: Server, tmp_path: Path
) -> None:
    discord.faults += [Fault(EVERYTHING, page=page) for page in (HTML, TRUNCATED)]
    stuck = Fault(EVERYTHING, FOR_LONG, page=Page("[]"))
    discord.faults.append(stuck)
    async with bot_api() as telegram:
        telegram.world.limits.on = False
        run = await start(discord, tmp_path / "w.db", **both(telegram))
        await telegram_answers(telegram)
        await until(lambda: run.err.count("Discord") >= 3)
        stuck.times = 0
        await discord_answers(discord)
        sends = Fault("POST /channels", 2, page=HTML)
        discord.faults.append(sends)
        discord.world.say(ANNA, "/help")
        await telegram_answers(telegram)
        await until(lambda: not sends.times and len(discord.world.of(ANNA)) == 2)
        await discord.gateway.babble()
        await telegram_answers(telegram)
        await until(lambda: "connecting again" in run.err)
        await until(lambda: len(discord.gateway.identifies) == 2)
        await discord_answers(discord)
        assert await run.stop() == 0
    assert "Traceback" not in run.err
    assert len(discord.world.of(ANNA)) == 3


async def test_discord_goes_on_while_telegram_talks_nonsense(
    discord: Server, tmp_path: Path
) -> None:
    async with bot_api() as telegram:
        telegram.world.limits.on = False
        stuck = TelegramFault("*", FOR_LONG, page=HTML)
        telegram.faults += [TelegramFault("*", page=page) for page in (TRUNCATED, Page("[]"))]
        telegram.faults.append(stuck)
        async with running(discord, tmp_path / "w.db", **both(telegram)) as run:
            await discord_answers(discord)
            await until(lambda: run.err.count("Telegram") >= 3)
            stuck.times = 0
            await telegram_answers(telegram)
            polls = TelegramFault("getUpdates", 2, page=TRUNCATED)
            sends = TelegramFault("sendMessage", page=Page('{"ok": true, "result": "yes"}'))
            telegram.faults += [polls, sends]
            await telegram_answers(telegram)
            await discord_answers(discord)
            await until(lambda: not polls.times and not sends.times)
            await telegram_answers(telegram)
        assert "Traceback" not in run.err


@pytest.mark.parametrize("page", NONSENSE, ids=lambda page: page.body[:20])
async def test_no_answer_at_the_start_is_taken_for_a_refusal(
    discord: Server, tmp_path: Path, page: Page
) -> None:
    """Whatever it is: the platform says what keeps it, and comes when it is answered."""
    stuck = Fault(EVERYTHING, FOR_LONG, page=page)
    discord.faults.append(stuck)
    async with bot_api() as telegram, serving(discord, tmp_path / "w.db") as coach:
        telegram.faults.append(TelegramFault("*", FOR_LONG, page=page))
        await until(lambda: "step of the start" in coach.readiness.troubles.get("discord", ""))
        stuck.times = 0
        await until(lambda: not coach.readiness.troubles)
        await discord_answers(discord)


class serving:  # noqa: N801 -- it is used like a function
    """`waymark run` in this process, with Discord, where what it serves can be looked at."""

    def __init__(self, server: Server, path: Path) -> None:
        self._server = server
        self._path = path

    async def __aenter__(self) -> Serving:
        server, clock = self._server, SystemClock()
        self._storing = storing(str(self._path))
        store = await self._storing.__aenter__()
        self._serving = Serving(coach_on(store, clock), store, clock, 1.0)
        options = DiscordOptions(server.token, server.url, server.gateway_url)
        self._serving.add("discord", lambda core: Discord(options, core))
        parts = frozenset({"scheduler", "discord"})
        self._running = asyncio.create_task(self._serving.run(parts))
        return self._serving

    async def __aexit__(self, *_: object) -> None:
        self._serving.end()
        await asyncio.wait({self._running})
        await self._storing.__aexit__(None, None, None)
        self._running.result()


@pytest.mark.soak
async def test_a_part_that_breaks_makes_the_platform_begin_anew(
    discord: Server, tmp_path: Path
) -> None:
    async with serving(discord, tmp_path / "w.db") as coach:
        await discord_answers(discord)
        (supervised,) = coach._platforms
        assert isinstance(supervised, Supervised)
        broken = supervised._current
        (task,) = [
            each
            for each in asyncio.all_tasks()
            if each.get_coro().__qualname__ == "Recorder.run"  # type: ignore[union-attr]
        ]
        task.cancel()
        await until(lambda: "rests after trouble" in coach.readiness.troubles.get("discord", ""))
        await until(lambda: not coach.readiness.troubles)
        assert supervised._current is not broken
        await until(lambda: len(discord.gateway.identifies) == 2)
        discord.gateway.wrong.clear()  # the next session begins when the rest is over
        await discord_answers(discord)


async def test_a_silent_store_costs_no_session(discord: Server, tmp_path: Path) -> None:
    async with serving(discord, tmp_path / "w.db") as coach:
        await discord_answers(discord)
        coach._leases["discord"]._monotonic = lambda: monotonic() + 25
        assert not coach._leases["discord"].held
        await asyncio.sleep(1.2)
        assert discord.gateway.connected
        await until(lambda: coach._leases["discord"].held)
        await discord_answers(discord)
        assert len(discord.gateway.identifies) == 1


@pytest.mark.soak
async def test_somebody_who_took_over_is_let_alone(discord: Server, tmp_path: Path) -> None:
    async with serving(discord, tmp_path / "w.db") as coach:
        await discord_answers(discord)
        lease = coach._leases["discord"]
        assert lease._seen is not None
        silent = await lease._leases.beat("discord", lease.owner, None)
        await lease._leases.beat("discord", "another", silent)
        await until(lambda: not discord.gateway.connected)
        assert coach._leases["discord"].lost


async def test_a_gate_that_answers_in_words_of_its_own_closes_no_channel(
    discord: Server, tmp_path: Path
) -> None:
    """403 with a page that is not Discord's says nothing about a chat."""
    page = Page("<html>Forbidden</html>", "text/html", 403)
    async with serving(discord, tmp_path / "w.db"):
        await until(lambda: discord.gateway.connected)
        discord.faults.append(Fault("POST /channels", 2, page=page))
        discord.world.say(ANNA, "/help")
        await until(lambda: discord.world.of(ANNA))
        discord.faults.append(Fault("POST /channels", error=RefusedError(503, 0, "x")))
        discord.world.say(ANNA, "/today")
        await until(lambda: len(discord.world.of(ANNA)) == 2)


@pytest.mark.soak
async def test_told_to_stop_before_anything_was_answered(discord: Server, tmp_path: Path) -> None:
    """A platform that hangs keeps nobody from stopping, and leaves nothing open."""
    discord.faults.append(Fault(EVERYTHING, FOR_LONG, delay=60))
    async with bot_api() as telegram:
        telegram.faults.append(TelegramFault("*", FOR_LONG, delay=60))
        run = await start(discord, tmp_path / "w.db", **both(telegram))
        await until(lambda: "running" in run.err)
        assert await run.stop() == 0
    assert "Unclosed" not in run.err
    async with serving(discord, tmp_path / "w.db") as coach:
        await until(lambda: discord.world.calls)
        assert "discord" in coach.readiness.troubles
    gc.collect()  # what is left open would fail this test
