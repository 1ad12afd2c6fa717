"""Statements that are compiled once, for all the databases of a process.

SQLAlchemy keeps what it compiled with an engine. A service has one; tests have a new one each, and
would spend a fifth of their time on the same statements.
"""

from typing import Any

from sqlalchemy import Dialect, Engine
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite
from sqlalchemy.util import LRUCache


def share_statements() -> None:
    """Let all engines of one sort of database share what is compiled for them."""
    for sort in (SQLiteDialect_aiosqlite, PGDialect_asyncpg):
        _share(sort)


def _share(sort: type[Dialect]) -> None:
    compiled: LRUCache[Any, Any] = LRUCache(5_000)

    def engine_created(cls: type[Dialect], engine: Engine) -> None:
        engine._compiled_cache = compiled

    def same(self: Dialect, other: object) -> bool:
        return type(self) is type(other)

    # A dialect is part of the key; all of one sort are set up alike here.
    changed: Any = sort
    changed.engine_created = classmethod(engine_created)
    changed.__eq__ = same
    changed.__hash__ = lambda self: hash(type(self))
