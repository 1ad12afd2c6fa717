"""`waymark db copy`: a learner's weeks move to PostgreSQL and back, and nothing is lost (promise 10)."""

import asyncio
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Boolean, Column, Date, NullPool, String, create_engine

from bot.errors import HostError
from bot.runtime.wiring import storing
from bot.storage import tables as t
from bot.storage.copying import copy_database
from bot.storage.dialect import database_url
from bot.storage.instant import Instant
from bot.storage.tables import metadata
from support.database import Dump, count, execute, rows
from support.dues import found_as_there
from support.postgresql import Server
from support.processes import waymark
from support.terminal import terminal

AT = datetime.fromisoformat("2026-03-02T18:00+01:00")
LATER = datetime.fromisoformat("2026-03-16T18:01+01:00")
BEYOND_32_BITS = 3_000_000_000
PAGES = ("/progress", "/streak", "/why", "/journal", "/week", "/plan", "/settings")
WEEKS = (
    *("/start roadmap=six-month tz=Europe/Berlin days=mon-sat", "/done 25 “ünïcode” 🙈"),
    *("!skip 1d", "/done 40", "!press Tick it", "!skip 3d", "/pause 4d", "!skip 5d", "/done 25"),
    *("!as anna", "/start tz=Asia/Tokyo", "/done 10", "!as me", "/undo", "!skip 2d"),
)
HELD = "select name from sqlite_master where type = 'table' order by name"


def held(path: Path) -> Dump:
    """Every row of every table, but for where dues were: those that are gone are noted no more."""
    tables = [str(name) for (name,) in rows(path, HELD)]
    return {each: sorted(rows(path, _query(path, each)), key=repr) for each in tables}


def _query(path: Path, table: str) -> str:
    names = [
        f'"{name}"' for (name,) in rows(path, f"select name from pragma_table_info('{table}')")
    ]
    noted = {'"dues"'} if table == "learner" else set()
    return f"select {', '.join(name for name in names if name not in noted)} from {table}"


def fill(path: Path) -> None:
    """Three rows in every table there is: with all that fits, with nothing, with long words."""
    engine = create_engine(f"sqlite:///{path}", poolclass=NullPool)
    with engine.begin() as connection:
        for table in metadata.sorted_tables:
            for number in range(1, 4):
                row = {each.name: value(each, number) for each in table.c}
                connection.execute(table.insert().values(row))


def value(column: "Column[Any]", number: int) -> object:
    """What the n-th row has in a column; it points to the n-th row of another table."""
    if column.foreign_keys or (column.name == "id" and column.primary_key):
        return BEYOND_32_BITS + number
    if (number == 2 and column.nullable) or column is t.learner.c.dues:
        return None
    if isinstance(column.type, Boolean):
        return number % 2 == 1
    if isinstance(column.type, Date):
        return date(2024, 2, 28) + timedelta(days=number)
    if isinstance(column.type, Instant):
        return AT + timedelta(hours=number, microseconds=number)
    if isinstance(column.type, String):
        word = f"{number}“ünï\n{column.name}” 🙈"
        return (word * (100 if number == 3 else 1))[: column.type.length or 2000]
    return number


async def lived(path: Path) -> str:
    async with terminal(path, AT) as term:
        await term.say(*WEEKS)
    async with terminal(path, datetime.fromisoformat("2026-03-16T18:00+01:00")) as term:
        await term.say("!skip 1m", *PAGES)  # what is due comes, and news is told once
        return await term.say(*PAGES)


@pytest.mark.soak
async def test_there_and_back_again(tmp_path: Path, postgresql: Server) -> None:
    first, second = tmp_path / "first.db", tmp_path / "second.db"
    pages = await lived(first)
    execute(first, "update sqlite_sequence set seq = 1000 where name = 'reply'")
    async with postgresql.database(empty=True) as name:
        there = postgresql.url(name)
        done = await asyncio.to_thread(waymark, "db", "copy", first, there)
        assert (done.code, done.complaints) == (0, [])
        assert done.out.startswith(b"copied ")
        async with terminal(there, LATER) as term:
            assert await term.say(*PAGES) == pages
        async with postgresql.database(empty=True) as another:
            await copy_database(database_url(str(first)), database_url(postgresql.url(another)))
            await copy_database(database_url(postgresql.url(another)), database_url(str(second)))
        assert held(second) == held(first)
        async with storing(str(second)) as store:
            assert await found_as_there(store) == count(first, "due") > 0
        (message,) = await postgresql.execute("select max(id) from reply", name)
        assert message[0] > 1000


@pytest.mark.soak
async def test_every_table_goes_there_and_back(tmp_path: Path, postgresql: Server) -> None:
    first, second = tmp_path / "first.db", tmp_path / "second.db"
    async with storing(str(first)):
        fill(first)
    whole = held(first)
    names = {each.name for each in metadata.sorted_tables}
    assert {each for each, found in whole.items() if len(found) == 3} >= names
    async with postgresql.database(empty=True) as name:
        there = database_url(postgresql.url(name))
        counts = await copy_database(database_url(str(first)), there)
        assert counts == dict.fromkeys(names, 3)
        assert await copy_database(there, database_url(str(second))) == counts
    assert held(second) == whole
    async with storing(str(second)) as store:
        assert await found_as_there(store) == 3


@pytest.mark.soak
async def test_what_cannot_be_copied_is_said_in_one_line(
    tmp_path: Path, postgresql: Server
) -> None:
    full = tmp_path / "full.db"
    await lived(full)
    before = held(full)
    async with postgresql.database() as name:
        there = postgresql.url(name)
        await postgresql.execute("INSERT INTO learner (created_at, version) VALUES (1, 1)", name)
        for source, target, words in (
            (str(full), there, "not empty"),
            (there, str(full), "not empty"),
            (str(full), str(full), "itself"),
            (str(tmp_path / "none.db"), there, "not there"),
            (str(full), postgresql.url("nowhere"), "does not exist"),
        ):
            with pytest.raises(HostError, match=words) as refused:
                await copy_database(database_url(source), database_url(target))
            assert "\n" not in str(refused.value)
        assert await postgresql.execute("SELECT count(*) FROM learner", name) == [(1,)]
    assert held(full) == before
    assert not (tmp_path / "none.db").exists()
