"""A database with a learner's weeks in it is brought up from each older schema (promise 9.5)."""

import asyncio
from datetime import datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config

from bot.runtime.wiring import storing
from bot.storage.dialect import database_url
from bot.storage.schema import MIGRATIONS, REVISIONS, upgrade_database
from support.database import count, rows
from support.dues import found_as_there
from support.soaking import mostly_soak
from support.terminal import terminal

AT = datetime.fromisoformat("2026-03-02T18:00+01:00")
WITHOUT_OFFERS = "0006"
OLDER = REVISIONS[REVISIONS.index(WITHOUT_OFFERS) : -1]
PAGES = ("/progress", "/streak", "/why", "/journal", "/week", "/plan")
KEPT = ("entry", "enrolment", "move", "mark", "checkin", "answer", "milestone", "delivery")


def set_back(path: Path, revision: str) -> None:
    """Give a database the schema of an older revision, with all rows that fit into it."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = database_url(str(path))
    command.downgrade(config, revision)


async def lived(path: Path) -> str:
    """Three weeks on two roadmaps; what the pages say at their end."""
    async with terminal(path, AT) as term:
        await term.say("/start roadmap=engineer tz=Europe/Berlin days=mon-sat", "/done 300")
        await term.say("!skip 1d", "/start roadmap=six-month")
        await term.say("!press Switch to", "!press Yes, switch", "/today", "/done 40")
        await term.say("!press Tick it", "!skip 3d", "/done 25 loops", "!press Stuck")
        await term.say("!skip 3d", "dicts", "a calculator", "/next", "!press Bring along")
        await term.say("!skip 4d", "/done 90", "!skip 4d")
        return await term.say(*PAGES)


@pytest.mark.parametrize("revision", mostly_soak(OLDER, OLDER[-1]))
async def test_nothing_of_a_learner_is_lost(tmp_path: Path, revision: str) -> None:
    path = tmp_path / "old.db"
    before = await lived(path)
    held = {table: count(path, table) for table in KEPT}
    await asyncio.to_thread(set_back, path, revision)
    assert await upgrade_database(database_url(str(path))) == revision
    assert {table: count(path, table) for table in KEPT} == held
    async with storing(str(path)) as store:
        assert await found_as_there(store) == count(path, "due") > 0
    async with terminal(path, datetime.fromisoformat("2026-03-17T18:00+01:00")) as term:
        assert await term.say(*PAGES) == before
        assert "Week 2 of 24" in await term.say("/today")
        assert "Logged 30 min" in await term.say("/done 30")
        assert "Week 2 done: 2 h." in await term.say("!skip 1h", "/next")


@pytest.mark.soak
async def test_a_day_that_is_offered_after_the_upgrade_is_known_the_day_after(
    tmp_path: Path,
) -> None:
    path = tmp_path / "old.db"
    await lived(path)
    await asyncio.to_thread(set_back, path, WITHOUT_OFFERS)
    await upgrade_database(database_url(str(path)))
    assert count(path, "offer") == 0
    async with terminal(path, datetime.fromisoformat("2026-03-17T18:00+01:00")) as term:
        await term.say("/today", "/done 90", "!skip 1d", "/today")
    assert count(path, "offer") >= 2


@pytest.mark.soak
async def test_an_end_of_a_run_from_before_is_no_news(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    async with terminal(path, AT) as term:
        await term.say("/start tz=Europe/Berlin days=mon-sun", "/done 25", "!skip 8d", "/today")
    await asyncio.to_thread(set_back, path, WITHOUT_OFFERS)
    await upgrade_database(database_url(str(path)))
    assert rows(path, "select run_told from learner") == [("2026-03-10",)]
    async with terminal(path, datetime.fromisoformat("2026-03-10T19:00+01:00")) as term:
        assert "run" not in await term.say("/today")
