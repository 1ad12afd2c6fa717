"""Who waits too long for the one connection learns that the host is in trouble."""

from pathlib import Path

import pytest

from bot.errors import HostError
from bot.runtime.wiring import storing


async def test_a_busy_connection_is_the_hosts_trouble(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with storing(str(tmp_path / "w.db")) as store:
        monkeypatch.setattr(store._engine.pool, "_timeout", 0.01)
        async with store.work():
            with pytest.raises(HostError, match="busy"):
                await store.key_value.get("x")
