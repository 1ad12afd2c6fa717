"""How the coach behaves in Telegram: menus, presses, groups, floods, edits, secrets."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

import pytest

from adapters.telegram.pacer import PaceLimits
from support.database import count
from support.telegram.home import at_home, demo
from support.telegram.process import running, until
from support.telegram.rules import RefusedError
from support.telegram.server import TOKEN, Fault, Server
from support.telegram.shapes import BOT_NAME

ANNA, BERT, GROUP = 1001, 1002, -700


async def test_menus_are_set_only_when_they_changed(api: Server, tmp_path: Path) -> None:
    world = api.world
    for _ in range(2):
        async with at_home(api, tmp_path / "w.db"):
            await until(lambda: world.count("getUpdates"))
        await asyncio.sleep(0.1)
    scopes = ["all_private_chats", "all_group_chats", "all_chat_administrators"]
    assert [each for each in world.menus if " " not in each] == scopes
    assert world.count("setMyCommands") == len(world.menus)
    private = [each["command"] for each in world.menus["all_private_chats"]]
    assert {"start", "today", "checkin"} <= set(private)
    assert "checkin" not in [each["command"] for each in world.menus["all_group_chats"]]


async def test_presses_are_answered_and_refused_politely(api: Server, tmp_path: Path) -> None:
    world, path = api.world, tmp_path / "w.db"
    async with at_home(api, path):
        world.say(ANNA, "/start", chat=GROUP)
        await until(lambda: world.of(GROUP))
        shown = world.of(GROUP)[0]
        foreign = world.press(BERT, shown, "Start like this")
        forged = world.press(ANNA, shown, "", data="1" + "A" * 40)
        await until(lambda: not world.unanswered)
        assert "somebody else" in foreign.text
        assert "out of date" in forged.text
        assert count(path, "enrolment") == 0
        mine = world.press(ANNA, shown, "Start like this")
        await until(lambda: len(world.of(GROUP)) == 2)
        assert mine.text == ""
        twice = world.press(ANNA, shown, "Start like this")
        await until(lambda: len(world.of(GROUP)) == 3)
    assert count(path, "enrolment") == 1
    answered = [foreign, forged, mine, twice]
    assert all(each.answered_at and each.answered_at - each.asked_at < 1 for each in answered)


async def test_a_press_is_answered_at_once_however_slow_the_rest(
    api: Server, tmp_path: Path
) -> None:
    world = api.world
    async with at_home(api, tmp_path / "w.db"):
        world.say(ANNA, "/start")
        await until(lambda: world.of(ANNA))
        api.faults.append(Fault("sendMessage", delay=1.2))
        query = world.press(ANNA, world.of(ANNA)[0], "Start like this")
        await until(lambda: query.answered_at)
        assert (query.answered_at or 0) - query.asked_at < 1
        await until(lambda: len(world.of(ANNA)) == 2)


async def test_ticks_edit_the_message_in_place(api: Server, tmp_path: Path) -> None:
    world = api.world
    async with at_home(api, tmp_path / "w.db"):
        world.say(ANNA, "/start tz=UTC")
        world.say(ANNA, "/week")
        await until(lambda: len(world.of(ANNA)) == 2)
        week = world.of(ANNA)[1]
        world.press(ANNA, week, week.labels[0])
        await until(lambda: week.edits == 1)
        world.press(ANNA, week, week.labels[1])
        await until(lambda: week.edits == 2)
    assert week.text.count("☑") == 2
    assert not world.unanswered


async def test_a_message_that_is_gone_is_sent_anew(api: Server, tmp_path: Path) -> None:
    world = api.world
    async with at_home(api, tmp_path / "w.db"):
        world.say(ANNA, "/start tz=UTC")
        world.say(ANNA, "/week")
        await until(lambda: len(world.of(ANNA)) == 2)
        week = world.of(ANNA)[1]
        world.sent.remove(week)
        world.press(ANNA, week, week.labels[0])
        await until(lambda: any("☑" in each.text for each in world.of(ANNA)))


async def test_commands_in_a_group(api: Server, tmp_path: Path) -> None:
    world, path = api.world, tmp_path / "w.db"
    async with at_home(api, path):
        world.say(ANNA, "hello everybody", chat=GROUP)
        world.say(ANNA, "/today@another_bot", chat=GROUP)
        world.say(ANNA, f"/today@{BOT_NAME}", chat=GROUP)
        await until(lambda: len(world.of(GROUP)) == 1)
        assert "Week 1" in world.of(GROUP)[0].text
        world.say(ANNA, "/checkin", chat=GROUP)
        await until(lambda: len(world.of(GROUP)) == 2)
        assert f"@{BOT_NAME}" in world.of(GROUP)[1].text
        anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
        group = {"id": GROUP, "type": "supergroup", "title": "Group"}
        world.message(9, chat=GROUP, text="/done 25", sender_chat=group, sender=anonymous)
        await until(lambda: len(world.of(GROUP)) == 3)
    assert count(path, "learner") == 1
    assert count(path, "entry") == 0


# Whoever is set up after eight waits for the next day: 72 s, which a test has.
SPEED: Final = 1200
BEFORE_EIGHT: Final = "2026-03-02T07:20+00:00"


async def test_prompts_go_to_the_private_chat(api: Server, tmp_path: Path) -> None:
    world = api.world
    world.message(ANNA, sticker=None)
    async with at_home(api, tmp_path / "w.db", demo(SPEED, BEFORE_EIGHT), speed=SPEED):
        world.say(ANNA, "/start tz=UTC at=08:00", chat=GROUP)
        await until(lambda: len(world.of(ANNA)) == 2)
    assert "Week 1" in world.of(ANNA)[1].text


async def test_deep_links_and_captions(api: Server, tmp_path: Path) -> None:
    world, path = api.world, tmp_path / "w.db"
    async with at_home(api, path):
        world.say(ANNA, "/start group_abc-1")
        await until(lambda: len(world.of(ANNA)) == 1)
        assert "Start like this" in world.of(ANNA)[0].labels
        world.message(ANNA, caption="/done 25 with a picture", photo=[])
        await until(lambda: count(path, "entry") == 1)
        world.message(BERT, sticker=None)
        await until(lambda: world.of(BERT))
        assert "only read text" in world.of(BERT)[0].text


async def test_a_flood_slows_only_its_sender(api: Server, tmp_path: Path) -> None:
    world, path = api.world, tmp_path / "w.db"
    async with at_home(api, path):
        for _ in range(200):
            world.say(ANNA, "/done 1")
        world.say(BERT, "/today")
        await until(lambda: world.of(BERT))
        await until(lambda: not world.pending)
        await until(lambda: count(path, "entry") >= 20, 10)
        await asyncio.sleep(0.5)
    assert 20 <= count(path, "entry") <= 30
    assert sum("Slow down" in each.text for each in world.of(ANNA)) <= 1


@pytest.mark.soak
async def test_a_crowd_is_answered_within_the_limits(api: Server, tmp_path: Path) -> None:
    world = api.world
    async with at_home(api, tmp_path / "w.db", pace=PaceLimits()):
        for person in range(45):
            world.say(ANNA + person, "/help")
        world.say(ANNA, "/help")
        await until(lambda: len(world.sent) == 46)
    assert world.limits.refused == 0
    assert world.limits.most_in_a_second <= 30


async def test_quick_presses_are_one_edit_where_they_wait(api: Server, tmp_path: Path) -> None:
    """The newest form of a message is enough; each press is recorded all the same."""
    world, path, gate = api.world, tmp_path / "w.db", asyncio.Event()
    async with at_home(api, path, pace=PaceLimits()):
        world.say(ANNA, "/start tz=UTC days=mon-sun")
        await until(lambda: world.of(ANNA))
        world.say(ANNA, "/week 1")
        await until(lambda: len(world.of(ANNA)) == 2)
        page = world.of(ANNA)[1]
        api.faults.append(Fault("editMessageText", until=gate))
        for label in page.labels[:5]:
            world.press(ANNA, page, label)
        await until(lambda: count(path, "reply") == 7)
        gate.set()
        await until(lambda: page.text.count("☑") == 5)
        await until(lambda: not unsent(path))
    assert count(path, "entry") == 5
    assert page.edits <= 3
    assert world.limits.refused == 0


def unsent(path: Path) -> int:
    with closing(sqlite3.connect(path, timeout=10)) as database:
        (found,) = database.execute("select count(*) from reply where sent_at is null").fetchone()
    return int(found)


async def test_the_token_is_nowhere(api: Server, tmp_path: Path) -> None:
    world = api.world
    secret = tmp_path / "token"
    secret.write_text(TOKEN)
    secret.chmod(0o600)
    api.faults += [
        Fault("sendMessage", drops=True),
        Fault("sendMessage", error=RefusedError(f"Bad Request: {TOKEN}", 400)),
        Fault("getUpdates", error=RefusedError("Internal", 500)),
    ]
    env = {"WAYMARK_TELEGRAM_TOKEN": "", "WAYMARK_TELEGRAM_TOKEN_FILE": str(secret)}
    async with running(api, tmp_path / "w.db", WAYMARK_LOG_LEVEL="DEBUG", **env) as run:
        world.say(ANNA, "/help my secret words")
        world.say(BERT, "/help")
        await until(lambda: world.of(BERT) or world.of(ANNA))
        await api.stop()
        await asyncio.sleep(0.3)
        await api.start()
        world.say(ANNA, "/today")
        await until(lambda: "Week 1" in world.of(ANNA)[-1].text if world.of(ANNA) else False)
    assert len(run.err) > 100
    assert TOKEN not in run.err
    assert TOKEN.partition(":")[2] not in run.err
    assert "secret words" not in run.err


async def test_a_button_that_logs_does_so_once_also_after_a_restart(
    api: Server, tmp_path: Path
) -> None:
    world, path = api.world, tmp_path / "w.db"
    async with at_home(api, path):
        world.say(ANNA, "/start tz=UTC days=mon-sun")
        await until(lambda: len(world.of(ANNA)) == 1)
        world.say(ANNA, "/today")
        await until(lambda: len(world.of(ANNA)) == 2)
        page = world.of(ANNA)[1]
        world.press(ANNA, page, "Done")
        await until(lambda: "Logged for" in world.of(ANNA)[-1].text)
    async with at_home(api, path):
        world.press(ANNA, page, "Done")
        await until(lambda: "logged already" in world.of(ANNA)[-1].text)
    assert count(path, "entry") == 1
