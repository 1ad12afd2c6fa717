"""What differs from one database to another: engines, claiming, locking, who owns the clockwork.

All else in `bot.storage` is written once, on SQLAlchemy Core, and takes these from here: `of` a
database is what `Database` says. A further one is a package beside the two; nobody but this module
knows which one it is. PostgreSQL's is only loaded where it is used.
"""

from sqlalchemy import URL, Connection, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.errors import HostError
from bot.storage.dialect import sqlite
from bot.storage.dialect.seam import Database
from bot.storage.dialect.upserting import upsert

__all__ = ["database_url", "is_shared", "of", "upsert"]


def of(database: URL | AsyncEngine | AsyncConnection | Connection) -> Database:
    """What a database does in its own way, by its address or what is connected. Raises HostError."""
    name = database.get_backend_name() if isinstance(database, URL) else database.dialect.name
    if name == "sqlite":
        return sqlite
    if name in {"postgresql", "postgres"}:
        from bot.storage.dialect import postgresql

        return postgresql
    raise HostError(f"{name} is not supported: give an SQLite file's path or postgresql://...")


def is_shared(database: AsyncEngine | AsyncConnection) -> bool:
    """Whether any number of processes may be at what is connected, side by side (promise 9.5)."""
    engine = database if isinstance(database, AsyncEngine) else database.engine
    return of(engine).serves_many(engine.url)


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
    return of(url).address(url if password is None else url.set(password=password))
