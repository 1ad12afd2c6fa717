"""`/healthz`, `/readyz` and `/metrics` of a service, as a host's tools ask for them (promise 10)."""

import asyncio
import json
import resource
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from bot.runtime.serve import HELD, STANDS_BY
from support.database import execute, rows
from support.forkserver import CONSTANTS
from support.processes import PATIENCE
from support.service import QUICK_LEASES
from support.telegram.process import Run, running, start, until
from support.telegram.server import Server
from support.watching import WatchedService

ANNA = 1001
SOON = {
    **QUICK_LEASES,
    "bot.runtime.readiness": {"STUCK_AFTER": 5.0},
    "bot.storage.dialect.sqlite.engine": {"BUSY_SECONDS": 1},
}
"""Bounds that are minutes in truth."""


async def test_a_service_tells_how_it_is(api: Server, tmp_path: Path, unused_port: int) -> None:
    asked = WatchedService(unused_port)
    async with running(api, tmp_path / "w.db", WAYMARK_HTTP_LISTEN=asked.listen):
        await asked.reasons(ready=True)
        assert await asked.get("/healthz") == (200, "ok\n")
        _, told = await asked.get("/readyz")
        assert json.loads(told)["roles"] == dict.fromkeys(
            ("groups", "telegram", "telegram:in"), HELD
        )
        api.world.say(ANNA, "/help")
        await until(lambda: api.world.of(ANNA))
        found = await asked.counted()
        assert found["waymark_events_total", "telegram"] == 1
        assert found["waymark_event_seconds_count", "telegram"] == 1
        assert found["waymark_sent_total", "reply"] == 1
        assert found["waymark_due", ""] == 0
        assert found["waymark_ready", ""] == 1
        assert (await asked.get("/healthz", "POST"))[0] == 405
        assert (await asked.get("/else"))[0] == 404


async def test_it_says_why_it_is_not_ready(api: Server, tmp_path: Path, unused_port: int) -> None:
    path, asked = tmp_path / "w.db", WatchedService(unused_port)
    env = {"WAYMARK_HTTP_LISTEN": asked.listen, CONSTANTS: json.dumps(SOON)}
    async with running(api, path, **env) as run:
        await asked.reasons(ready=True)
        with closing(sqlite3.connect(path, isolation_level=None)) as another:
            another.execute("begin exclusive")
            for naming in ("database: ", "lease: that of telegram ", "clockwork: its last tick"):
                await asked.reasons(ready=False, naming=naming)
            assert (await asked.get("/healthz"))[0] == 200
        await asked.reasons(ready=True)
        _, most = resource.prlimit(run.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(run.pid, resource.RLIMIT_FSIZE, (1, most))  # as on a full disk
        await asked.reasons(ready=False, naming="database: ")
        resource.prlimit(run.pid, resource.RLIMIT_FSIZE, (most, most))
        await asked.reasons(ready=True)
        for version in ("9999", "0016"):
            (told,) = rows(path, "select version_num from alembic_version")
            execute(path, f"update alembic_version set version_num = '{version}'")
            await asked.reasons(ready=False, naming=f"its schema is {version}")
            execute(path, f"update alembic_version set version_num = '{told[0]}'")
        await api.stop()
        await asked.reasons(ready=False, naming="telegram: polling fails")
        await api.start()
        await asked.reasons(ready=True)
        path.rename(tmp_path / "elsewhere")
        await asked.reasons(ready=False, naming="is not there any more")
        (tmp_path / "elsewhere").rename(path)
        await asked.reasons(ready=True)
    assert (await asked.get("/readyz"))[0] == 0


async def test_a_role_of_another_process_is_waited_for(
    api: Server, tmp_path: Path, unused_port: int
) -> None:
    path, asked = tmp_path / "w.db", WatchedService(unused_port)
    env = {"WAYMARK_HTTP_LISTEN": asked.listen, CONSTANTS: json.dumps(SOON)}
    async with running(api, path, **env):
        await asked.reasons(ready=True)
        execute(path, "update lease set owner = 'another', fence = fence + 1 where role = 'groups'")
        ends = time.monotonic() + PATIENCE
        while (await asked.roles())["groups"] != STANDS_BY:
            assert time.monotonic() < ends
        await asked.reasons(ready=True)
        while (await asked.roles())["groups"] != HELD:
            assert time.monotonic() < ends


async def test_a_revoked_token_is_named(api: Server, tmp_path: Path, unused_port: int) -> None:
    asked = WatchedService(unused_port)
    async with running(api, tmp_path / "w.db", WAYMARK_HTTP_LISTEN=asked.listen):
        await asked.reasons(ready=True)
        api.token = "4242:another"
        api.world.say(ANNA, "/help")
        told = await asked.reasons(ready=False, naming="telegram: ")
        assert "token" in told
        assert "loopback" not in told
        assert await asked.get("/healthz") == (200, "ok\n")


async def test_prompts_are_counted_with_their_delay(
    api: Server, tmp_path: Path, unused_port: int
) -> None:
    path, asked = tmp_path / "w.db", WatchedService(unused_port)

    async def at(instant: str) -> Run:
        env = {"WAYMARK_DEMO": "1", "WAYMARK_CLOCK_START": instant}
        return await start(api, path, WAYMARK_HTTP_LISTEN=asked.listen, **env)

    run = await at("2026-03-02T07:00+00:00")
    await asked.reasons(ready=True)
    api.world.say(ANNA, "/start tz=UTC at=08:00 days=mon-sun")
    await until(lambda: api.world.of(ANNA))
    assert await run.stop() == 0
    run = await at("2026-03-02T09:30+00:00")
    await until(lambda: len(api.world.of(ANNA)) == 2)
    ends = time.monotonic() + PATIENCE
    while not (found := await asked.counted())["waymark_late_total", "daily_prompt"]:
        assert time.monotonic() < ends, found
        await asyncio.sleep(0.05)
    assert found["waymark_sent_total", "daily_prompt"] == 1
    assert found["waymark_lag_seconds_sum", "daily_prompt"] > 90 * 60
    assert await run.stop() == 0


async def test_an_address_that_is_taken(api: Server, tmp_path: Path, unused_port: int) -> None:
    listen = f"127.0.0.1:{unused_port}"
    async with running(api, tmp_path / "a.db", WAYMARK_HTTP_LISTEN=listen):
        await WatchedService(unused_port).reasons(ready=True)
        second = await start(api, tmp_path / "b.db", WAYMARK_HTTP_LISTEN=listen)
        assert await second.ended() == 2
        assert f"WAYMARK_HTTP_LISTEN={listen}" in second.err
        assert "Traceback" not in second.err
