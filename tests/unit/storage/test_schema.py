"""Two ways to a schema, one schema: Alembic's steps and what the tables say."""

import asyncio
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from bot.errors import HostError
from bot.storage.dialect import database_url
from bot.storage.schema import MIGRATIONS, REVISIONS, open_database, upgrade_database
from bot.storage.tables.groups import metadata
from support.database import execute
from support.soaking import mostly_soak


def alembic(path: Path) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = database_url(str(path))
    return config


def migrated(path: Path) -> None:
    command.upgrade(alembic(path), "head")


async def created(path: Path) -> None:
    engine = await open_database(database_url(str(path)))
    await engine.dispose()


def schema(path: Path) -> dict[str, list[str]]:
    """Each table and index with its statement, whatever its order, quotes and blanks."""

    def parts(statement: str) -> list[str]:
        bare = re.sub(r"\s*([(),])\s*", r"\1", re.sub(r'["\s]+', " ", statement).lower())
        head, _, rest = bare.partition("(")
        body, _, tail = rest.rpartition(")")
        return [head, *sorted(body.split(",")), tail]

    with closing(sqlite3.connect(path)) as database:
        rows = database.execute("select type, name, sql from sqlite_master where sql is not null")
        return {
            f"{kind} {name}": parts(sql)
            for kind, name, sql in rows
            if name not in {"alembic_version", "sqlite_sequence"}
        }


def columns(path: Path) -> dict[str, list[object]]:
    """What SQLite itself makes of each table: columns, keys, indexes."""
    with closing(sqlite3.connect(path)) as database:
        names = [
            name
            for (name,) in database.execute("select name from sqlite_master where type = 'table'")
            if name not in {"alembic_version", "sqlite_sequence"}
        ]
        return {
            f"{pragma} {name}": sorted(
                (tuple(row)[1:] for row in database.execute(f"pragma {pragma}({name})")), key=repr
            )
            for name in names
            for pragma in ("table_info", "foreign_key_list", "index_list")
        }


async def test_both_ways_make_the_same_schema(tmp_path: Path) -> None:
    await created(tmp_path / "created.db")
    await asyncio.to_thread(migrated, tmp_path / "migrated.db")
    assert schema(tmp_path / "migrated.db") == schema(tmp_path / "created.db")
    assert columns(tmp_path / "migrated.db") == columns(tmp_path / "created.db")


def _is_of_sqlite(_object: object, name: str | None, *_: object) -> bool:
    return name not in {"ix_due_learner_id_kind", "fk_due_learner_id"}  # PostgreSQL's alone


def test_autogenerate_finds_nothing_to_do(tmp_path: Path) -> None:
    path = tmp_path / "migrated.db"
    migrated(path)
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        options = {"compare_type": True, "include_object": _is_of_sqlite}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_the_revisions_are_those_of_the_files(tmp_path: Path) -> None:
    scripts = ScriptDirectory.from_config(alembic(tmp_path / "none.db"))
    newest_first = [script.revision for script in scripts.walk_revisions()]
    assert tuple(reversed(newest_first)) == REVISIONS
    assert scripts.get_heads() == [REVISIONS[-1]]
    names = sorted(path.name[:4] for path in (MIGRATIONS / "versions").glob("*.py"))
    assert names == sorted(REVISIONS)  # a number is a name: what was released first comes first


def test_down_and_up_again(tmp_path: Path) -> None:
    path = tmp_path / "steps.db"
    migrated(path)
    whole = schema(path)
    command.downgrade(alembic(path), "base")
    assert schema(path) == {}
    for revision in REVISIONS:
        command.upgrade(alembic(path), revision)
    assert schema(path) == whole


@pytest.fixture(params=mostly_soak(REVISIONS, REVISIONS[0], *REVISIONS[-2:]))
def at_revision(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, Path]:
    """A database that stopped at a revision."""
    path = tmp_path / f"at-{request.param}.db"
    command.upgrade(alembic(path), request.param)
    return request.param, path


async def test_every_revision_can_be_upgraded(
    at_revision: tuple[str, Path], tmp_path: Path
) -> None:
    revision, path = at_revision
    if revision != REVISIONS[-1]:
        with pytest.raises(HostError, match="older"):
            await open_database(database_url(str(path)))
    assert await upgrade_database(database_url(str(path))) == revision
    await created(tmp_path / "created.db")
    assert schema(path) == schema(tmp_path / "created.db")
    assert await upgrade_database(database_url(str(path))) == REVISIONS[-1]


async def test_a_new_file_is_made_by_either(tmp_path: Path) -> None:
    assert await upgrade_database(database_url(str(tmp_path / "a.db"))) == "none"
    await created(tmp_path / "b.db")
    assert schema(tmp_path / "a.db") == schema(tmp_path / "b.db")


@pytest.mark.parametrize("revision", ["9999", "zzzz", f"{REVISIONS[-1]}x"])
async def test_a_revision_that_is_not_ours(tmp_path: Path, revision: str) -> None:
    path = tmp_path / "newer.db"
    await created(path)
    execute(path, f"update alembic_version set version_num = '{revision}'")
    for refuse in (open_database, upgrade_database):
        with pytest.raises(HostError) as refused:
            await refuse(database_url(str(path)))
        assert "\n" not in str(refused.value)
        assert revision in str(refused.value)
