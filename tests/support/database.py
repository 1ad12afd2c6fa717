"""What a database holds, seen and changed from outside; what another program does to it."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

Address = Path | str
"""Where a database is: an SQLite file's path, or the URL of one in PostgreSQL."""

Dump = dict[str, list[tuple[object, ...]]]

PATIENCE = 30.0

IDS = frozenset({"id", "after"})
"""Columns with a number that a database gave, beside those that end with `_id`."""

FAULT, DISK_FULL = "P0001", "53100"
"""SQLSTATEs of PostgreSQL: a program's own, and that of a disk without room."""

TRAFFIC = frozenset(
    {
        "account",
        "alembic_version",
        "delivery",
        "due",
        "inbox",
        "input_window",
        "learner",
        "lease",
        "quarantine",
        "reply",
        "sqlite_sequence",
        "uptime",
    }
)
"""Who spoke, what came in, what goes out; all other tables hold what somebody did."""


def in_postgresql(where: Address) -> bool:
    """Whether it is one of PostgreSQL's."""
    return str(where).startswith("postgresql")


def facts(where: Address, *, ids: bool = True) -> Dump:
    """All rows of all tables but those of the traffic; without `ids`, what databases number."""
    names = "select name from sqlite_master where type = 'table' order by name"
    if in_postgresql(where):
        names = "select tablename from pg_tables where schemaname = 'public' order by 1"
    with connected(where) as database:
        tables = [name for (name,) in _found(database, names) if name not in TRAFFIC]
        wanted = {
            table: "*" if ids else _columns(database, table, server=in_postgresql(where))
            for table in tables
        }
        return {
            table: sorted(_found(database, f"select {columns} from {table}"), key=repr)
            for table, columns in wanted.items()
        }


def _columns(database: Any, table: str, *, server: bool) -> str:
    """What a database does not number itself."""
    names = f"select name from pragma_table_info('{table}') order by cid"
    if server:
        names = (
            "select column_name from information_schema.columns"
            f" where table_name = '{table}' and table_schema = 'public' order by ordinal_position"
        )
    all_of_them = [name for (name,) in _found(database, names)]
    kept = [name for name in all_of_them if name not in IDS and not name.endswith("_id")]
    return ", ".join(f'"{name}"' for name in kept) or "1"


def count(where: Address, table: str) -> int:
    """How many rows a table has."""
    ((found,),) = rows(where, f"select count(*) from {table}")
    return int(found)


def execute(where: Address, *statements: str) -> None:
    """Change a database behind the program's back."""
    with connected(where) as database:
        for each in statements:
            database.execute(each)
        database.commit()


def rows(where: Address, query: str) -> list[Any]:
    """What a query finds; a date is text, as SQLite has it."""
    with connected(where) as database:
        return _found(database, query)


def _found(database: Any, query: str) -> list[Any]:
    return [tuple(map(_plain, row)) for row in database.execute(query).fetchall()]


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return int(value) if isinstance(value, bool) else value


@contextmanager
def locked(where: Address) -> Iterator[None]:
    """Another program has all of it for itself."""
    with connected(where) as database:
        if in_postgresql(where):
            query = "select tablename from pg_tables where schemaname = 'public'"
            names = ", ".join(name for (name,) in database.execute(query).fetchall())
            database.execute(f"lock table {names} in access exclusive mode")
        else:
            database.execute("begin exclusive")
        yield
        database.rollback()


@contextmanager
def refusing(where: Address, tables: Sequence[str], sqlstate: str = FAULT) -> Iterator[None]:
    """It takes no new row in these tables; in PostgreSQL for a reason that has that SQLSTATE."""
    on = "before insert on"
    if in_postgresql(where):
        body = f"begin raise exception 'no more' using errcode = '{sqlstate}'; end"
        head = "create or replace function refuse() returns trigger language plpgsql as"
        made = [f"{head} $${body}$$"]
        made += [
            f"create trigger t_{each} {on} {each} execute function refuse()" for each in tables
        ]
        gone = [f"drop trigger t_{each} on {each}" for each in tables]
    else:
        refuses = "begin select raise(abort, ''); end"
        made = [f"create trigger t_{each} {on} {each} {refuses}" for each in tables]
        gone = [f"drop trigger t_{each}" for each in tables]
    for each in made:  # each by itself: who waits for one table must hold none that others wait for
        execute(where, each)
    yield
    for each in gone:
        execute(where, each)


@contextmanager
def connected(where: Address) -> Iterator[Any]:
    """A connection of one's own, to either: both know `execute`, `commit` and `rollback`."""
    if in_postgresql(where):
        import psycopg

        with psycopg.connect(str(where), connect_timeout=int(PATIENCE)) as database:
            yield database
    else:
        with closing(sqlite3.connect(where, timeout=PATIENCE)) as database:
            yield database
