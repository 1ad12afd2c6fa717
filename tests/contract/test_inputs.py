"""What people say is counted for all processes at once (promise 11.5)."""

import asyncio

import pytest

from adapters.common import flood
from adapters.common.flood import Flood, Verdict
from bot.ports.store import Store
from support.stores import Opener

LONG = 86_400


async def test_all_processes_count_together(store: Store, another: Opener) -> None:
    several = [store, await another(), await another()]
    found = await asyncio.gather(
        *(each.inputs.count("telegram", "anna", LONG) for each in several * 4)
    )
    assert sorted(found) == list(range(1, 13))


async def test_each_is_counted_alone(store: Store) -> None:
    for platform, account in (("telegram", "anna"), ("telegram", "bert"), ("discord", "anna")):
        assert await store.inputs.count(platform, account, LONG) == 1
    assert await store.inputs.count("telegram", "bert", LONG) == 2


async def test_a_window_that_is_over_begins_anew(store: Store) -> None:
    assert await store.inputs.count("telegram", "anna", LONG) == 1
    assert await store.inputs.count("telegram", "anna", LONG) == 2
    assert await store.inputs.count("telegram", "anna", 0) == 1
    assert await store.inputs.count("telegram", "anna", LONG) == 2


async def test_a_flood_to_many_processes_slows_only_its_sender(
    store: Store, another: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flood, "WINDOW", LONG)
    guards = [Flood("telegram", 2, each.inputs) for each in (store, await another())]
    found = [await each.verdict_among_all("anna") for each in guards * 2]
    assert found == [Verdict.FINE, Verdict.FINE, Verdict.WARN, Verdict.IGNORE]
    assert await guards[0].verdict_among_all("bert") is Verdict.FINE
