"""What differs from one database to another: engines, claiming, locking, who owns the clockwork.

All else in `bot.storage` is written once, on SQLAlchemy Core, and takes these from here. A further
database is a package beside the two with the functions of `Database`; nobody but this module knows
which one it is. PostgreSQL's is only loaded where it is used.
"""

from collections.abc import Callable, Iterable
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL, Connection, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.errors import HostError
from bot.ports.finding import Finding
from bot.storage.dialect import sqlite
from bot.storage.dialect.seam import Database, Result
from bot.storage.dialect.upserting import upsert

__all__ = [
    "Connecting",
    "before_migrating",
    "claim",
    "claim_one",
    "connect",
    "connect_for_simulation",
    "database_url",
    "faults",
    "findings",
    "highest_ids",
    "is_there",
    "lock",
    "look_once",
    "make_private",
    "named",
    "new_is_made",
    "owning",
    "raise_ids",
    "reading",
    "rewrite",
    "serves_many",
    "size",
    "snapshot",
    "upsert",
]

Connecting = Callable[[URL], AsyncEngine]
"""How an engine on a database is made."""


def _database(name: str) -> Database:
    """The database of a name, as SQLAlchemy has it. Raises HostError."""
    if name == "sqlite":
        return sqlite
    if name in {"postgresql", "postgres"}:
        from bot.storage.dialect import postgresql

        return postgresql
    raise HostError(f"{name} is not supported: give an SQLite file's path or postgresql://...")


def _at(url: URL) -> Database:
    return _database(url.get_backend_name())


def database_url(given: str, password: str | None = None) -> URL:
    """`given` as an SQLAlchemy address: a path means an SQLite file. Raises HostError."""
    if "://" not in given:
        return sqlite.address(URL.create("sqlite", database=given))
    try:
        url = make_url(given)
    except (ArgumentError, ValueError):
        raise HostError(
            f"{given.partition('://')[0]}://... is no database:"
            " give a file's path, like --db waymark.db"
        ) from None
    return _at(url).address(url if password is None else url.set(password=password))


def named(url: URL) -> str:
    """What a host calls a database: no password is in it."""
    return _at(url).named(url)


def is_there(url: URL) -> bool:
    """Whether there is anything to look into, before anybody connects."""
    return _at(url).is_there(url)


def serves_many(url: URL) -> bool:
    """Whether any number of processes may serve it side by side (promise 9.5)."""
    return _at(url).serves_many(url)


def new_is_made(url: URL) -> bool:
    """Whether an empty one gets its tables from whoever opens it first (promise 9.5)."""
    return _at(url).new_is_made(url)


def make_private(url: URL) -> None:
    """Make a new one readable by its owner only, where that is ours to do (promise 10)."""
    _at(url).make_private(url)


def owning(url: URL, *, shared: bool = False) -> AbstractAsyncContextManager[bool]:
    """Own the clockwork within the block; whether that worked (promise 9.5)."""
    return _at(url).owning(url, shared=shared)


async def look_once(url: URL, at: Callable[[Connection], Result]) -> Result:
    """What `at` finds, or does, in one transaction of its own. Raises HostError in one line."""
    return await _at(url).look_once(url, at)


def connect(url: URL) -> AsyncEngine:
    """An engine for many transactions."""
    return _at(url).connect(url)


def connect_for_simulation(url: URL) -> AsyncEngine:
    """The same for one process in virtual time, which need not outlive a power cut."""
    return _at(url).connect_for_simulation(url)


def reading(engine: AsyncEngine) -> AsyncEngine:
    """The same engine for statements that only read: no transaction is begun for them."""
    return _database(engine.dialect.name).reading(engine)


def before_migrating(connection: Connection) -> None:
    """Wait until nobody else changes the schema; until the commit nobody does."""
    _database(connection.dialect.name).before_migrating(connection)


async def lock(connection: AsyncConnection, name: str) -> bool:
    """Have `name` alone until the transaction ends; whether others may have had it before."""
    return await _database(connection.dialect.name).lock(connection, name)


async def claim(connection: AsyncConnection, now: datetime, most: int) -> int:
    """Turn up to `most` nudges that are due into deliveries; how many there were."""
    return await _database(connection.dialect.name).claim(connection, now, most)


async def claim_one(connection: AsyncConnection, learner_id: int, kind: str) -> None:
    """Turn one nudge into a delivery."""
    await _database(connection.dialect.name).claim_one(connection, learner_id, kind)


async def highest_ids(connection: AsyncConnection) -> dict[str, int]:
    """The highest id that each table that numbers its rows has given, its row being gone or not."""
    return await _database(connection.dialect.name).highest_ids(connection)


async def raise_ids(connection: AsyncConnection, ids: dict[str, int]) -> None:
    """Have tables give ids beyond these, and beyond those of their rows."""
    await _database(connection.dialect.name).raise_ids(connection, ids)


def faults(connection: Connection) -> list[str]:
    """What is wrong with what is stored, in a line each; none where it is sound."""
    return _database(connection.dialect.name).faults(connection)


def findings(url: URL) -> Iterable[Finding]:
    """What an examination finds before the database is opened."""
    return _at(url).findings(url)


async def snapshot(url: URL, target: Path) -> bool:
    """Write all that is committed now into a new SQLite file; False where rows must be copied."""
    return await _at(url).snapshot(url, target)


async def size(engine: AsyncEngine) -> int:
    """The bytes of a database."""
    return await _database(engine.dialect.name).size(engine)


async def rewrite(engine: AsyncEngine) -> bool:
    """Let nothing that was erased stay; False where that has to be tried again."""
    return await _database(engine.dialect.name).rewrite(engine)
