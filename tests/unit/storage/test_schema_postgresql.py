"""The schema on PostgreSQL: by migration and as the tables say, the same; upgraded by one at a time."""

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack, suppress
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text

from bot.chat.events import event_of_text
from bot.errors import BusyError, HostError
from bot.runtime.clock import SteeredClock
from bot.runtime.wiring import coach_on, storing
from bot.storage.dialect import database_url
from bot.storage.dialect.postgresql import connect, look_once
from bot.storage.rows import reading
from bot.storage.schema import MIGRATIONS, REVISIONS, open_database, upgrade_database
from bot.storage.tables import metadata
from support.postgresql import Server
from support.processes import START
from support.stores import NOW, said

COLUMNS = """
SELECT table_name, column_name, data_type, character_maximum_length, is_nullable, column_default
FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'alembic_version'
"""
INDEXES = """
SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'alembic_version'
"""

INSERTS = {
    "learner": "INSERT INTO learner (created_at, version) VALUES (1, 1)",
    "uptime": "INSERT INTO uptime (began_at, seen_at) VALUES (1, 1)",
}


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


@pytest.mark.soak
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


async def test_ids_go_on_beyond_32_bits(postgresql: Server, url: str) -> None:
    """What a learner writes and presses is answered whatever the numbers of the rows."""
    name = url.partition("@/")[2].partition("?")[0]
    for table in ("learner", "inbox", "reply", "entry", "delivery", "study_group"):
        await postgresql.execute(f"SELECT setval('{table}_id_seq', 3000000000)", name)
    async with storing(url) as store:
        coach = coach_on(store, SteeredClock(NOW))
        origin = said().origin
        for number, words in enumerate((START, "/done 25", "/group start", "/progress")):
            event = event_of_text(words, id=f"e{number}", origin=origin)
            (answer,) = await coach.handle(event)
        assert answer.id == "r3000000004"
        assert "25 min" in answer.message.model_dump_json()
    ((learner, entry),) = await postgresql.execute("SELECT learner_id, id FROM entry", name)
    assert (learner, entry) == (3000000001, 3000000001)


async def test_ids_grow_beside_a_program_that_goes_on(postgresql: Server) -> None:
    """Its transactions lock rows of two tables, each the other way round: nobody is parted."""
    async with postgresql.database(empty=True) as name, AsyncExitStack() as stack:
        address = postgresql.url(name)
        await asyncio.to_thread(moved, address, "0030")
        engine = connect(database_url(address))
        stack.push_async_callback(engine.dispose)
        upgraded = asyncio.Event()

        async def write(tables: Sequence[str]) -> int:
            rounds = 0
            while not upgraded.is_set():
                async with engine.begin() as connection:
                    for each in tables:
                        await connection.execute(text(INSERTS[each]))
                        await asyncio.sleep(0.003)
                rounds += 1
                with suppress(BusyError):  # it was prepared before, and is prepared anew
                    async with reading(engine) as connection:
                        await connection.execute(text("SELECT id FROM learner LIMIT 1"))
            return rounds

        ways = (tuple(INSERTS), tuple(reversed(INSERTS)))
        writing = [asyncio.create_task(write(each)) for each in ways]
        await asyncio.sleep(0.05)
        assert (
            await asyncio.to_thread(asyncio.run, upgrade_database(database_url(address))) == "0030"
        )
        upgraded.set()
        rounds = sum(await asyncio.gather(*writing))
        for each in INSERTS:
            assert await postgresql.execute(f"SELECT count(*) FROM {each}", name) == [(rounds,)]
