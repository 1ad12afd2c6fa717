"""`waymark db copy`: a learner's weeks move to PostgreSQL and back, and nothing is lost (promise 10)."""

import asyncio
from datetime import datetime
from pathlib import Path

import pytest

from bot.errors import HostError
from bot.storage.copying import copy_database
from bot.storage.dialect import database_url
from support.database import Dump, execute, rows
from support.postgresql import Server
from support.processes import waymark
from support.terminal import terminal

AT = datetime.fromisoformat("2026-03-02T18:00+01:00")
LATER = datetime.fromisoformat("2026-03-16T18:01+01:00")
PAGES = ("/progress", "/streak", "/why", "/journal", "/week", "/plan", "/settings")
WEEKS = (
    *("/start roadmap=six-month tz=Europe/Berlin days=mon-sat", "/done 25 “ünïcode” 🙈"),
    *("!skip 1d", "/done 40", "!press Tick it", "!skip 3d", "/pause 4d", "!skip 5d", "/done 25"),
    *("!as anna", "/start tz=Asia/Tokyo", "/done 10", "!as me", "/undo", "!skip 2d"),
)
HELD = "select name from sqlite_master where type = 'table' order by name"


def held(path: Path) -> Dump:
    """Every row of every table."""
    tables = [str(name) for (name,) in rows(path, HELD)]
    return {each: sorted(rows(path, f"select * from {each}"), key=repr) for each in tables}


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
        (message,) = await postgresql.execute("select max(id) from reply", name)
        assert message[0] > 1000


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
