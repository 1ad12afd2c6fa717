"""Where something that was erased might still be: every table, every byte of every file."""

import sqlite3
from contextlib import closing
from pathlib import Path


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


def in_files(folder: Path, *words: str) -> list[str]:
    """The files with one of these words in them, in whatever form SQLite and JSON keep text."""
    wanted = [form for word in words for form in (word.encode(), word.encode("utf-16-le"))]
    return [
        str(path.relative_to(folder))
        for path in sorted(folder.rglob("*"))
        if path.is_file() and any(each.lower() in path.read_bytes().lower() for each in wanted)
    ]
