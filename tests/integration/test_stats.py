"""`waymark stats`: what a host is told, on a real database of either sort (promise 10)."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bot.__main__ import cli
from bot.storage.copying import copy_database
from bot.storage.dialect import database_url
from conftest import MONDAY
from support.database import execute
from support.forkserver import ProcessFactory
from support.postgresql import Server
from support.terminal import terminal

START = "/start roadmap={} tz=Europe/Berlin days=mon-sun at=19:30"
AT = "2026-04-06T18:00+02:00"
ANSWERED = ("!press I don't know", "!press Next question")

SENT = "select id from delivery where kind = 'daily_prompt' and body is not null order by id"
CHANGES = (
    "decided_at = due_at + 300000001",
    "state = 'dead'",
    "state = 'skipped', reason = 'stale', platform = 'telegram'",
)

COUNTS = {
    "at": AT.replace("18:00", "18:00:00"),
    "learners": 4,
    "active": {"7": 2, "28": 2},
    "enrolled": {
        "islands": {"weeks": {"1": 1}, "finished": 0},
        "six-month": {"weeks": {"2": 1}, "finished": 1},
    },
    "forecasts": {"scored": 3, "held": 3, "percent": 100},
    "recall": {"answers": 5, "sure": 1, "sure_right": 0, "percent": 0, "again": 0, "held": 0},
}


async def lived(path: Path) -> None:
    """Five weeks: a finish, a start with recall, a start, and somebody who only says hello."""
    async with terminal(path, MONDAY) as term:
        await term.say("!as anna", START.format("six-month"), "/week", "!press Functions")
        await term.say("!press Variables", "/review", "I think so", "!press Sure")
        await term.say("!press Not yet" if "Not yet" in term.buttons else "!press Next question")
        for _ in range(4):
            await term.say("/review", "!press I don't know")
        await term.say("/next", "!as cleo", "hello", "!as me", START.format("six-month"))
        for _ in range(4):
            await term.say("/done 30", "/next", "!skip 7d")
        await term.say("!as bert", START.format("islands"), "!as me")
        await term.say("!skip 7d", *["/next"] * 20)


def counted(*words: str) -> dict[str, Any]:
    said = CliRunner().invoke(cli, ["stats", "--json", *words], catch_exceptions=False).output
    assert not any(name in said for name in ("anna", "bert", "cleo"))
    found: dict[str, Any] = json.loads(said)
    return found


@pytest.mark.soak
async def test_counts_on_either_sort_of_database(tmp_path: Path, postgresql: Server) -> None:
    path = tmp_path / "waymark.db"
    await lived(path)
    sent = await asyncio.to_thread(counted, "--db", str(path))
    for number, change in enumerate(CHANGES):
        execute(path, f"update delivery set {change} where id = ({SENT} limit 1 offset {number})")
    async with postgresql.database(empty=True) as name:
        there = postgresql.url(name)
        await copy_database(database_url(str(path)), database_url(there))
        for database in (str(path), there):
            found = await asyncio.to_thread(counted, "--db", database, "--at", AT)
            prompts = found.pop("prompts")
            assert found == COUNTS
            assert prompts == sent["prompts"] | {
                "sent": sent["prompts"]["sent"] - 2,
                "late": 1,
                "dead": 1,
                "lost": 1,
            }


def test_a_table_for_people_and_a_line_where_there_is_none(
    factory: ProcessFactory, tmp_path: Path
) -> None:
    path = tmp_path / "waymark.db"
    assert factory.chat(path, START.format("six-month"), "/done 25").code == 0
    done = factory.run("stats", "--db", path)
    lines = done.out.decode().splitlines()
    assert (done.code, done.complaints) == (0, [])
    assert [line.split("  ")[0] for line in lines[:4]] == [
        "learners",
        "active in 7 days",
        "active in 28 days",
        "six-month",
    ]
    assert lines[3].endswith(" week 1: 1")
    assert max(map(len, lines)) <= 80
    gone = factory.run("stats", "--db", tmp_path / "none.db")
    assert (gone.code, gone.out) == (2, b"")
    assert "is not there" in gone.complaints[0]
    assert not (tmp_path / "none.db").exists()
    assert factory.run("stats", "--db", path, "--at", "monday").code == 2
