"""`/today` fits 12 lines of 80 columns, on every kind of day (promise 3.4)."""

from datetime import datetime
from pathlib import Path

import pytest

from adapters.console.render import buttons_line, plain_text
from bot.domain.policy import OFFERED_MOST
from support.terminal import Terminal, terminal

LINES = 12
COLUMNS = 80
WEEKS = 24
PACES = ("standard", "accelerated", "slow")

ACTIVITIES = ("learn", "practise", "project", "review")

LONG_DATES = datetime.fromisoformat("2026-09-23T18:00+02:00")
"""A Wednesday in September: no date is longer in words."""


async def page(term: Terminal) -> str:
    """What `/today` says, measured with its buttons."""
    before = len(term.shown)
    await term.say("/today")
    (reply,) = [each.message for each in term.shown[before:] if each.message.kind == "reply"]
    text = plain_text(reply)
    lines = [*text.splitlines(), *buttons_line(reply).splitlines()]
    assert len(lines) <= LINES, text
    assert max(map(len, lines)) <= COLUMNS, text
    return text


async def enrolled(term: Terminal, pace: str, more: str = "") -> None:
    said = await term.say(f"/start pace={pace} tz=Europe/Berlin days=mon-sat {more}".strip())
    assert "You are set up" in said


@pytest.mark.soak
@pytest.mark.parametrize(
    ("pace", "days"),
    [("accelerated", 2), ("accelerated", 7), ("standard", 1), ("slow", 1)],
)
async def test_every_week_on_study_days_and_rest_days(tmp_path: Path, pace: str, days: int) -> None:
    """The pace with the longest days on most weekdays, or on all; the others on one a week.

    Who ticks and logs nothing has every day lived as learning, whatever its row is (promise 3.4b),
    until a topic was offered in vain on three days: then its exercise comes (promise 3.4e).
    Nothing is built in a week that was not begun.
    """
    async with terminal(tmp_path / "today.db", LONG_DATES) as term:
        await enrolled(term, pace)
        seen: dict[int, set[str]] = {}
        for week in range(1, WEEKS + 1):
            study_days = 0
            for _ in range(days):
                text = " ".join((await page(term)).split())
                assert text.startswith(f"Week {week} of {WEEKS} · ")
                assert (term.clock.now().weekday() == 6) == ("rest day" in text)
                if "rest day" not in text:
                    study_days += 1
                    (activity,) = (each for each in ACTIVITIES if f"· {each} ·" in text)
                    seen.setdefault(study_days, set()).add(activity)
                await term.say("!skip 1d")
            await term.say("/next")
        for number, activities in seen.items():
            if number <= OFFERED_MOST:
                assert activities == {"learn"}
            else:
                assert "practise" in activities
                assert activities <= {"learn", "practise"}
        assert "You finished" in await term.say("/today")


@pytest.mark.parametrize("pace", PACES)
async def test_before_set_up(tmp_path: Path, pace: str) -> None:
    async with terminal(tmp_path / "today.db", LONG_DATES) as term:
        await term.say(f"/start pace={pace}")
        text = await page(term)
        assert "Week 1 of 24" in text
        assert "/start" in text


@pytest.mark.soak
async def test_paused_and_before_the_plan(tmp_path: Path) -> None:
    async with terminal(tmp_path / "today.db", LONG_DATES) as term:
        await enrolled(term, "standard", "from=2026-09-30")
        for _ in range(WEEKS - 1):
            assert "Your plan starts on Wed 30 September" in await page(term)
            await term.say("/next")
        await term.say("!skip 8d", "/pause 3d")
        for _ in range(WEEKS - 1):
            assert "Paused until" in await page(term)
            await term.say("/back")


@pytest.mark.soak
async def test_rest_days_and_ticked_weeks(tmp_path: Path) -> None:
    async with terminal(tmp_path / "today.db", LONG_DATES) as term:
        await enrolled(term, "slow")
        await term.say("!clock 2026-09-27T12:00+02:00")
        for week in range(1, WEEKS):
            assert "rest day" in await page(term)
            if week % 6 == 0:
                await term.say("/week")
                for label in term.buttons:
                    await term.say(f"!press {label}")
                    await page(term)
                assert "something light" in await page(term)
            await term.say("/next")


@pytest.mark.soak
async def test_with_a_hidden_streak_and_a_long_one(tmp_path: Path) -> None:
    async with terminal(tmp_path / "today.db", LONG_DATES) as term:
        await enrolled(term, "standard")
        for _ in range(40):
            await term.say("/done", "!skip 1d")
        assert "Streak: 40 study days" in await page(term)
        await term.say("/settings streak=off")
        assert "Streak" not in await page(term)
