"""A large group is worked at in slices, whatever needs its day (promises 6.3 and 7.5)."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
from sqlalchemy import event

from benchmarks import groups
from benchmarks.ground import NOW, Parts, parts
from bot.coach import caretaker
from bot.storage import group_days
from bot.storage import parts as member_parts

MEMBERS, SLICE, DAY = 11, 3, timedelta(days=1)
WHOLE = 1_000


@dataclass
class Written:
    """The rows of members' days that each transaction wrote, and the most that a statement did."""

    days: list[int] = field(default_factory=lambda: [0])
    at_once: int = 0


@contextmanager
def written(opened: Parts) -> Iterator[Written]:
    found, engine = Written(), opened.store._engine.sync_engine

    def begin(*_: object) -> None:
        found.days.append(0)

    def executed(_: Any, cursor: Any, text: str, values: Any, __: Any, many: bool) -> None:
        if "member_" not in text or text.startswith("SELECT"):
            return
        rows = len(values) if many else cursor.rowcount
        found.at_once = max(found.at_once, rows)
        if text.startswith("INSERT INTO member_day"):
            found.days[-1] += rows

    listeners = (("begin", begin), ("after_cursor_execute", executed))
    for name, listener in listeners:
        event.listen(engine, name, listener)
    try:
        yield found
    finally:
        for name, listener in listeners:
            event.remove(engine, name, listener)


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a group may be copied from."""
    return tmp_path_factory.mktemp("lived") / "club.db"


async def club(lived: Path, path: Path) -> Parts:
    """A group of whom nobody was looked at since the day before."""
    if not lived.exists():
        await groups.populated(lived, MEMBERS, 5)
        opened = await parts(lived, NOW)
        await opened.coach.update_groups()
        await opened.store.close()
    copy(lived, path)
    return await parts(path, NOW + DAY)


def kept(path: Path) -> Sequence[Sequence[object]]:
    """What is known of the group's days, and what it is to be told."""
    with closing(sqlite3.connect(path)) as database:
        return [
            sorted(database.execute(f"select * from {table}"), key=repr)
            for table in ("settlement", "group_day", "member_day", "member_step", "group_due")
        ]


async def gone(lived: Path, path: Path) -> Written:
    """One of them is forgotten, before whom the day has to be settled."""
    opened = await club(lived, path)
    try:
        with written(opened) as found:
            await groups.say(opened, groups.who(1), "/forget", "f")
            await groups.say(opened, groups.who(1), "forget", "w")
        await opened.coach.update_groups()
        return found
    finally:
        await opened.store.close()


async def test_a_group_catches_up_in_slices_before_somebody_is_forgotten(
    lived: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caretaker, "MEMBERS_AT_ONCE", WHOLE)
    whole = await gone(lived, tmp_path / "whole.db")
    monkeypatch.setattr(caretaker, "MEMBERS_AT_ONCE", SLICE)
    sliced = await gone(lived, tmp_path / "sliced.db")
    assert kept(tmp_path / "sliced.db") == kept(tmp_path / "whole.db")
    assert max(sliced.days) <= 2 * SLICE < MEMBERS <= max(whole.days), "on two days at most"


async def test_many_groups_catch_up_before_somebody_is_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caretaker, "MEMBERS_AT_ONCE", 1)
    monkeypatch.setattr(caretaker, "CATCHES_UP", 1)
    opened = await parts(tmp_path / "many.db", NOW)
    try:
        people = range(3)
        for person in people:
            await groups.say(opened, groups.who(person), "/start tz=UTC days=mon-sun", "start")
        for chat in (f"chat-{number}" for number in range(3)):
            await groups.say(opened, groups.who(0, chat), "/group start", f"start-{chat}")
            for person in people[1:]:
                await groups.say(opened, groups.who(person, chat), "/group join", f"join-{chat}")
        await opened.coach.update_groups()
        opened.clock.move_to(NOW + 2 * DAY)
        with written(opened) as found:
            await groups.say(opened, groups.who(1), "/forget", "f")
            await groups.say(opened, groups.who(1), "forget", "w")
        assert sum(found.days) > len(people)
        assert max(found.days) == 1, "one member at a time"
        with written(opened) as again:
            await opened.coach.catch_up(range(1, 4), NOW + 2 * DAY)
        assert sum(again.days) == 0, "whoever is known is not looked at again"
    finally:
        await opened.store.close()


async def test_a_group_ends_once_it_has_caught_up(
    lived: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settled = []
    for most in (WHOLE, SLICE):
        monkeypatch.setattr(caretaker, "MEMBERS_AT_ONCE", most)
        opened = await club(lived, tmp_path / f"{most}.db")
        try:
            with written(opened) as found:
                await groups.say(opened, groups.who(0, groups.CHAT), "/group stop yes", "s")
        finally:
            await opened.store.close()
        settled.append((kept(tmp_path / f"{most}.db"), max(found.days)))
    (all_at_once, most_rows), (sliced, fewer) = settled
    assert sliced == all_at_once
    assert fewer < most_rows


async def test_no_statement_writes_more_than_a_slice(
    lived: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(group_days, "ROWS_AT_ONCE", SLICE)
    monkeypatch.setattr(member_parts, "ROWS_AT_ONCE", SLICE)
    opened = await club(lived, tmp_path / "club.db")
    try:
        opened.clock.move_to(NOW + 5 * DAY)
        with written(opened) as found:
            await opened.coach.update_groups()
        assert sum(found.days) > MEMBERS
        assert 0 < found.at_once <= 2 * SLICE, "a member has two steps a day at most"
    finally:
        await opened.store.close()
