"""How much a store asks of its database: statements, and rows that come back."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine


@dataclass
class Asked:
    """What was asked, and what came back."""

    statements: int = 0
    rows: int = 0


@contextmanager
def counted(engine: AsyncEngine) -> Iterator[Asked]:
    """Counts on the connections that are used meanwhile, of SQLite."""
    asked, over = Asked(), Event()

    def row(_: object, values: Sequence[Any]) -> tuple[Any, ...]:
        asked.rows += not over.is_set()
        return tuple(values)

    def begin(connection: Any) -> None:
        connection.connection.driver_connection._conn.row_factory = row

    def ask(*_: object) -> None:
        asked.statements += 1

    listeners = (("begin", begin), ("before_cursor_execute", ask))
    for name, listener in listeners:
        event.listen(engine.sync_engine, name, listener)
    try:
        yield asked
    finally:
        over.set()
        for name, listener in listeners:
            event.remove(engine.sync_engine, name, listener)
