"""`waymark run` waits for a database that another program is writing (promise 10)."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.errors import HostError
from bot.runtime.wiring import storing
from bot.storage.dialect.sqlite import engine
from support.telegram.home import at_home
from support.telegram.process import until
from support.telegram.server import bot_api


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite itself waits for a moment only."""
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0)


@pytest.mark.usefixtures("hasty")
async def test_a_busy_database_is_waited_for(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "w.db"
    async with storing(str(path)):
        pass
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(HostError, match="busy"):
            async with storing(str(path)):
                pass
        async with asyncio.TaskGroup() as group:
            opening = group.create_task(_opened(path))
            await until(lambda: "waiting to begin" in caplog.text)
            assert not opening.done()
            other.execute("COMMIT")
    assert opening.result()


async def _opened(path: Path) -> bool:
    async with storing(str(path), within=60):
        return True


@pytest.mark.usefixtures("hasty")
async def test_the_first_steps_wait_too(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The database is taken away between its opening and the first word in it."""
    path = tmp_path / "w.db"
    async with bot_api() as api:
        api.world.say(7, "/today")
        async with at_home(api, path) as running:
            with closing(sqlite3.connect(path, isolation_level=None)) as other:
                other.execute("BEGIN EXCLUSIVE")
                await until(lambda: "waiting to begin" in caplog.text)
                assert not running.done()
                other.execute("COMMIT")
            await until(lambda: api.world.of(7))
