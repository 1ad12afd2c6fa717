"""What a database holds, seen from outside."""

import sqlite3
from contextlib import closing
from pathlib import Path

Dump = dict[str, list[tuple[object, ...]]]

TRAFFIC = frozenset(
    {
        "account",
        "alembic_version",
        "delivery",
        "due",
        "inbox",
        "learner",
        "lease",
        "quarantine",
        "reply",
        "sqlite_sequence",
        "uptime",
    }
)
"""Who spoke, what came in, what goes out; all other tables hold what somebody did."""


def facts(path: Path) -> Dump:
    """All rows of all tables but those of the traffic."""
    with closing(sqlite3.connect(path)) as database:
        tables = [
            name
            for (name,) in database.execute(
                "select name from sqlite_master where type = 'table' order by name"
            )
        ]
        return {
            table: sorted(database.execute(f"select * from {table}"), key=repr)
            for table in tables
            if table not in TRAFFIC
        }


def count(path: Path, table: str) -> int:
    """How many rows a table has."""
    with closing(sqlite3.connect(path)) as database:
        (rows,) = database.execute(f"select count(*) from {table}").fetchone()
        return int(rows)


def execute(path: Path, statement: str) -> None:
    """Change a database behind the program's back."""
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(statement)


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    """What a query finds."""
    with closing(sqlite3.connect(path)) as database:
        return database.execute(query).fetchall()
