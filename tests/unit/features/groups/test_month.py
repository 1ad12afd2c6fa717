"""A group's month, by a button on the first day of the next (promise 14.2)."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.chat.drawings import Figures, MonthMap
from bot.domain.delivery import MessageKind
from support.terminal import Terminal, terminal

START = datetime(2026, 3, 24, 9, 0, tzinfo=UTC)


async def boards(term: Terminal, *lines: str) -> list[list[str]]:
    """The labels under the boards that lines bring."""
    before = len(term.shown)
    await term.say(*lines)
    return [
        [button.label for row in each.message.buttons for button in row]
        for each in term.shown[before:]
        if each.message.kind is MessageKind.GROUP_BOARD and each.message.buttons
    ]


@pytest.mark.soak
async def test_the_button_leads_to_the_picture(tmp_path: Path) -> None:
    async with terminal(tmp_path / "w.db", START, name="anna") as term:
        await term.say("!in club", "/group start")
        for name in ("anna", "ben"):
            await term.say(f"!as {name}", "/start tz=UTC days=mon-sun", "/group join")
        for day in range(25, 32):
            await term.say(f"!clock 2026-03-{day}T10:00Z")
            for name in ("anna", "ben") if day != 28 else ("anna",):
                await term.say(f"!as {name}", "/done 20")
        labels = await boards(term, "!clock 2026-04-01T10:00Z")
        assert labels[-1] == ["I studied", "Join", "Our March 2026"]
        await term.say("!press Our March 2026")
        (shown,) = term.shown[-1].message.pictures
        calendar, figures = shown.drawing.panels
        assert isinstance(calendar, MonthMap)
        assert isinstance(figures, Figures)
        assert shown.drawing.title == "club"
        assert (calendar.offset, len(calendar.days)) == (6, 31)
        assert calendar.days == "." * 24 + "dddrddd"
        told = ", ".join(f"{each.label} {each.count}" for each in calendar.legend)
        assert shown.words[0] == f"Days together: {told}"
        later = await boards(term, "!clock 2026-04-02T10:00Z")
        assert all("Our March 2026" not in each for each in later)


async def test_no_button_without_a_month_behind(tmp_path: Path) -> None:
    async with terminal(
        tmp_path / "w.db", datetime(2026, 3, 31, 9, 0, tzinfo=UTC), name="anna"
    ) as term:
        await term.say("!in club", "/group start")
        for name in ("anna", "ben"):
            await term.say(f"!as {name}", "/start tz=UTC days=mon-sun", "/group join")
        assert await boards(term, "!clock 2026-04-01T10:00Z") == [["I studied", "Join"]]
