"""What was accepted is handled in the end, and what fails holds up its own person alone (9.1)."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from adapters.common import faults, handling, lanes, questions
from bot.chat.events import CommandInvoked, Origin
from support.database import count, execute
from support.telegram.home import at_home
from support.telegram.process import running, until
from support.telegram.server import Fault, Server

ANNA, BERT, CARL, DORA = 1001, 1002, 1003, 1004
CLUB = -1000


def open_events(path: Path) -> int:
    """How many events wait."""
    with closing(sqlite3.connect(path, timeout=10)) as database:
        query = "select count(*) from inbox where handled_at is null"
        return int(database.execute(query).fetchone()[0])


def notes(path: Path) -> list[str]:
    """What was logged, in the order in which it was."""
    with closing(sqlite3.connect(path, timeout=10)) as database:
        return [note for (note,) in database.execute("select note from entry order by id")]


async def test_what_somebody_else_left_in_the_inbox_is_taken_up(
    api: Server, tmp_path: Path
) -> None:
    path, world = tmp_path / "w.db", api.world
    async with at_home(api, path):
        world.say(ANNA, "/done 25 first")
        await until(lambda: world.of(ANNA))
        origin = Origin(platform="telegram", account=str(ANNA), name="A", chat=str(ANNA))
        left = CommandInvoked(id="4242:000000000001::", origin=origin, name="done", words="25 left")
        await asyncio.to_thread(
            execute,
            path,
            "insert into inbox (platform, event_id, account, body, received_at) values"
            f" ('telegram', '{left.id}', '{ANNA}', '{left.model_dump_json()}', 1)",
        )
        await until(lambda: len(world.of(ANNA)) == 2)
    assert notes(path) == ["first", "left"]


@pytest.mark.soak
async def test_the_hosts_trouble_is_waited_out_however_long(
    api: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More often than an event may fail by its own fault."""
    for module, name in ((lanes, "AGAIN_MOST"), (handling, "BREATH_MOST")):
        monkeypatch.setattr(module, name, 0.01)
    path, world = tmp_path / "w.db", api.world
    async with at_home(api, path):
        world.say(ANNA, "/help")
        await until(lambda: world.of(ANNA))
        await asyncio.to_thread(execute, path, "alter table reply rename to gone")
        for number in range(4):
            for person in (ANNA, BERT, CARL):
                world.say(person, f"/done 10 {person}-{number}")
        await until(lambda: open_events(path) == 12)
        await until(lambda: not world.pending)
        await asyncio.sleep(0.5)
        assert open_events(path) == 12
        await asyncio.to_thread(execute, path, "alter table gone rename to reply")
        await until(lambda: not open_events(path))
        await until(lambda: len(world.sent) == 13)
    for person in (ANNA, BERT, CARL):
        mine = [note for note in notes(path) if note.startswith(str(person))]
        assert mine == [f"{person}-{number}" for number in range(4)]


async def test_what_fails_by_its_own_fault_is_set_aside(
    api: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lanes, "AGAIN_MOST", 0.01)
    path, world = tmp_path / "w.db", api.world
    async with at_home(api, path):
        world.say(ANNA, "/help")
        await until(lambda: world.of(ANNA))
        trigger = (
            "create trigger t before insert on reply when new.event_id like '%:000000001001:%'"
        )
        fails = f"{trigger} begin select raise(abort, ''); end"
        await asyncio.to_thread(execute, path, fails)
        world.say(ANNA, "/done 25 bad")
        world.say(ANNA, "/done 25 good")
        world.say(BERT, "/help")
        await until(lambda: len(world.of(ANNA)) == 2)
        await until(lambda: world.of(BERT))
    assert notes(path) == ["good"]
    with closing(sqlite3.connect(path)) as database:
        query = "select tries, reason, handled_at from inbox where reason is not null"
        ((tries, reason, ended),) = database.execute(query).fetchall()
    assert tries == faults.TRIES_MOST - 1
    assert "IntegrityError" in reason
    assert ended


@pytest.mark.soak
async def test_two_commands_that_hang_block_nobody_else(api: Server, tmp_path: Path) -> None:
    path, world = tmp_path / "w.db", api.world
    api.faults.append(Fault("getChatMember", times=1000, delay=1000))
    async with at_home(api, path):
        for person in (ANNA, BERT):
            world.say(person, "/group start", chat=CLUB)
        world.say(CARL, "/help")
        world.say(DORA, "/done 25 club", chat=CLUB)
        await until(lambda: world.of(CARL) and "club" in notes(path))
        api.faults.clear()


async def test_a_person_is_answered_in_order_in_all_chats(
    api: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What failed in the group is tried again before what was said after it in private."""
    monkeypatch.setattr(questions, "ASK_WITHIN", 0.1)
    world = api.world
    world.managers.add(ANNA)
    api.faults.append(Fault("getChatMember", times=2, delay=1000))
    async with at_home(api, tmp_path / "w.db"):
        world.say(ANNA, "/group start", chat=CLUB)
        world.say(ANNA, "/help")
        world.say(BERT, "/help")
        await until(lambda: len(world.sent) == 3)
    assert [each.chat for each in world.sent] == [BERT, CLUB, ANNA]


@pytest.mark.soak
async def test_a_database_locked_for_15_seconds(api: Server, tmp_path: Path) -> None:
    path, world = tmp_path / "w.db", api.world
    world.limits.on = False
    async with running(api, path):
        world.say(ANNA, "/help")
        await until(lambda: world.of(ANNA))
        with closing(sqlite3.connect(path, timeout=10, isolation_level=None)) as database:
            database.execute("begin exclusive")
            for number in range(6):
                world.say(ANNA + number, f"/done 10 n{number}")
            await asyncio.sleep(15)
            database.execute("rollback")
        await until(lambda: count(path, "entry") == 6, 10)
