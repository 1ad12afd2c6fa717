"""Where something that was erased might still be: every table, every byte of every file."""

import sqlite3
from contextlib import closing
from pathlib import Path

from bot.storage.store import SqlStore
from bot.storage.tables.columns import metadata


def in_tables(database: Path, *words: str) -> list[str]:
    """The tables with one of these words in a row."""
    with closing(sqlite3.connect(database, timeout=10)) as connection:
        listed = "select name from sqlite_master where type = 'table'"
        names = [name for (name,) in connection.execute(listed)]
        return [
            name
            for name in names
            if any(
                word.lower() in repr(row).lower()
                for row in connection.execute(f"select * from {name}")
                for word in words
            )
        ]


async def holding(store: SqlStore, *words: str) -> list[str]:
    """The same of a store on any sort of database."""
    found = []
    async with store._engine.connect() as connection:
        for table in metadata.sorted_tables:
            rows = (await connection.execute(table.select())).all()
            if any(word.lower() in repr(row).lower() for row in rows for word in words):
                found.append(table.name)
    return found


def in_files(folder: Path, *words: str) -> list[str]:
    """The files with one of these words in them, in whatever form SQLite and JSON keep text."""
    wanted = [form for word in words for form in (word.encode(), word.encode("utf-16-le"))]
    return [
        str(path.relative_to(folder))
        for path in sorted(folder.rglob("*"))
        if path.is_file() and any(each.lower() in _bytes(path) for each in wanted)
    ]


def _bytes(path: Path) -> bytes:
    """A file's content in small letters; nothing of a journal that is gone by now."""
    try:
        return path.read_bytes().lower()
    except FileNotFoundError:
        return b""
