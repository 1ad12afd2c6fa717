"""A process that is told to stop hands its roles over: nobody waits as for the dead (9.5)."""

import json

import pytest

from support.forkserver import CONSTANTS
from support.postgresql import Server as Database
from support.processes import START
from support.telegram.process import running, until
from support.telegram.server import Server, bot_api

ANNA = 1001
NEVER = json.dumps({"scheduler.leases": {"SILENT_AFTER": 1e6}})
"""Nobody is taken for dead: only what was handed over is taken."""


@pytest.mark.soak
async def test_the_next_one_serves_at_once(postgresql: Database) -> None:
    async with postgresql.database() as name, bot_api() as api:
        url, env = postgresql.url(name), {CONSTANTS: NEVER}
        async with running(api, url, **env) as first:
            await until(lambda: "running:" in first.err)
            async with running(api, url, **env) as second:
                await until(lambda: "running:" in second.err)
                await said(api, START)
                assert await first.stop() == 0, first.err
                await said(api, "/done 25")
                assert await second.stop() == 0, second.err
            async with running(api, url, **env):
                await said(api, "/done 30")


async def said(api: Server, words: str) -> None:
    """Somebody says something, and is answered."""
    before = len(api.world.of(ANNA))
    api.world.say(ANNA, words)
    await until(lambda: len(api.world.of(ANNA)) > before)
