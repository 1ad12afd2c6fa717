"""Many at once: people go before prompts, and one look or transaction does for all of them."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest

from adapters.discord import calm
from adapters.discord.dm_channels import DmChannels
from support.contract import NetworkStage, core_on, serving, staged
from support.counting import counted
from support.database import count
from support.processes import PATIENCE
from support.telegram.process import until

if TYPE_CHECKING:
    from adapters.discord.adapter import Discord
    from bot.storage.store import SqlStore

CROWD = 25


async def test_a_prompt_goes_when_all_that_was_asked_is_handled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calm, "PROMPTS_WAIT", PATIENCE)
    path = tmp_path / "crowd.db"
    async with (
        staged("discord") as stage,
        core_on(path) as core,
        serving(cast("NetworkStage", stage), core) as adapter,
    ):
        for person in range(1, CROWD + 1):
            stage.say(person, "today")
        await until(lambda: count(str(path), "inbox"))
        async with adapter.slot(stage.chat(1)):
            assert count(str(path), "inbox where handled_at is null") == 0
        await until(lambda: all(stage.heard(person) for person in range(1, CROWD + 1)))
        await cast("Discord", adapter).outbox.recorder.flushed()
        assert count(str(path), "reply where sent_at is not null") == CROWD


async def test_a_crowds_direct_messages_are_remembered_together(tmp_path: Path) -> None:
    where = {str(person): person + 1000 for person in range(CROWD)}
    async with core_on(tmp_path / "crowd.db") as core:
        engine = cast("SqlStore", core.store)._engine

        def doors() -> DmChannels:
            return DmChannels(cast("Any", None), core.store.key_value, _gone)

        here = doors()
        with counted(engine) as first:
            await here.remember(where)
        with counted(engine) as again:
            await here.remember(where)
        with counted(engine) as after_a_start:
            await doors().remember(where)
        assert (first.statements, again.statements, after_a_start.statements) == (3, 0, 1)
        await here.remember({"1": 7})
        assert [await doors().channel(each) for each in ("0", "1", "2")] == [1000, 7, 1002]


async def _gone(_account: str, _reason: str) -> None:
    """Nobody is, here."""
