"""The whole coach on PostgreSQL: the same words as on SQLite, and many at once (promises 9.1, 9.3)."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import datetime
from typing import Any

import pytest

from bot.chat.events import Event, Origin, event_of_text
from bot.coach.coach import Coach
from bot.runtime.clock import SteeredClock
from bot.runtime.wiring import coach_on, storing
from support.postgresql import Server
from support.processes import ROOT, START
from support.terminal import played

AT = datetime.fromisoformat("2026-03-02T18:00+01:00")
FOLDER = ROOT / "tests" / "dialogs"
TELLING = frozenset({"first-evening"})
DIALOGS = sorted(FOLDER.rglob("*.txt"))


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(path, marks=[] if path.stem in TELLING else [pytest.mark.soak], id=path.stem)
        for path in DIALOGS
    ],
)
async def test_a_dialog(path: Any, postgresql: Server, capsys: pytest.CaptureFixture[str]) -> None:
    golden = path.read_text(encoding="utf-8")
    async with postgresql.database() as name:
        now = await played(golden, postgresql.url(name), lambda: capsys.readouterr().err)
    assert now == golden


@pytest.mark.soak
async def test_a_dialog_through_the_driver_for_poolers(
    postgresql: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    golden = (FOLDER / "first-evening.txt").read_text(encoding="utf-8")
    async with postgresql.database() as name:
        url = postgresql.url(name, "+psycopg")
        assert await played(golden, url, lambda: capsys.readouterr().err) == golden


class Replicas:
    """Coaches on one database, as many processes would have them."""

    def __init__(self, server: Server, name: str, coaches: list[Coach]) -> None:
        self._server = server
        self._name = name
        self.coaches = coaches

    async def count(self, table: str) -> int:
        """How many rows a table has."""
        ((rows,),) = await self._server.execute(f"SELECT count(*) FROM {table}", self._name)
        return int(rows)


@pytest.fixture
async def replicas(postgresql: Server) -> AsyncIterator[Replicas]:
    """Three of them."""
    async with postgresql.database() as name, AsyncExitStack() as stack:
        url = postgresql.url(name)
        stores = [await stack.enter_async_context(storing(url)) for _ in range(3)]
        coaches = [coach_on(each, SteeredClock(AT)) for each in stores]
        yield Replicas(postgresql, name, coaches)


def say(line: str, event_id: str, by: str = "7", on: str = "telegram") -> Event:
    origin = Origin(platform=on, account=by, name="Ada", chat=by, zone="Europe/Berlin")
    return event_of_text(line, id=event_id, origin=origin)


async def test_an_event_that_all_have_has_the_effect_of_one(replicas: Replicas) -> None:
    await replicas.coaches[0].handle(say(START, "start"))
    for number, line in enumerate(("/done 25", "/next", "/pause 5d", "/nonsense")):
        event = say(line, f"e{number}")
        answers = await asyncio.gather(*(each.handle(event) for each in replicas.coaches * 2))
        assert [each for each in answers if each != answers[0]] == []
    assert await replicas.count("entry") == 1
    assert await replicas.count("inbox") == await replicas.count("reply") == 5


@pytest.mark.soak
async def test_somebody_new_who_writes_to_all_at_once_is_one_person(replicas: Replicas) -> None:
    events = [say("/done 10", f"e{number}") for number in range(12)]
    several = replicas.coaches * 4
    await asyncio.gather(*(each.handle(event) for each, event in zip(several, events, strict=True)))
    assert await replicas.count("learner") == await replicas.count("account") == 1
    assert await replicas.count("entry") == 12


@pytest.mark.soak
async def test_each_of_many_who_write_to_all_at_once_loses_nothing(replicas: Replicas) -> None:
    """Caches of the one know nothing of what the others did: each sees the latest."""
    people = [str(number) for number in range(1, 6)]
    for person in people:
        await replicas.coaches[0].handle(say(START, f"start-{person}", person))
    events = [say("/done 10", f"{p}-{number}", p) for number in range(6) for p in people]
    several = replicas.coaches * len(events)
    await asyncio.gather(
        *(each.handle(event) for each, event in zip(several, events, strict=False))
    )
    assert await replicas.count("entry") == len(events)
    for coach in replicas.coaches:
        (answer,) = await coach.handle(say("/progress", f"p-{id(coach)}", people[0]))
        assert "1 h" in answer.message.model_dump_json()
