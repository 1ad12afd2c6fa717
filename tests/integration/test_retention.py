"""Texts go after a month, rows after a year: no rule, page or export notices (promise 10)."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copyfile

import pytest

from bot.chat.events import Origin
from bot.domain.learner import Learner
from bot.domain.nudges.due import dues
from bot.ports.groups import Board
from bot.runtime.wiring import storing
from bot.storage.retention import PASS_EVERY, STRIDE, TEXTS_KEPT
from bot.storage.store import SqlStore
from support.database import execute, facts, rows
from support.forkserver import ProcessFactory
from support.terminal import terminal

AT = datetime(2026, 3, 2, 18, tzinfo=UTC)
PAGES = ("/progress", "/streak", "/why", "/journal", "/week", "/plan", "/settings", "/today")
TEXTS = (
    "select body from inbox where body != ''",
    "select body from reply where body != ''",
    "select body from delivery where body is not null and state != 'pending'",
)


FORTY = 12 * 1024**2
"""Bytes that a year of forty learners may take."""


async def let_go(store: SqlStore, now: datetime) -> int:
    """One whole pass; how many steps it took."""
    before, steps = await store.retention.begin(now), 0
    while before is not None and await store.retention.step(before):
        steps += 1
        assert steps < 10_000
    return steps


async def learners(store: SqlStore) -> list[Learner]:
    """Everybody, as the rules see them."""
    async with store.work() as work:
        found = []
        for number in range(1, 1000):
            try:
                found.append(await work.learners.by_id(number))
            except LookupError:
                return found
    return found


@pytest.mark.soak
async def test_pages_are_the_same_and_texts_are_gone(tmp_path: Path) -> None:
    path = tmp_path / "w.db"
    async with terminal(path, AT) as term:
        await term.say(
            "/start tz=UTC days=mon-sun", "/done 25 a private note", "!skip 9d", "/done 40"
        )
        await term.say(*PAGES)
        shown = await term.say(*PAGES)
        now = term.now
    for days, left in ((29, True), (31, False), (500, False)):
        execute(path, "delete from memo where name = 'retention:reached'")  # a first pass goes far
        async with storing(str(path), simulated=True) as store:
            await let_go(store, now + timedelta(days=days))
        assert any(rows(path, query) for query in TEXTS) == left, days
    assert rows(path, "select 1 from inbox union select 1 from reply") == []
    async with terminal(path, now) as term:
        assert await term.say(*PAGES) == shown


async def test_a_clock_that_is_wrong_takes_little(tmp_path: Path) -> None:
    async with storing(str(tmp_path / "w.db")) as store:
        first = await store.retention.begin(AT)
        assert first == AT - TEXTS_KEPT
        assert await store.retention.begin(AT + PASS_EVERY / 2) is None
        assert await store.retention.begin(AT + timedelta(days=365)) == first + STRIDE
        assert await store.retention.begin(AT - timedelta(days=365)) is None
        assert await store.retention.begin(AT) is None


def size(path: Path) -> int:
    with closing(sqlite3.connect(path)) as database:
        database.execute("vacuum")
    return path.stat().st_size


def last_in(path: Path) -> datetime:
    """Just after the last message that came by itself."""
    ((last,),) = rows(path, "select max(decided_at) from delivery")
    return datetime.fromtimestamp(int(str(last)) / 1e6, UTC) + timedelta(minutes=1)


@pytest.mark.soak
async def test_a_year_is_small_and_nothing_a_rule_needs_is_gone(
    factory: ProcessFactory, tmp_path: Path
) -> None:
    """Who lives on after it lives as if it had not been: nothing changes, nothing comes twice."""
    path, without, people = tmp_path / "w.db", tmp_path / "without.db", 3

    def lived(weeks: int, where: Path) -> None:
        cohort = ("--learners", str(people), "--weeks", str(weeks), "--seed", "5")
        assert factory.run("simulate", *cohort, "--db", where).code == 0

    lived(30, path)
    copyfile(path, without)
    at_half = last_in(path)
    async with storing(str(path), simulated=True) as store:
        assert await let_go(store, at_half) > 1
    for where in (path, without):
        lived(62, where)
    lives, alone = facts(path), facts(without)
    del lives["memo"], alone["memo"]  # how far it has come
    assert lives == alone
    sent = "select key, kind, day, state, decided_at from delivery order by key"
    assert rows(path, sent) == rows(without, sent)
    now = last_in(without)
    assert now > at_half + timedelta(days=60)
    whole = size(without)
    async with storing(str(without), simulated=True) as store:
        before = await learners(store)
        planned = [dues(each, now, since=now) for each in before]
    async with storing(str(without), simulated=True) as store:
        assert await let_go(store, now) > 1
    async with storing(str(without), simulated=True) as store:
        after = await learners(store)
        assert len(after) == len(before) >= people
        assert after == before
        assert [dues(each, now, since=now) for each in after] == planned
    kept = size(without)
    assert kept < whole / 2
    async with storing(str(tmp_path / "empty.db"), simulated=True):
        pass
    ((roadmaps,),) = rows(without, "select sum(length(body)) from roadmap_content")
    shared = size(tmp_path / "empty.db") + int(str(roadmaps))
    assert shared + 40 * (kept - shared) / people * 52 / 62 < FORTY


async def test_what_is_noted_of_a_groups_boards_goes_after_a_year(tmp_path: Path) -> None:
    club = Origin(platform="terminal", account="anna", name="anna", chat="club", private=False)
    days = [(AT - timedelta(days=ago)).date() for ago in (0, 400, 401)]
    async with storing(str(tmp_path / "w.db")) as store:
        async with store.work() as work:
            group = await work.groups.start(club, "UTC", "en", AT)
            for day in days:
                await work.groups.keep_board(group, day, Board("d1", 1, "abc", AT))
        await let_go(store, AT)
        async with store.work() as work:
            kept = [await work.groups.board(group, day) is not None for day in days]
    assert kept == [True, True, False]
