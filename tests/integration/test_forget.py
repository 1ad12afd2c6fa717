"""`/forget` leaves nothing of a person anywhere, and everything of the others (promise 7.5)."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from support.database import facts
from support.forkserver import shared_factory
from support.processes import START
from support.terminal import Terminal, terminal
from support.traces import in_files, in_tables

MONDAY = datetime.fromisoformat("2026-03-02T18:00+01:00")
CANARY = "Canary"
"""In whatever a learner may write, in any case."""

NOTES = "lists canary, two sum\nand three canary sums"
LIVED = (
    START,
    "/settings names=on",
    "/done 25 flask canary",
    "/done 60 https://github.com/canary/calculator",
    "canary, what can you do?",
    "/week",
    "!press Functions",
    "/today",
    "/checkin",
    "- canary loops",
    "canary calculator",
    "hard canary",
    "4",
    "at the canary table at 19:00",
    "!skip 6d",
    "/checkin",
    "a canary answer that stays open",
    "/done canary yesterday",
    "/undo",
    "/nonsense canary",
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "forget.db"


@pytest.fixture
async def term(path: Path) -> AsyncIterator[Terminal]:
    async with terminal(path, MONDAY, name="Ann Canary") as shown:
        yield shown


async def forgotten(term: Terminal) -> str:
    await term.say("!in me", "/forget")
    return await term.say("forget")


def counted(path: Path, table: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as database:
        return list(database.execute(f"select * from {table} order by 1, 2"))


async def test_no_table_and_no_file_holds_anything(term: Terminal, path: Path) -> None:
    await term.say(*LIVED)
    assert {"entry", "answer", "inbox", "reply", "account"} <= set(in_tables(path, CANARY))
    assert "you are forgotten" in await forgotten(term)
    assert in_tables(path, CANARY) == []
    assert in_files(path.parent, CANARY) == []
    assert [name for name, rows in facts(path).items() if rows] == ["roadmap_content"]


async def test_a_process_leaves_nothing_in_its_folder(tmp_path: Path) -> None:
    """Also what an older Waymark left in free pages, and the history of a home."""
    path, home = tmp_path / "w.db", tmp_path / "home"
    home.mkdir()
    (home / ".waymark_history").write_text("# 2026\n+/done 25 canary\n")
    shared_factory().chat(path, *LIVED[:5], name="canary")
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("pragma secure_delete = off")  # many builds have it on by themselves
        database.execute("create table old (text)")
        database.executemany("insert into old values (?)", [(NOTES * 50,)] * 50)
        database.execute("drop table old")
    assert in_files(tmp_path, CANARY)
    ended = shared_factory().chat(path, "/forget", "forget", name="canary", home=home)
    assert "forgotten" in ended.messages[-1]["text"]
    assert in_files(tmp_path, CANARY) == []


@pytest.mark.soak
async def test_what_others_were_told_of_somebody_goes(term: Terminal, path: Path) -> None:
    """Boards, praise in words of one's own, and the words of others that name them."""
    await _two_and_a_group(term)
    await term.say(
        "/kudos bert a canary for you", "!as bert", "/kudos ann canary", "/group members"
    )
    await term.say("!as cleo", START, "/group join", "!skip 1d", "!as Ann Canary")
    await term.say("!in me", *LIVED[2:])
    before = facts(path)
    assert {"reply", "delivery", "inbox"} <= set(in_tables(path, CANARY))
    await forgotten(term)
    assert in_tables(path, CANARY) == []
    assert in_files(path.parent, CANARY) == []
    after = facts(path)
    for table in ("settlement", "study_group", "quorum", "roadmap_content"):
        assert set(after[table]) >= set(before[table]), table
    await term.say("!as bert", "!in club", "/done 25")
    assert "Canary" not in await term.say("/group members", "/group board")


@pytest.mark.soak
async def test_settled_days_keep_their_counts(term: Terminal, path: Path) -> None:
    """Days that were due to be settled are settled first, with everybody in them."""
    await _two_and_a_group(term)
    for _ in range(3):
        await term.say("!skip 1d", "!as Ann Canary", "/done 20", "!as bert", "/done 20")
    settled = counted(path, "settlement")
    assert [row[4:6] for row in settled][-1] == (2, 2)
    await term.say("!as Ann Canary")
    await forgotten(term)
    assert counted(path, "settlement") == settled
    await term.say("!as bert", "!in club")
    assert "Group streak: 4" in await term.say("/group board")


async def test_nobody_else_loses_anything(term: Terminal, path: Path) -> None:
    lines = ("/progress", "/streak", "/why", "/journal", "/today")
    await term.say("!as bert", *(line.replace("canary", "finch") for line in LIVED[:12]))
    before = [await term.say(line) for line in lines]
    await term.say("!as Ann Canary", START, *LIVED[2:9])
    await forgotten(term)
    await term.say("!as bert")
    assert [await term.say(line) for line in lines] == before


async def test_what_comes_later_begins_anew(term: Terminal) -> None:
    await term.say(START, "/done 25", "/streak")
    await forgotten(term)
    assert "Shall we set up your plan?" in await term.say("hello")
    assert "set up your plan first" in await term.say("/streak")
    await term.say(START)
    assert "0 study days" in await term.say("/streak")


async def test_the_word_is_read_with_lenience(term: Terminal) -> None:
    for word in ("forget", "Forget", " FORGET. ", "“forget”"):
        await term.say("/forget")
        assert "you are forgotten" in await term.say(word), word


async def test_any_other_word_erases_nothing(term: Terminal) -> None:
    await term.say(START, "/done 25")
    for word in ("yes", "forget it", "forget me not", "/forget", "erase", "ok"):
        await term.say("/forget")
        assert "you are forgotten" not in await term.say(word), word
    assert "1 study day" in await term.say("/streak")


async def test_the_word_counts_for_ten_minutes_and_after_its_question(term: Terminal) -> None:
    await term.say(START, "/done 25")
    assert "forgotten" not in await term.say("forget")
    await term.say("!skip 11m")
    assert "Shall I forget you?" in await term.say("forget")
    await term.say("!press Keep everything")
    assert "Shall I forget you?" in await term.say("forget")
    await term.say("hello")
    assert "Shall I forget you?" in await term.say("forget")
    assert "you are forgotten" in await term.say("forget")


async def test_a_group_is_no_place_for_it(term: Terminal) -> None:
    await term.say(START, "!in club")
    assert "between us" in await term.say("/forget")


async def _two_and_a_group(term: Terminal) -> None:
    await term.say(START, "/settings names=on", "!in club", "/group start", "/group join")
    await term.say("!as bert", "!in me", START, "!in club", "/group join", "!skip 1d")
    await term.say("!as Ann Canary", "/done 25", "!as bert", "/done 30 finch", "!as Ann Canary")
