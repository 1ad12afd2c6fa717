"""What SQLite is asked: statements and the rows that they give, however they come to it."""

import sqlite3
from dataclasses import dataclass
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine


@dataclass(frozen=True)
class Asked:
    """So many statements were run, and so many rows read."""

    statements: int
    rows: int

    def __sub__(self, earlier: "Asked") -> "Asked":
        return Asked(self.statements - earlier.statements, self.rows - earlier.rows)


class SqlCounter:
    """Counts on every connection that an engine opens from now on."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._statements = 0
        self._rows = 0
        event.listen(engine.sync_engine, "connect", self._watch)

    @property
    def asked(self) -> Asked:
        """All until now."""
        return Asked(self._statements, self._rows)

    def _watch(self, connection: Any, _record: object) -> None:
        driver: sqlite3.Connection = connection.driver_connection._conn  # noqa: SLF001 -- the library's own
        driver.set_trace_callback(self._ran)
        driver.row_factory = self._read

    def _ran(self, statement: str) -> None:
        if not statement.startswith("--"):  # what a trigger runs
            self._statements += 1

    def _read(self, _cursor: sqlite3.Cursor, row: tuple[Any, ...]) -> tuple[Any, ...]:
        self._rows += 1
        return row
