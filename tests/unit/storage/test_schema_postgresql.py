"""The schema on PostgreSQL: by migration and as the tables say, the same; upgraded by one at a time."""

import asyncio
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection

from bot.errors import HostError
from bot.storage.dialect import database_url
from bot.storage.dialect.postgresql import look_once
from bot.storage.schema import MIGRATIONS, REVISIONS, open_database, upgrade_database
from bot.storage.tables import metadata
from support.postgresql import Server

COLUMNS = """
SELECT table_name, column_name, data_type, character_maximum_length, is_nullable, column_default
FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'alembic_version'
"""
INDEXES = """
SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'alembic_version'
"""


async def schema(server: Server, name: str) -> list[Any]:
    found = [await server.execute(query, name) for query in (COLUMNS, INDEXES)]
    return [sorted(map(repr, rows)) for rows in found]


def moved(url: str, revision: str, move: Any = command.upgrade) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = database_url(url)
    move(config, revision)


def differences(connection: Connection) -> list[Any]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, metadata))


async def test_every_step_up_and_down_leads_to_the_schema_of_the_tables(
    postgresql: Server, url: str
) -> None:
    made = await schema(postgresql, url.partition("@/")[2].partition("?")[0])
    async with postgresql.database(empty=True) as name:
        steps = postgresql.url(name)
        for revision in REVISIONS[:-1]:
            await asyncio.to_thread(moved, steps, revision)
            with pytest.raises(HostError, match="older"):
                await open_database(database_url(steps))
        await postgresql.execute("INSERT INTO learner (created_at, version) VALUES (1, 1)", name)
        assert await upgrade_database(database_url(steps)) == REVISIONS[-2]
        assert await schema(postgresql, name) == made
        assert await look_once(database_url(steps), differences) == []
        await asyncio.to_thread(moved, steps, "base", command.downgrade)
        assert (await schema(postgresql, name))[0] == []


async def test_an_empty_database_is_made_once_however_many_do_it(postgresql: Server) -> None:
    async with postgresql.database(empty=True) as name:
        url = database_url(postgresql.url(name))
        with pytest.raises(HostError, match="waymark db upgrade"):
            await open_database(url)
        had = await asyncio.gather(*(upgrade_database(url) for _ in range(4)))
        assert sorted(had) == sorted([REVISIONS[-1]] * 3 + ["none"])
        await (await open_database(url)).dispose()


async def test_a_database_of_another_program_is_left_alone(postgresql: Server) -> None:
    async with postgresql.database(empty=True) as name:
        await postgresql.execute("CREATE TABLE theirs (id int)", name)
        with pytest.raises(HostError, match="another program"):
            await upgrade_database(database_url(postgresql.url(name)))
