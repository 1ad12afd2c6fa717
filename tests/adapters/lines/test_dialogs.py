"""A platform's contract: `waymark run` serves it, and the golden dialogs come back word for word."""

import asyncio
import socket
from pathlib import Path

from bot.runtime.clock import SteeredClock
from bot.runtime.platforms import PLATFORMS
from bot.runtime.serve import Serving
from bot.runtime.settings import Settings
from bot.runtime.wiring import coach_on, storing
from support.dialogs import DIALOGS, bare, begins, exchanges


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


async def test_a_dialog(tmp_path: Path) -> None:
    port, golden = free_port(), DIALOGS["persona-steady"]
    clock = SteeredClock(begins(golden))
    async with storing(str(tmp_path / "w.db")) as store:
        settings = Settings.model_validate({"lines_token": "secret", "lines_port": port})
        serving = Serving(coach_on(store, clock), store, clock, 1.0)
        serving.add(PLATFORMS["lines"].factory(settings, "secret"))
        running = asyncio.create_task(serving.run(frozenset({"scheduler", "lines"})))
        try:
            await _played(port, golden)
        finally:
            serving.end()
            await running


async def _played(port: int, golden: str) -> None:
    async with asyncio.timeout(30):
        while True:
            try:
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
                break
            except OSError:
                await asyncio.sleep(0.05)
        played = 0
        for typed, expected in exchanges(golden):
            if typed.startswith("!"):
                break
            writer.write(f"me secret {typed}\n".encode())
            heard = (await reader.readuntil(b"\n\n")).decode()
            words = "\n".join(each for each in expected.splitlines() if not each.startswith("["))
            assert bare(heard) == bare(words), typed
            played += 1
        assert played >= 2
        writer.close()
