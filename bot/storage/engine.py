"""The connection to the database, set up so that nothing committed is lost."""

import sqlite3
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.errors import HostError

WAL_SAFE_FROM: Final = (3, 51, 3)
"""Older SQLite can corrupt a file in WAL mode when two connections write (WAL-reset bug)."""

BUSY_SECONDS: Final = 10


def database_url(given: str) -> str:
    """`given` as an SQLAlchemy address: a path means an SQLite file. Raises HostError."""
    text = given if "://" in given else f"sqlite+aiosqlite:///{given}"
    try:
        url = make_url(text)
    except ArgumentError:
        raise HostError(
            f"{given!r} is no database: give a file's path, like --db waymark.db"
        ) from None
    if url.get_backend_name() != "sqlite":
        raise HostError(f"{url.get_backend_name()} is not supported: give an SQLite file's path")
    return url.set(drivername="sqlite+aiosqlite").render_as_string(hide_password=False)


def database_path(url: str) -> Path:
    """The file behind an SQLite address."""
    return Path(make_url(url).database or "")


def connect(url: str) -> AsyncEngine:
    """An engine whose transactions write from their first statement on."""
    engine = create_async_engine(url, pool_size=1, max_overflow=0, pool_timeout=30)
    event.listen(engine.sync_engine, "connect", _prepare)
    event.listen(engine.sync_engine, "begin", _begin_immediate)
    return engine


def _prepare(connection: Any, _record: object) -> None:
    # The driver must not begin transactions by itself: a BEGIN that only later turns into a
    # writer fails at once on a stale snapshot, whatever the busy timeout.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    cursor.execute("PRAGMA foreign_keys = ON")
    for pragma in journal_pragmas(sqlite3.sqlite_version_info):
        cursor.execute(pragma)
    cursor.close()


def journal_pragmas(version: tuple[int, ...]) -> tuple[str, ...]:
    """A journal mode in which a commit survives power loss on this version of SQLite."""
    if version >= WAL_SAFE_FROM:
        return ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL")
    return ("PRAGMA journal_mode = TRUNCATE", "PRAGMA synchronous = EXTRA")


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
