"""A database that cannot be used: one line, exit status 2, and the file as it was."""

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from support.database import count, execute
from support.forkserver import ProcessFactory
from support.processes import START, Ended


@pytest.fixture(scope="module")
def sound(factory: ProcessFactory, shared_path: Path) -> bytes:
    """A database somebody has used."""
    path = shared_path / "waymark.db"
    assert factory.chat(path, START, "/done 25", "/week", "/next").code == 0
    return path.read_bytes()


def foreign(path: Path, *, wal: bool = False, table: str = "notes") -> None:
    with closing(sqlite3.connect(path)) as database:
        if wal:
            database.execute("pragma journal_mode = wal")
        database.execute(f"create table {table} (version_num text)")
        database.execute(f"insert into {table} values ('ae1027a6acf')")
        database.commit()


def torn(path: Path, content: bytes) -> None:
    path.write_bytes(content[: len(content) // 2])


def scribbled(path: Path, content: bytes) -> None:
    """Sound in its first pages, noise behind."""
    noise = random.Random(1).randbytes(len(content) - 2 * 4096)
    path.write_bytes(content[: 2 * 4096] + noise)


def with_revision(path: Path, content: bytes, revision: str) -> None:
    path.write_bytes(content)
    execute(path, f"update alembic_version set version_num = '{revision}'")


def without_revision(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    execute(path, "delete from alembic_version")


SPOILT: dict[str, Callable[[Path, bytes], object]] = {
    "text": lambda path, _: path.write_bytes(b"dear diary, today I learned SQL\n" * 99),
    "noise": lambda path, _: path.write_bytes(random.Random(0).randbytes(9000)),
    "a header and nothing else": lambda path, content: path.write_bytes(content[:100]),
    "torn": torn,
    "scribbled": scribbled,
    "another program's": lambda path, _: foreign(path),
    "another program's, in WAL mode": lambda path, _: foreign(path, wal=True),
    "another program's, by Alembic": lambda path, _: foreign(path, table="alembic_version"),
    "newer": lambda path, content: with_revision(path, content, "9999"),
    "of no revision": without_revision,
}


def check_refused(done: Ended, path: Path) -> None:
    assert done.code == 2, done
    assert done.out == b""
    (line,) = done.complaints
    assert line.startswith("waymark: ")
    assert "Traceback" not in line
    assert len(line) < 300
    assert "database" in line or path.name in line


@pytest.mark.parametrize("command", ["chat", "upgrade"])
@pytest.mark.parametrize("how", SPOILT)
def test_a_spoilt_database(
    factory: ProcessFactory, tmp_path: Path, sound: bytes, how: str, command: str
) -> None:
    path = tmp_path / "spoilt.db"
    SPOILT[how](path, sound)
    before = path.read_bytes()
    done = (
        factory.chat(path, "/today", "/done 25")
        if command == "chat"
        else factory.run("db", "upgrade", "--db", path)
    )
    assert path.read_bytes() == before
    check_refused(done, path)
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_an_older_schema(factory: ProcessFactory, tmp_path: Path, sound: bytes) -> None:
    path = tmp_path / "older.db"
    with_revision(path, sound, "0001")
    before = path.read_bytes()
    done = factory.chat(path, "/today")
    check_refused(done, path)
    assert "waymark db upgrade" in done.err
    assert path.read_bytes() == before


def test_a_schema_that_never_was(factory: ProcessFactory, tmp_path: Path, sound: bytes) -> None:
    path = tmp_path / "strange.db"
    with_revision(path, sound, "0000")
    before = path.read_bytes()
    check_refused(factory.chat(path, "/today"), path)
    check_refused(factory.run("db", "upgrade", "--db", path), path)
    assert path.read_bytes() == before


def test_an_address_that_cannot_be_written(
    factory: ProcessFactory, tmp_path: Path, sound: bytes
) -> None:
    path = tmp_path / "readonly.db"
    path.write_bytes(sound)
    done = factory.chat(f"sqlite:///file:{path}?mode=ro&uri=true", "/today", "/done 5")
    check_refused(done, path)
    assert path.read_bytes() == sound


def test_a_directory_in_its_place(factory: ProcessFactory, tmp_path: Path) -> None:
    check_refused(factory.chat(tmp_path, "/today"), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there(factory: ProcessFactory, tmp_path: Path) -> None:
    path = tmp_path / "nowhere" / "waymark.db"
    for _ in range(10):  # a thread that outlives its loop complains now and then only
        check_refused(factory.chat(path, "/today"), path)
        check_refused(factory.run("db", "upgrade", "--db", path), path)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_is_a_new_database(factory: ProcessFactory, tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    assert factory.chat(path, "/today").code == 0
    assert count(path, "learner") == 1


def test_upgrade(factory: ProcessFactory, tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    done = factory.run("db", "upgrade", "--db", path)
    assert (done.code, done.err) == (0, "")
    assert path.exists()
    before = path.read_bytes()
    done = factory.run("db", "upgrade", "--db", path)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(b"schema ")
    assert path.read_bytes() == before
    assert factory.chat(path, START, "/done 5").code == 0


def test_what_breaks_in_the_middle_is_said_in_a_line(
    factory: ProcessFactory, tmp_path: Path, sound: bytes
) -> None:
    """Pages of the history are noise: whatever is read, no traceback follows."""
    path = tmp_path / "holes.db"
    for seed in range(4):
        dice = random.Random(seed)
        content = bytearray(sound)
        page = dice.randrange(3, len(sound) // 4096)
        content[page * 4096 : (page + 1) * 4096] = dice.randbytes(4096)
        path.write_bytes(content)
        done = factory.chat(path, "/today", "/week", "/done 5", "/progress")
        assert "Traceback" not in done.err, page
        assert done.code in {0, 2}
