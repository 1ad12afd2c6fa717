"""Years of history cost an event nothing: as much is asked, and as many rows come back."""

import zlib
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest

from benchmarks.ground import NOW, parts
from benchmarks.lives import populated
from benchmarks.years import KINDS, Turns
from bot.storage import earlier
from support.counting import Asked, counted

A_YEAR = 102
"""Days after which a life's weeks look the same again: enough for all kinds of pages."""

MILESTONES = 8
"""The rows that somebody of five such years has and somebody of one has not: what was reached."""


TEXTS = {"/today": 0, "/done": 0, "prompt": 1}
"""What is unpacked for each: a prompt counts what waits to be recalled, from the memories."""


async def test_five_years_are_read_in_as_many_rows_as_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "years.db"
    await populated(path, A_YEAR)
    opened = await parts(path, NOW + timedelta(minutes=5))
    turns = Turns(opened, path)

    unpacked = list[bytes]()

    def decompress(data: bytes) -> bytes:
        unpacked.append(zlib.decompress(data))
        return unpacked[-1]

    async def asked(work: Callable[[], Awaitable[object]]) -> Asked:
        with counted(opened.store._engine) as found:
            await work()
        return found

    try:
        for years in (1, 5):
            first = await turns.measured(asked, "/today", years, cold=False)
            assert first.rows > 250 * years  # all of it, once: then what is old is summed up
        for kind in KINDS:
            one, five = [await turns.measured(asked, kind, each, cold=True) for each in (1, 5)]
            assert 20 < five.statements <= one.statements, kind
            assert 50 < five.rows <= one.rows + MILESTONES, kind
            monkeypatch.setattr(earlier, "decompress", decompress)
            unpacked.clear()
            await turns.measured(asked, kind, 5, cold=True)
            monkeypatch.undo()
            assert len(unpacked) == TEXTS[kind], kind
    finally:
        await opened.store.close()
