"""Forecasts are kept, one a week, and scored when the truth comes (promise 14.4)."""

from pathlib import Path

import pytest

from support.database import rows
from support.terminal import Terminal, terminal

START = "/start roadmap=six-month tz=Europe/Berlin days=mon-sat at=19:30"
KEPT = "select made_on, p50_days, p85_days from forecast order by id"


@pytest.fixture
async def begun(term: Terminal) -> Terminal:
    """Five weeks at one a week, the first of which three are not enough to go by."""
    await term.say(START)
    for _ in range(5):
        await term.say("/done 60", "/next", "!skip 7d")
    return term


@pytest.mark.soak
async def test_one_is_kept_a_week_with_whatever_happens_first(
    begun: Terminal, tmp_path: Path
) -> None:
    path = tmp_path / "waymark.db"
    assert [row[0] for row in rows(path, KEPT)] == ["2026-03-23", "2026-03-30", "2026-04-06"]
    before = rows(path, KEPT)
    await begun.say("/plan", "!skip 1d", "/next", "/plan")
    assert rows(path, KEPT) == before
    await begun.say("!skip 6d")
    assert len(rows(path, KEPT)) == 4, "the prompt is the first thing of the week"
    assert "held" not in await begun.say("/progress"), "the truth is not known"


@pytest.mark.soak
async def test_a_finish_in_time_is_told_and_a_step_back_takes_it_back(
    begun: Terminal, tmp_path: Path
) -> None:
    finish = await begun.say(*["/next"] * 19)
    assert "Of my 3 forecasts 3 held." in finish
    assert "Of my 3 forecasts 3 held." in await begun.say("/progress")
    assert "held" not in await begun.say("/back", "/progress")


@pytest.mark.soak
async def test_what_was_said_too_early_did_not_hold(begun: Terminal) -> None:
    await begun.say("!skip 300d")
    assert "Of my 5 forecasts 0 held." in await begun.say("/progress")


@pytest.mark.soak
async def test_a_roadmap_that_was_left_tells_nothing(begun: Terminal) -> None:
    await begun.say("/start roadmap=islands", "!press Switch to", "!press Yes, switch")
    assert "held" not in await begun.say("!skip 300d", "/progress")


@pytest.mark.soak
async def test_the_record_is_handed_over_and_comes_back(begun: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "waymark.db"
    before = rows(path, KEPT)
    await begun.say("/export")
    file = tmp_path / "mine.json"
    file.write_bytes(begun.shown[-1].message.files[0].content)
    await begun.say("/forget", "forget")
    assert rows(path, KEPT) == []
    await begun.say("/import", f"!file {file}")
    assert rows(path, KEPT)[: len(before)] == before
    async with terminal(path, begun.now, name="other") as other:
        await other.say(START)
    assert len(rows(path, KEPT)) == len(before)
