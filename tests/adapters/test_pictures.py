"""Pictures over the wire: drawn for whoever sees them, told to whoever does not (promise 14.2)."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from bot.chat.drawings import Drawing, Picture
from bot.chat.messages import message
from support.both import DISCORD_ME, TELEGRAM_ME, Both, playing_both
from support.contract import ANNA, a_message, at_hand, core_on, staged
from support.discord.process import running as running_discord
from support.discord.process import start as start_discord
from support.discord.rules import RefusedError as DiscordRefusal
from support.discord.server import Fault as DiscordFault
from support.discord.server import discord_server
from support.images import size_of
from support.pages import Page
from support.telegram.home import at_home
from support.telegram.process import running, start, until
from support.telegram.server import Fault, bot_api
from support.telegram.world import Shown, World

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
START = "/start roadmap=six-month tz=UTC at=08:00 days=mon-sun"
WALK = ((START, "set up"), *(("/next", f"{week} of 24 weeks behind") for week in (1, 2, 3)))
"""To the last week of the first phase."""

WRITE = "POST /channels"
WIDE = 720


def folded(shown: Shown) -> str:
    """What of a text can be opened to be read."""
    raw = shown.text.encode("utf-16-le")
    return "".join(
        raw[2 * each["offset"] : 2 * (each["offset"] + each["length"])].decode("utf-16-le")
        for each in shown.entities
        if each["type"] == "expandable_blockquote"
    )


def texts(world: World) -> str:
    """All that was written to somebody in Telegram."""
    return "\n".join(each.text for each in world.of(TELEGRAM_ME))


def photo(shown: Shown) -> tuple[int, int]:
    """The size of a photo."""
    assert shown.file == "photo", shown
    assert shown.content is not None
    size = size_of(shown.content)
    assert size is not None
    return size


async def on_both(both: Both, line: str) -> None:
    await both.telegram.say(line)
    await both.discord.say(line)


async def test_a_picture_is_shown_with_its_words(tmp_path: Path) -> None:
    async with playing_both(tmp_path / "w.db", MONDAY) as both:
        for line in (START, "/done 25", "/progress"):
            await on_both(both, line)
        telegram = both.telegram_server.world.of(TELEGRAM_ME)[-1]
        assert photo(telegram)[0] == WIDE
        assert folded(telegram).startswith("Weeks: 0 of 24 done\nStudy days: done 1")
        discord = both.discord_server.world.of(DISCORD_ME)[-1]
        ((name, content),) = discord.files
        assert (name, size_of(content)) == ("progress.png", photo(telegram))
        assert discord.words == [folded(telegram)]
        assert "Weeks:" not in discord.text
        await on_both(both, "/progress text")
        assert both.telegram_server.world.of(TELEGRAM_ME)[-1].file is None
        assert both.discord_server.world.of(DISCORD_ME)[-1].files == []
        assert "Weeks: 0 of 24 done" in both.discord_server.world.of(DISCORD_ME)[-1].text


async def test_what_is_stored_is_what_it_shows(tmp_path: Path) -> None:
    async with playing_both(tmp_path / "w.db", MONDAY) as both:
        for line in (START, "/done 25", "/progress"):
            await both.telegram.say(line)
        (body,) = both.rows("select body from reply order by id desc limit 1")[0]
        assert '"kind":"picture"' in body
        assert len(body) < 4000


@pytest.mark.soak
@pytest.mark.parametrize("page", [None, Page("too large", "text/html", 413)])
async def test_telegram_takes_the_words_where_it_takes_no_picture(
    tmp_path: Path, page: Page | None
) -> None:
    async with playing_both(tmp_path / "w.db", MONDAY) as both:
        world = both.telegram_server.world
        await both.telegram.say(START)
        if page is None:
            world.pictureless.add(TELEGRAM_ME)
        else:
            both.telegram_server.faults.append(Fault("sendPhoto", 2, page=page))
        await both.telegram.say("/progress")
        for _ in range(4):
            await both.telegram.say("/next")
        last = world.of(TELEGRAM_ME)[-1]
        assert "Phase complete" in last.text
        assert last.file is None
        assert last.labels == ["Progress"]
        progress = next(each for each in world.of(TELEGRAM_ME) if "Weeks: 0 of 24" in each.text)
        assert progress.file is None


@pytest.mark.soak
@pytest.mark.parametrize(
    "error",
    [
        DiscordRefusal(403, 50013, "Missing Permissions"),
        DiscordRefusal(413, 40005, "Request entity too large"),
        DiscordRefusal(400, 50035, "Invalid Form Body: attachments"),
    ],
    ids=lambda error: str(error.code),
)
async def test_discord_takes_the_words_where_it_takes_no_picture(
    tmp_path: Path, error: DiscordRefusal
) -> None:
    async with playing_both(tmp_path / "w.db", MONDAY) as both:
        world = both.discord_server.world
        await both.discord.say(START)
        both.discord_server.faults.append(
            DiscordFault("POST ", 99, error=error, when=lambda body: bool(attached(body)))
        )
        await both.discord.say("/progress")
        for _ in range(4):
            await both.discord.say("/next")
        texts = [each.text for each in world.of(DISCORD_ME)]
        assert sum("Weeks: 0 of 24 done" in each for each in texts) == 1
        assert "Phase complete" in texts[-1]
        assert all(not each.files for each in world.of(DISCORD_ME))
        world.wrong.clear()


def attached(body: object) -> object:
    """What a message carries, also one that answers an interaction."""
    given = body if isinstance(body, dict) else {}
    return (given.get("data") or given).get("attachments")


async def test_what_takes_the_place_of_a_picture_comes_below_it(tmp_path: Path) -> None:
    """Telegram makes no text of a photo: there it is a message of its own."""
    shown = Picture(name="x.png", drawing=Drawing(title="Week 1", panels=()), words=("one",))
    async with staged("telegram") as stage, core_on(tmp_path / "w.db") as core:
        stage.say(ANNA, "/help")
        async with at_hand(stage, core) as adapter:
            await until(lambda: stage.heard(ANNA))
            first = a_message(stage)
            drawn = first.model_copy(update={"message": message(shown)})
            await adapter.send(drawn)
            await adapter.send(first.model_copy(update={"id": "d2", "edits": first.id}))
        texts = [each.text for each in stage.heard(ANNA)[-2:]]
        assert texts == ["one", "It is time."]


async def test_a_card_survives_a_kill_in_telegram(tmp_path: Path) -> None:
    """It was claimed and under way: the next process draws it from what is stored, and sends it."""
    path = tmp_path / "w.db"
    async with bot_api() as api:
        world = api.world
        async with at_home(api, path):
            for line, answer in WALK:
                world.say(TELEGRAM_ME, line)
                await until(partial(lambda answer: answer in texts(world), answer))
        run = await start(api, path)
        stuck = Fault("sendPhoto", delay=30)
        api.faults.append(stuck)
        world.say(TELEGRAM_ME, "/next")
        await until(lambda: not stuck.times)
        await run.kill()
        with closing(sqlite3.connect(path)) as database:
            query = "select state, body from delivery where body like '%picture%'"
            ((state, body),) = database.execute(query).fetchall()
        assert state == "sending"
        assert '"kind":"picture"' in body
        async with running(api, path):
            await until(lambda: any(each.file == "photo" for each in world.of(TELEGRAM_ME)))
        (card,) = [each for each in world.of(TELEGRAM_ME) if each.file]
        assert "Phase complete" in card.text
        assert photo(card)[0] == WIDE


async def test_a_card_survives_a_kill_in_discord(tmp_path: Path) -> None:
    """It arrived, and nobody heard so: the next process finds it, and sends it no second time."""
    path = tmp_path / "w.db"
    async with discord_server() as server:
        world = server.world
        world.limits.on = False
        run = await start_discord(server, path)
        await until(lambda: server.gateway.connected)
        world.say(DISCORD_ME, START)
        await until(lambda: world.of(DISCORD_ME))
        slow = DiscordFault(
            WRITE, delay=0.0, applied=True, drops=True, when=lambda body: bool(attached(body))
        )
        late = DiscordFault(WRITE, 9, delay=30, when=lambda body: bool(attached(body)))
        server.faults += [slow, late]
        for _ in range(4):
            world.say(DISCORD_ME, "/next")
        await until(lambda: any(each.files for each in world.of(DISCORD_ME)))
        await run.kill()
        server.faults.clear()
        server.gateway.sessions.clear()
        server.gateway.identifies.clear()
        async with running_discord(server, path):
            await until(lambda: ended(path))
        cards = [each for each in world.of(DISCORD_ME) if each.files]
        assert len(cards) == 1
        assert cards[0].words[0].startswith("4 weeks")


def ended(path: Path) -> bool:
    """Whether nothing is under way any more."""
    with closing(sqlite3.connect(path, timeout=10)) as database:
        query = "select count(*) from delivery where state in ('pending', 'sending', 'unknown')"
        (left,) = database.execute(query).fetchone()
        return not left
