"""The alert rules and the dashboard in docs/: each rule fires on the metrics of its trouble (10)."""

import asyncio
import json
import time
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from bot.domain.delivery import MessageKind
from bot.runtime.metrics import PrometheusMetrics
from support.database import locked, rows
from support.messages import ROOT
from support.processes import PATIENCE
from support.promql import Samples, evaluated, names_in, seconds
from support.telegram.process import running, until
from support.telegram.rules import RefusedError
from support.telegram.server import TOKEN, Fault, bot_api
from support.watching import WatchedService

HOWTO: Final = ROOT / "docs" / "howto"
SCRAPE_EVERY: Final = 30.0
LONG: Final = 40
"""How many scrapes see what lasts: longer than any rule waits."""

PEOPLE: Final = range(1001, 1007)


def rules() -> list[dict[str, Any]]:
    (group,) = yaml.safe_load((HOWTO / "alerts.yml").read_text("utf-8"))["groups"]
    found: list[dict[str, Any]] = group["rules"]
    return found


def expressions() -> list[str]:
    """What the dashboard asks for."""
    board = json.loads((HOWTO / "dashboard.json").read_text("utf-8"))
    return [target["expr"] for panel in board["panels"] for target in panel["targets"]]


def firing(before: str, after: str | None) -> set[str]:
    """The alerts that fire when what a process tells was that for long, and is this from now on."""
    samples = Samples()
    times = [number * SCRAPE_EVERY for number in range(2 * LONG)]
    for number, at in enumerate(times):
        samples.scrape(at, before if number < LONG else after)
    found = set()
    for rule in rules():
        wanted, lasts = seconds(rule.get("for", "0s")), -SCRAPE_EVERY
        for at in times:
            lasts = lasts + SCRAPE_EVERY if evaluated(rule["expr"], samples, at) else -SCRAPE_EVERY
            if lasts >= wanted:
                found.add(rule["alert"])
    return found


def test_what_they_ask_for_is_counted() -> None:
    metrics, samples = PrometheusMetrics(), Samples()
    metrics.serves("telegram")
    metrics.sent("telegram", MessageKind.DAILY_PROMPT, timedelta())
    samples.scrape(0, metrics.text(0, ready=True).decode())
    for each in [*expressions(), *(rule["expr"] for rule in rules())]:
        assert names_in(each), each
        assert names_in(each) <= samples.names, each
    assert len(rules()) == 5
    for rule in rules():
        evaluated(rule["expr"], samples, 0)


@pytest.mark.soak
async def test_each_rule_fires_on_the_metrics_of_its_trouble(
    tmp_path: Path, unused_port: int
) -> None:
    path, asked = tmp_path / "w.db", WatchedService(unused_port)

    def at(instant: str) -> dict[str, str]:
        clock = {"WAYMARK_DEMO": "1", "WAYMARK_CLOCK_START": instant}
        return {"WAYMARK_HTTP_LISTEN": asked.listen, **clock}

    async with bot_api() as api:
        async with running(api, path, **at("2026-03-02T18:00+00:00")):
            await asked.reasons(ready=True)
            for each in PEOPLE:
                api.world.say(each, "/start tz=UTC at=08:00 days=mon-sun")
            await until(lambda: len(rows(path, ANSWERED)) == len(PEOPLE))
            well = await asked.metrics()
            assert firing(well, well) == set()
            with locked(path):
                api.world.say(PEOPLE[0], "/today")
                await asyncio.sleep(SLOW)
            slow = await _when(asked, "waymark_events_total", "telegram", len(PEOPLE) + 1)
            assert firing(well, slow) == {"WaymarkIsSlow"}
            api.faults.append(Fault("sendMessage", error=REFUSED, times=2))
            api.world.say(PEOPLE[0], "/today")
            dead = await _when(asked, "waymark_dead_total", "reply", 1)
            assert firing(slow, dead) == {"WaymarkGivesUp"}
        assert firing(dead, None) == {"WaymarkIsDown"}
        async with running(api, path, **at("2026-03-03T09:30+00:00")):
            late = await _when(asked, "waymark_late_total", "daily_prompt", len(PEOPLE))
            assert firing(dead, late) == {"WaymarkIsLate"}
            api.token = "4242:another"
            await asked.reasons(ready=False, naming="token")
            assert firing(late, await asked.metrics()) == {"WaymarkIsDown"}
        api.token = TOKEN
        api.faults.append(Fault("sendMessage", error=BUSY, times=10_000))
        async with running(api, path, **at("2026-03-04T08:00+00:00")):
            waits = await _when(asked, "waymark_due", "", len(PEOPLE))
            assert "WaymarkMessagesWait" in firing(late, waits)


SLOW: Final = 3.5
ANSWERED: Final = "select 1 from reply where sent_at is not null"
REFUSED: Final = RefusedError("Bad Request: it is refused", 400)
BUSY: Final = RefusedError("Internal Server Error", 500)


async def _when(asked: WatchedService, name: str, label: str, least: float) -> str:
    """What a service tells once it has counted so much."""
    ends = time.monotonic() + PATIENCE
    while (await asked.counted()).get((name, label), 0) < least:
        assert time.monotonic() < ends, (name, await asked.counted())
        await asyncio.sleep(0.05)
    return await asked.metrics()
