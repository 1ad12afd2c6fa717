"""The connection to the database, set up so that nothing committed is lost."""

import asyncio
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.errors import BusyError, HostError, StoreError
from bot.storage.dialect.pooling import QUEUE_SECONDS, PatientPool
from bot.storage.dialect.seam import Result
from bot.storage.dialect.sqlite.inline import connect_inline, connect_short_way

WAL_SAFE_FROM: Final = (3, 51, 3)
"""Older SQLite can corrupt a file in WAL mode when two connections write (WAL-reset bug)."""

DRIVER: Final = "sqlite+aiosqlite"

BUSY_SECONDS: Final = 10

WAITED_OUT: Final = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PROTOCOL,
        sqlite3.SQLITE_NOTADB,
    }
)
"""Trouble of the file, not of a statement: the host mends it, and the same will be taken then."""


def address(url: URL) -> URL:
    """The address with the one driver that is used."""
    return url.set(drivername=DRIVER)


def named(url: URL) -> str:
    """The file's path."""
    return str(database_path(url))


def is_there(url: URL) -> bool:
    """Whether there is such a file."""
    return database_path(url).exists()


def serves_many(_url: URL) -> bool:
    """One process serves a file."""
    return False


def new_is_made(_url: URL) -> bool:
    """A new file gets its tables from whoever opens it first (promise 9.5)."""
    return True


def database_path(url: URL) -> Path:
    """The file behind an SQLite address, which may be a URI in itself."""
    return Path((url.database or "").removeprefix("file:"))


def cannot_be_opened(path: object, kind: type[HostError] = HostError) -> HostError:
    """What is said where there is no such file, and none can be made."""
    return kind(f"{path} cannot be opened: check that its folder exists and can be written")


def cannot_be_written(path: object, kind: type[HostError] = HostError) -> HostError:
    """What is said about a file that can only be read."""
    return kind(f"{path} cannot be written: mend its permissions or choose another --db")


async def look_once(url: URL, at: Callable[[Connection], Result]) -> Result:
    """What `at` finds, or does, in one transaction. Raises HostError in one line."""
    return await asyncio.to_thread(_look_at_once, url, at)


def _look_at_once(url: URL, at: Callable[[Connection], Result]) -> Result:
    with _probe(url).begin() as connection:
        return at(connection)


def _probe(url: URL) -> Engine:
    """An engine to look with: no thread of its own, and the file's journal mode stays."""
    engine = create_engine(
        url.set(drivername="sqlite"),
        poolclass=NullPool,
        connect_args=_options(),
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin_immediate)
    event.listen(engine, "handle_error", _explain)
    return engine


def connect(url: URL) -> AsyncEngine:
    """An engine whose transactions write from their first statement on."""
    engine = create_async_engine(
        url,
        poolclass=PatientPool,
        pool_size=1,
        max_overflow=0,
        pool_timeout=QUEUE_SECONDS,
        hide_parameters=True,
        connect_args=_options(async_creator_fn=connect_short_way, pragmas=_pragmas()),
    )
    return _listened(engine)


def connect_to_migrate(url: URL) -> AsyncEngine:
    """The same: nothing here ends a statement that takes long."""
    return connect(url)


def connect_for_simulation(url: URL) -> AsyncEngine:
    """The same for one process in virtual time: quicker, and safe from `kill -9` only.

    No thread of its own, and no waiting for the disk: what was committed is with the operating
    system, which a kill does not touch, and a power cut does.
    """
    pragmas = (*_pragmas(), "PRAGMA synchronous = OFF")
    options = _options(async_creator_fn=connect_inline, pragmas=pragmas)
    engine = create_async_engine(
        url, pool_size=1, max_overflow=0, connect_args=options, hide_parameters=True
    )
    return _listened(engine)


def _options(**more: object) -> dict[str, Any]:
    # The driver must not begin transactions by itself: a BEGIN that only later turns into a
    # writer fails at once on a stale snapshot, whatever the busy timeout.
    return {"isolation_level": None, "timeout": BUSY_SECONDS, **more}


def _listened(engine: AsyncEngine) -> AsyncEngine:
    event.listen(engine.sync_engine, "begin", _begin_immediate)
    event.listen(engine.sync_engine, "handle_error", _explain)
    return engine


def _pragmas() -> tuple[str, ...]:
    journal = journal_pragmas(sqlite3.sqlite_version_info)
    return ("PRAGMA foreign_keys = ON", "PRAGMA secure_delete = ON", *journal)


def journal_pragmas(version: tuple[int, ...]) -> tuple[str, ...]:
    """A journal mode in which a commit survives power loss on this version of SQLite."""
    if version >= WAL_SAFE_FROM:
        return ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL")
    return ("PRAGMA journal_mode = PERSIST", "PRAGMA synchronous = EXTRA")


def reading(engine: AsyncEngine) -> AsyncEngine:
    """The same engine for one statement that only reads: no transaction is begun for it."""
    return engine.execution_options(reads=True)


def before_migrating(_connection: Connection) -> None:
    """Nobody else writes: the transaction began as a writer."""


async def lock(_connection: AsyncConnection, _name: str) -> bool:
    """Nobody else writes: the transaction began as a writer."""
    return False


def _begin_immediate(connection: Connection) -> None:
    if not connection.get_execution_options().get("reads"):
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _explain(context: ExceptionContext) -> None:
    """Trouble with the file itself is the host's to mend: one line in the place of a traceback."""
    error = context.original_exception
    if not isinstance(error, sqlite3.DatabaseError):
        return
    if isinstance(error, sqlite3.IntegrityError | sqlite3.ProgrammingError):
        return
    if context.engine is not None:
        raise _explained(error, context.engine.url) from error


def _explained(error: sqlite3.DatabaseError, url: URL) -> HostError:
    """What is wrong with the database, in one line, and how to mend it."""
    path = url.database
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF  # without its details
    kind = StoreError if code in WAITED_OUT else HostError
    text = str(error).lower()
    if "readonly" in text or "read-only" in text:
        return cannot_be_written(path, kind)
    if "unable to open" in text:
        return cannot_be_opened(path, kind)
    if "not a database" in text or "malformed" in text:
        return kind(f"{path} is not a sound SQLite file: restore a backup or choose another --db")
    if "locked" in text:
        return BusyError(f"{path} is busy: another program is writing it; try again in a moment")
    if "full" in text:
        return kind(f"{path} cannot grow: free some space on its disk")
    return kind(f"{path}: {error}")
