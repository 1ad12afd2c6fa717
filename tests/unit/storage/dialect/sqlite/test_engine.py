"""The address of a database, and how safely SQLite is told to write."""

import asyncio
import gc
import os
import sqlite3
import types
import warnings
from collections.abc import Coroutine, Generator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.errors import HostError
from bot.storage.dialect import database_url
from bot.storage.dialect.sqlite.engine import connect, database_path, journal_pragmas
from bot.storage.dialect.sqlite.inline import connect_short_way
from support.telegram.process import until


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("waymark.db", "sqlite+aiosqlite:///waymark.db"),
        ("/var/lib/way mark.db", "sqlite+aiosqlite:////var/lib/way mark.db"),
        ("sqlite:///waymark.db", "sqlite+aiosqlite:///waymark.db"),
        ("sqlite+aiosqlite:///waymark.db", "sqlite+aiosqlite:///waymark.db"),
    ],
)
def test_addresses(given: str, url: str) -> None:
    assert str(database_url(given)) == url
    assert str(database_path(database_url(given))) == url.removeprefix("sqlite+aiosqlite:///")


@pytest.mark.parametrize(
    "given", ["mysql://x/y", "postgresql+pg8000://x/y", "what://", "://", "a://b:c:d@e"]
)
def test_what_is_no_database_of_ours(given: str) -> None:
    with pytest.raises(HostError) as refused:
        database_url(given)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "name", ["with?question.db", "with#hash.db", "100%.db", "ünï.db", "a b.db"]
)
async def test_a_path_is_taken_as_it_stands(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    engine = connect(database_url(str(path)))
    async with engine.begin() as connection:
        await connection.exec_driver_sql("create table t (a)")
    await engine.dispose()
    made = await asyncio.to_thread(os.listdir, tmp_path)
    assert {each.removesuffix("-journal") for each in made} == {name}


def test_journals() -> None:
    assert journal_pragmas((3, 40, 1))[0].endswith("PERSIST")
    assert journal_pragmas((3, 51, 2))[0].endswith("PERSIST")
    assert journal_pragmas((3, 51, 3))[0].endswith("WAL")
    assert journal_pragmas((4, 0, 0))[0].endswith("WAL")


async def test_what_a_connection_is_told(tmp_path: Path) -> None:
    path = tmp_path / "told.db"
    engine = connect(database_url(str(path)))
    async with engine.begin() as connection:
        wanted = {"foreign_keys": 1, "busy_timeout": 10_000}
        wanted["synchronous"] = 2 if sqlite3.sqlite_version_info >= (3, 51, 3) else 3
        for pragma, value in wanted.items():
            told = (await connection.exec_driver_sql(f"pragma {pragma}")).scalar()
            assert told == value, pragma
        # The transaction writes from its first statement on: nobody else may begin one.
        with (
            closing(sqlite3.connect(path, timeout=0)) as other,
            pytest.raises(sqlite3.OperationalError, match="locked"),
        ):
            other.execute("begin immediate")
    await engine.dispose()


async def test_a_connection_that_is_told_to_end_twice_ends(tmp_path: Path) -> None:
    """SQLAlchemy does so with a connection whose user was cancelled, and then is itself."""
    connection = await connect_short_way(str(tmp_path / "w.db"))
    given_up = asyncio.create_task(connection.commit())
    await asyncio.sleep(0)
    given_up.cancel()
    await asyncio.wait({given_up})
    ending = asyncio.create_task(connection.close())
    await asyncio.sleep(0)
    told = connection.stop()
    ending.cancel()
    _, late = await asyncio.wait({ending, told} if told else {ending}, timeout=5)
    assert late == set()


async def test_cancelled_at_any_moment_a_connection_is_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A platform that stops may be cancelled while the pool opens its connection."""
    opened: list[Watched] = []

    def watched(*given: Any, **options: Any) -> sqlite3.Connection:
        opened.append(real(*given, factory=Watched, **options))
        return opened[-1]

    real = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", watched)
    with warnings.catch_warnings(record=True) as complaints:
        warnings.simplefilter("always")
        moment = 0
        while await cancelled_in_use(tmp_path / "w.db", moment):
            moment += 1
        gc.collect()
        await until(lambda: all(each.closed for each in opened))
    assert moment >= 4, "to open, to begin, to write, to commit"
    assert len(opened) == moment + 1
    assert [str(each.message) for each in complaints] == []


class Watched(sqlite3.Connection):
    """A connection that knows whether it was closed."""

    closed = False

    def close(self) -> None:
        super().close()
        self.closed = True


async def cancelled_in_use(path: Path, moment: int) -> bool:
    """Open, write and close; be cancelled where it waits once more after `moment` times."""
    engine = connect(database_url(str(path)))
    was = await asyncio.create_task(cancelled_at(moment, used(engine)))
    await engine.dispose()
    return was


async def used(engine: AsyncEngine) -> None:
    async with engine.begin() as connection:
        await connection.exec_driver_sql("create table if not exists t (a)")


async def cancelled_at(moment: int, doing: Coroutine[Any, Any, None]) -> bool:
    """Cancel the present task at one of the moments where it waits; whether there was that one."""
    return await _cancelled_at(moment, doing)


@types.coroutine
def _cancelled_at(moment: int, doing: Coroutine[Any, Any, None]) -> Generator[Any, Any, bool]:
    steps, waits = doing.__await__(), 0
    task = asyncio.current_task()
    assert task is not None
    try:
        waited_for = next(steps)
        while True:
            if waits == moment:
                task.cancel()
            waits += 1
            try:
                answer = yield waited_for
            except asyncio.CancelledError as error:
                waited_for = steps.throw(error)
            else:
                waited_for = steps.send(answer)
    except StopIteration:
        return False
    except asyncio.CancelledError:
        return True
