"""`waymark db backup|restore|check`: what a host has to trust when all else is lost (promise 10)."""

import asyncio
from datetime import datetime
from pathlib import Path

import pytest

from bot.errors import HostError
from bot.storage.backing_up import back_up, restore
from bot.storage.dialect import database_url
from bot.storage.schema import REVISIONS, faults_of
from support.database import Dump, execute, rows
from support.forkserver import ProcessFactory
from support.postgresql import Server
from support.terminal import terminal

AT = datetime.fromisoformat("2026-03-02T18:00+01:00")
HELD = "select name from sqlite_master where type = 'table' order by name"


def held(path: Path) -> Dump:
    """Every row of every table."""
    tables = [str(name) for (name,) in rows(path, HELD)]
    return {each: sorted(rows(path, f"select * from {each}"), key=repr) for each in tables}


async def lived(path: Path | str) -> None:
    async with terminal(path, AT) as term:
        await term.say("/start tz=Europe/Berlin", "/done 25 “ünïcode” 🙈", "!skip 1d", "/done 40")


async def test_a_backup_is_taken_while_others_write(tmp_path: Path) -> None:
    path, backup, again = tmp_path / "w.db", tmp_path / "backup.db", tmp_path / "again.db"
    async with terminal(path, AT) as term:
        await term.say("/start tz=Europe/Berlin", "/done 25")
        before = held(path)
        writing = asyncio.create_task(term.say(*(["/done 10"] * 20)))
        assert await back_up(database_url(str(path)), backup) > 0
        await writing
    assert await restore(backup, database_url(str(again))) == REVISIONS[-1]
    assert held(again) == held(backup)
    assert len(held(path)["entry"]) >= len(held(again)["entry"]) >= len(before["entry"])
    assert backup.stat().st_mode & 0o777 == again.stat().st_mode & 0o777 == 0o600
    assert sorted(each.name for each in tmp_path.iterdir() if each.name.startswith(".")) == []


async def test_what_an_older_waymark_wrote_is_backed_up_as_it_is(tmp_path: Path) -> None:
    path, backup = tmp_path / "w.db", tmp_path / "backup.db"
    await lived(path)
    execute(path, f"update alembic_version set version_num = '{REVISIONS[-2]}'")
    before = held(path)
    assert await back_up(database_url(str(path)), backup) > 0
    assert held(backup) == held(path) == before
    execute(path, "update alembic_version set version_num = '9999'")
    with pytest.raises(HostError, match="newer Waymark"):
        await back_up(database_url(str(path)), tmp_path / "newer.db")


@pytest.mark.soak
async def test_through_postgresql_and_back(tmp_path: Path, postgresql: Server) -> None:
    path, backup, again = tmp_path / "w.db", tmp_path / "backup.db", tmp_path / "again.db"
    await lived(path)
    async with postgresql.database(empty=True) as name:
        there = database_url(postgresql.url(name))
        await restore(path, there)
        assert await faults_of(there) == []
        await back_up(there, backup)
        with pytest.raises(HostError, match="is not empty"):
            await restore(path, there)
    await restore(backup, database_url(str(again)))
    assert held(again) == held(path)


async def test_what_is_no_backup_makes_nothing(tmp_path: Path) -> None:
    path, target = tmp_path / "w.db", tmp_path / "target.db"
    await lived(path)
    whole = path.read_bytes()
    (tmp_path / "empty.db").touch()
    (tmp_path / "text.db").write_text("no database\n" * 200)
    (tmp_path / "cut.db").write_bytes(whole[: len(whole) // 3])
    other = tmp_path / "other.db"
    execute(other, "create table theirs (id integer)")
    newer = tmp_path / "newer.db"
    newer.write_bytes(whole)
    execute(newer, "update alembic_version set version_num = '9999'")
    before = {each.name for each in tmp_path.iterdir()}
    for name in ("none.db", "empty.db", "text.db", "cut.db", "other.db", "newer.db"):
        with pytest.raises(HostError) as told:
            await restore(tmp_path / name, database_url(str(target)))
        assert "\n" not in str(told.value), name
        assert {each.name for each in tmp_path.iterdir()} == before, name
    with pytest.raises(HostError, match="is there already"):
        await restore(path, database_url(str(other)))
    for folder in (tmp_path / "none", path):
        with pytest.raises(HostError, match="is no folder"):
            await back_up(database_url(str(path)), folder / "backup.db")


async def test_a_fault_is_named(tmp_path: Path) -> None:
    path = tmp_path / "w.db"
    await lived(path)
    execute(path, "update entry set learner_id = 999 where id = 1")
    execute(path, "drop table offer")
    found = await faults_of(database_url(str(path)))
    assert any("entry" in each and "learner" in each for each in found)
    assert any("offer" in each for each in found)
    with pytest.raises(HostError, match="is not sound"):
        await back_up(database_url(str(path)), tmp_path / "backup.db")
    assert not (tmp_path / "backup.db").exists()


async def test_from_the_command_line(factory: ProcessFactory, tmp_path: Path) -> None:
    path, backup, again = tmp_path / "w.db", tmp_path / "b.db", tmp_path / "again.db"
    await lived(path)
    for words in (
        ("db", "check", "--db", path),
        ("db", "backup", backup, "--db", path),
        ("db", "restore", backup, "--db", again),
    ):
        done = await asyncio.to_thread(factory.run, *words)
        assert (done.code, done.complaints) == (0, []), words
    execute(again, "drop table offer")
    broken = await asyncio.to_thread(factory.run, "db", "check", "--db", again)
    assert broken.code == 1
    assert "waymark: the table offer is missing" in broken.complaints
