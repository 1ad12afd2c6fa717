"""Study groups in Telegram: who may begin one, how one joins, and what becomes of its chat."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from adapters.telegram.invites import Invites
from support.database import count
from support.grouping import FIRST_DAY, live_in_a_group
from support.telegram.dialog import begun, playing
from support.telegram.home import at_home
from support.telegram.process import until
from support.telegram.rules import RefusedError
from support.telegram.server import TOKEN, Fault, Server
from support.telegram.shapes import BOT_NAME
from support.telegram.world import Shown, World

ANNA, BERT, GROUP, SUPER = 1001, 1002, -700, -100700
EVENING = datetime(2026, 3, 1, 18, tzinfo=UTC)
START = "/start tz=UTC days=mon-sun at=23:50"


def rows(path: Path, query: str) -> list[Any]:
    with closing(sqlite3.connect(path, timeout=10)) as database:
        return database.execute(query).fetchall()


async def said(world: World, chat: int, words: str) -> Shown:
    """The newest message of a chat, once it holds some words."""
    await until(lambda: world.of(chat) and words in world.of(chat)[-1].text)
    return world.of(chat)[-1]


async def test_only_who_manages_the_chat_begins_a_group(api: Server, tmp_path: Path) -> None:
    world, path = api.world, tmp_path / "w.db"
    world.managers.add(ANNA)
    async with at_home(api, path):
        world.say(BERT, f"/group start@{BOT_NAME}", chat=GROUP)
        world.say(BERT, "/group", chat=GROUP)
        await said(world, GROUP, "no group yet")
        assert world.count("getChatMember") == 0
        for _ in range(2):
            world.say(BERT, f"/group@{BOT_NAME} start", chat=GROUP)
            await said(world, GROUP, "Only someone who manages")
        assert world.count("getChatMember") == 1
        world.say(ANNA, "/group start", chat=GROUP)
        await said(world, GROUP, "one streak together")
        world.say(BERT, "/group settings quorum=80", chat=GROUP)
        await said(world, GROUP, "Only someone who manages")
        world.membership(ANNA, "administrator", chat=GROUP)
        world.managers.add(BERT)
        world.say(BERT, "/group settings quorum=80", chat=GROUP)
        await said(world, GROUP, "counts when 80% of")
    assert count(path, "study_group") == 1


async def test_who_manages_is_known_from_the_list_as_well(api: Server, tmp_path: Path) -> None:
    world = api.world
    world.managers.add(ANNA)
    api.faults.append(
        Fault("getChatMember", 9, RefusedError("Bad Request: CHAT_ADMIN_REQUIRED", 400))
    )
    async with at_home(api, tmp_path / "w.db"):
        world.say(BERT, "/group start", chat=GROUP)
        await said(world, GROUP, "Only someone who manages")
        world.say(ANNA, "/group start", chat=GROUP)
        await said(world, GROUP, "one streak together")


async def test_who_writes_as_the_group_manages_it_and_is_nobody(
    api: Server, tmp_path: Path
) -> None:
    world, path = api.world, tmp_path / "w.db"
    async with at_home(api, path):
        world.anonymously(GROUP, "/group start", by=GROUP - 1)
        await said(world, GROUP, "can't see who")
        world.anonymously(GROUP, "/group start")
        begun = await said(world, GROUP, "one streak together")
        for line in ("/done 25", "/group join", "/start"):
            world.anonymously(GROUP, line)
            await until(lambda: not world.pending)
        await until(lambda: len(world.of(GROUP)) == 5)
        assert all("can't see who" in each.text for each in world.of(GROUP)[2:])
        world.say(ANNA, START)
        await said(world, ANNA, "You are set up")
        world.press(ANNA, begun, "Join")
        await said(world, GROUP, "You are in")
    assert world.count("getChatMember") == 0
    assert count(path, "entry") == 0


async def test_everybody_may_press_what_is_the_groups(api: Server, tmp_path: Path) -> None:
    world, path = api.world, tmp_path / "w.db"
    world.managers.add(ANNA)
    async with at_home(api, path):
        world.say(BERT, START)
        await said(world, BERT, "You are set up")
        world.say(ANNA, "/group start", chat=GROUP)
        begun = await said(world, GROUP, "one streak together")
        world.press(ANNA, begun, "Join")
        await said(world, GROUP, "First your own plan")
        world.press(BERT, begun, "I studied")
        await said(world, GROUP, "about the group's members")
        world.press(BERT, begun, "Join")
        await said(world, GROUP, "You are in")
        world.press(BERT, begun, "I studied")
        logged = await said(world, GROUP, "Logged")
        foreign = world.press(ANNA, logged, "25")
        await until(lambda: not world.unanswered)
        assert "somebody else" in foreign.text
        world.press(BERT, logged, "25")
        await said(world, GROUP, "Logged 25 min")
        world.say(BERT, "/streak", chat=GROUP)
        assert (await said(world, GROUP, "ongest")).answers is not None
    assert rows(path, "select minutes from entry") == [(25,)]


async def test_one_joins_by_link(api: Server, tmp_path: Path) -> None:
    world, path = api.world, tmp_path / "w.db"
    async with at_home(api, path):
        world.anonymously(GROUP, "/group start")
        link = (await said(world, GROUP, "Join by link")).text.rpartition("?start=")[2]
        assert f"t.me/{BOT_NAME}?start=" in world.of(GROUP)[0].text
        assert len(link) <= 64
        world.say(ANNA, f"/start {link}")
        first = await said(world, ANNA, "First your own plan")
        world.press(ANNA, first, "Set up")
        world.press(ANNA, await said(world, ANNA, "Six months"), "Start like this")
        await said(world, ANNA, "You are set up")
        world.press(ANNA, first, "Join")
        await said(world, ANNA, "You are in")
        world.say(BERT, f"/start {link[:-1]}{'A' if link[-1] != 'A' else 'B'}")
        assert "Start like this" in (await said(world, BERT, "Six months")).labels
    assert count(path, "stay") == 1


def test_nobody_else_can_make_a_link() -> None:
    invites = Invites(TOKEN, BOT_NAME)
    payload = invites.link("-100123").rpartition("=")[2]
    assert invites.chat(payload) == "-100123"
    assert Invites("1:x", BOT_NAME).chat(payload) is None
    for wrong in ("", "join", payload[:-1], payload.replace("123", "124"), payload + "x"):
        assert invites.chat(wrong) is None


async def test_a_group_that_lets_it_in_is_greeted_once(api: Server, tmp_path: Path) -> None:
    world = api.world
    async with at_home(api, tmp_path / "w.db"):
        world.membership(ANNA, "member", chat=GROUP, before="left")
        world.membership(ANNA, "administrator", chat=GROUP)
        world.membership(ANNA, "member", chat=GROUP, before="administrator")
        await until(lambda: not world.pending and world.of(GROUP))
        world.say(ANNA, "/help", chat=GROUP)
        await until(lambda: len(world.of(GROUP)) == 2)
    assert "/group start" in world.of(GROUP)[0].text


def boards_of(world: World, chat: int) -> list[Shown]:
    """What stands in a chat and is a board."""
    return [each for each in world.of(chat) if "· " in each.text and "I studied" in each.labels]


@pytest.mark.soak
async def test_the_board_is_one_message_a_day(api: Server, tmp_path: Path) -> None:
    world = api.world
    async with playing(api, tmp_path / "w.db", EVENING) as player:
        chat = await begun(player, world)
        await player.say("!clock 2026-03-02T12:00+00:00")
        board = world.of(chat)[-1]
        assert "0 of 2" in board.text
        await player.say("/done 10")
        await player.say("!skip 5m")
        assert "1 of 2" in board.text
        await player.say("!as anna")
        secured = await player.say("[I studied]") + await player.say("!skip 5m")
        assert "2 of 2" in board.text
        assert "is done!" in secured
        assert len(boards_of(world, chat)) == 1
        world.sent.remove(board)
        await player.say("!as bert")
        await player.say("/undo")
        await player.say("!skip 5m")
        await player.say("/done 20")
        await player.say("!skip 5m")
        (anew,) = boards_of(world, chat)
        assert anew.edits > 0


@pytest.mark.soak
async def test_a_chat_it_is_put_out_of_is_left_alone(api: Server, tmp_path: Path) -> None:
    world = api.world
    async with playing(api, tmp_path / "w.db", EVENING) as player:
        chat = await begun(player, world)
        await player.say("!clock 2026-03-02T12:00+00:00")
        world.membership(1, "kicked", chat=chat)
        await player.say("!in me")
        before = len(world.of(chat))
        for _ in range(3):
            await player.say("/done 10")
            await player.say("!skip 1d")
        assert [call.code for call in world.calls].count(403) == 0
        world.membership(1, "member", chat=chat, before="left")
        await player.say("!skip 1d")
        assert "of 2" in "".join(each.text for each in world.of(chat)[before:])


@pytest.mark.soak
async def test_a_chat_in_which_it_may_not_write_is_noticed_once(
    api: Server, tmp_path: Path
) -> None:
    world, path = api.world, tmp_path / "w.db"
    async with playing(api, path, EVENING) as player:
        chat = await begun(player, world)
        world.muted.add(chat)
        await player.say("!in me")
        await player.say("!skip 4d")
        refused = [
            call for call in world.calls if call.params.get("chat_id") == chat and call.code != 200
        ]
        assert len(refused) == 1
        assert rows(path, "select off_at is null from study_group") == [(0,)]
        world.muted.discard(chat)
        await player.say("!in club")
        await player.say("/group")
        await player.say("!skip 1d")
        assert "of 2" in world.of(chat)[-1].text


async def test_a_group_that_migrates_in_the_middle_is_kept(api: Server, tmp_path: Path) -> None:
    world, path = api.world, tmp_path / "w.db"
    async with at_home(api, path):
        world.say(ANNA, START)
        world.anonymously(GROUP, "/group start")
        begun = await said(world, GROUP, "one streak together")
        world.moved[GROUP] = SUPER
        world.press(ANNA, begun, "Join")
        world.message(ANNA, chat=GROUP, migrate_to_chat_id=SUPER)
        world.message(ANNA, chat=SUPER, migrate_from_chat_id=GROUP)
        world.say(ANNA, "/group", chat=SUPER)
        await until(lambda: len(world.of(SUPER)) == 2)
    texts = " ".join(each.text for each in world.of(SUPER))  # one of them was on its way already
    assert "You are in" in texts
    assert "In so far: 1 member" in texts
    assert rows(path, "select chat from study_group") == [(str(SUPER),)]
    assert rows(path, "select count(*) from inbox where handled_at is null") == [(0,)]


async def test_a_prompt_in_the_group_names_its_reader(api: Server, tmp_path: Path) -> None:
    world, path = api.world, tmp_path / "w.db"
    async with playing(api, path, EVENING) as player:
        for line in (
            "!as me",
            "!in club",
            "/group start",
            "/start tz=UTC days=mon-sun",
            "/group join",
            "/group prompts",
        ):
            await player.say(line)
        heard = await player.hear("!clock 2026-03-02T08:01+00:00")
    (prompt,) = [text for text in heard[-1000] if "Week 1" in text]
    assert prompt.startswith("For me:")
    shown = next(each for each in world.of(-1000) if each.text.startswith("For me:"))
    mention = next(each for each in shown.entities if each["type"] == "text_mention")
    assert (mention["offset"], mention["length"], mention["user"]["id"]) == (4, 2, 1)


async def test_what_is_meant_for_other_bots_is_left_alone(api: Server, tmp_path: Path) -> None:
    world, path = api.world, tmp_path / "w.db"
    async with at_home(api, path):
        for line in ("/today@other_bot", "/weather Oslo", "/ text", "/", "//", "hello", "/Ω"):
            world.say(ANNA, line, chat=GROUP)
            world.anonymously(GROUP, line)
        await until(lambda: not world.pending)
        assert (count(path, "learner"), count(path, "inbox")) == (0, 0)
        world.say(ANNA, f"/today@{BOT_NAME.upper()}", chat=GROUP)
        await said(world, GROUP, "Week 1")
    assert count(path, "learner") == 1
    assert len(world.of(GROUP)) == 1


@pytest.mark.soak
async def test_a_group_lives_and_ends(api: Server, tmp_path: Path) -> None:
    world = api.world
    async with playing(api, tmp_path / "w.db", datetime.fromisoformat(FIRST_DAY)) as player:
        await live_in_a_group(player, lambda name: world.managers.discard(player.people[name]))


async def answered(world: World, number: int) -> None:
    """Wait until the group got so many answers."""
    await until(lambda: len(world.of(GROUP)) == number)


async def test_a_command_is_known_by_its_text_whatever_its_entities(
    api: Server, tmp_path: Path
) -> None:
    """Telegram marks a command with our name as `bot_command`; some clients mark nothing."""
    world, line = api.world, f"/today@{BOT_NAME}"
    marked = [{"type": "bot_command", "offset": 0, "length": len(line)}]
    async with at_home(api, tmp_path / "w.db"):
        for number, more in enumerate(({"entities": marked}, {}), 1):
            world.say(ANNA, f"{line} please", chat=GROUP, **more)
            await answered(world, number)
        other = "/today@other_bot"
        marked = [{"type": "bot_command", "offset": 0, "length": len(other)}]
        world.say(ANNA, other, chat=GROUP, entities=marked)
        world.say(ANNA, f"look, {line}", chat=GROUP)
        await until(lambda: not world.pending)
    assert len(world.of(GROUP)) == 2
