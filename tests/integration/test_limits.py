"""Limits as a learner meets them: just inside, and just outside."""

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest

from support.database import facts
from support.processes import START
from support.terminal import Terminal, terminal

MONDAY = datetime.fromisoformat("2026-03-02T18:00+01:00")


@pytest.fixture
async def learner(tmp_path: Path) -> AsyncIterator[Terminal]:
    async with terminal(tmp_path / "limits.db", MONDAY) as term:
        await term.say(START)
        yield term


async def heard(term: Terminal, line: str) -> str:
    """The text of the reply to a line, in one line."""
    return " ".join((await term.say(line)).split())


@pytest.mark.parametrize(("later", "works"), [("23h59m", True), ("24h", True), ("24h1m", False)])
async def test_undo_within_a_day(learner: Terminal, later: str, works: bool) -> None:
    await learner.say("/done 25", f"!skip {later}")
    said = await heard(learner, "/undo")
    assert ("Taken back: 25 min" in said) == works
    assert ("nothing to take back" in said) != works


async def test_undo_one_after_the_other(learner: Terminal) -> None:
    await learner.say("/done 10", "/done 20", "/done 30")
    for minutes in (30, 20, 10):
        assert f"Taken back: {minutes} min" in await heard(learner, "/undo")
    assert "nothing to take back" in await heard(learner, "/undo")


async def test_logging_and_undoing_changes_nothing(learner: Terminal) -> None:
    await learner.say("/done 10")
    before = [await heard(learner, line) for line in ("/streak", "/why", "/progress")]
    await learner.say("/done 30", "/undo", "/week", "!press Functions", "/undo")
    assert [await heard(learner, line) for line in ("/streak", "/why", "/progress")] == before


async def test_a_tick_toggles(learner: Terminal) -> None:
    await learner.say("/week")
    assert "[x] Functions" in await heard(learner, "!press Functions")
    assert "1 study day" in await heard(learner, "/streak")
    assert "[ ] Functions" in await heard(learner, "!press Functions")
    assert "0 study days" in await heard(learner, "/streak")
    assert "[x] Functions" in await heard(learner, "!press Functions")


async def test_an_old_tick_opens_again_and_keeps_its_day(learner: Terminal) -> None:
    await learner.say("/week", "!press Functions", "!skip 25h", "/week")
    assert "[ ] Functions" in await heard(learner, "!press Functions")
    assert "1 study day" in await heard(learner, "/streak")
    assert "[x] Functions" in await heard(learner, "!press Functions")
    assert "2 study days" in await heard(learner, "/streak")


async def test_study_days_change_once_in_seven_days(learner: Terminal) -> None:
    await learner.say("!skip 1h")
    assert "from tomorrow: Mon-Fri" in await heard(learner, "/settings days=mon-fri")
    refusal = await heard(learner, "/settings days=mon-sun")
    assert "once in 7 days" in refusal
    assert "9 March" in refusal
    await learner.say("!clock 2026-03-09T03:59+01:00")
    assert "once in 7 days" in await heard(learner, "/settings days=mon-sun")
    await learner.say("!clock 2026-03-09T04:00+01:00")
    assert "from tomorrow" in await heard(learner, "/settings days=mon-sun")


async def test_a_change_right_after_set_up_is_a_change(learner: Terminal) -> None:
    """A virtual clock stands still: set-up and change fall on one instant."""
    assert "from tomorrow" in await heard(learner, "/settings days=tue,wed,thu")
    assert "rest day" not in await heard(learner, "/today")
    assert "once in 7 days" in await heard(learner, "/settings days=mon-sun")


async def test_a_zone_right_after_set_up_waits_for_the_rollover(learner: Terminal) -> None:
    await learner.say("/settings tz=Pacific/Kiritimati")  # where it is Tuesday already
    assert "Mon 2 March" in await heard(learner, "/done 10")


async def test_minutes(learner: Terminal) -> None:
    assert "Logged 12 h" in await heard(learner, "/done 720")
    assert "Logged 1 min" in await heard(learner, "/done 1")
    for words in ("0", "721"):
        assert "from 1 to 720" in await heard(learner, f"/done {words}")


async def test_the_oldest_entry(learner: Terminal) -> None:
    assert "Logged 5 min for Sat 31 January" in await heard(learner, "/done 5 2026-01-31")
    assert "more than 30 days ago" in await heard(learner, "/done 5 2026-01-30")


async def test_the_longest_text(learner: Terminal) -> None:
    note = "x" * (2000 - len("done25 "))
    assert "Logged 25 min" in await heard(learner, f"/done 25 {note}")
    assert "At most 2000" in await heard(learner, f"/done 25 {note}yy")


async def test_pauses(learner: Terminal, tmp_path: Path) -> None:
    before = facts(tmp_path / "limits.db")
    for line in ("/pause 2d", "/pause 22d", "/pause until 2026-03-03", "/pause until 2026-03-01"):
        assert "Paused" not in await heard(learner, line)
    assert facts(tmp_path / "limits.db") == before
    assert "to Sun 22 March" in await heard(learner, "/pause 21d")
    assert "to Wed 4 March" in await heard(learner, "/pause until 2026-03-04")
    await learner.say("/resume", "!skip 7d", "/done 5")
    assert "Paused on Tue 10 March" in await heard(learner, "/pause 1d")


async def test_the_first_day_of_the_plan(tmp_path: Path) -> None:
    async with terminal(tmp_path / "start.db", MONDAY) as term:
        line = "/start tz=Europe/Berlin from="
        assert "within a year" in await heard(term, f"{line}2027-03-03")
        assert "within a year" in await heard(term, f"{line}2025-03-01")
        said = await heard(term, f"{line}2027-03-02")
        assert "You are set up" in said
        assert "Tue 2 March" in said
