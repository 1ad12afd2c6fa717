"""The islands' third pass is a menu: what is picked is kept and honoured (promise 3.7)."""

from datetime import datetime
from pathlib import Path

import pytest

from bot.domain.day.week import week_of
from bot.roadmaps.files import Roadmaps
from support.terminal import Terminal, terminal

FIRST, OTHER, THIRD = "Data Structures: build", "OOP: metaclasses", "Databases: think"
AT = datetime.fromisoformat("2026-03-02T18:00+01:00")
START = ("/start roadmap=islands tz=Europe/Berlin days=mon-sat", *["/next"] * 24)


@pytest.fixture
async def begun(term: Terminal) -> Terminal:
    await term.say(*START)
    return term


@pytest.mark.soak
@pytest.mark.parametrize("page", ["/today", "/week"])
async def test_what_is_picked_is_what_the_week_is_for(begun: Terminal, page: str) -> None:
    assert f"1. {FIRST}" in await begun.say("/today")
    await begun.say(page, "!press Pick from the menu")
    assert "Week 25 is for “OOP: metaclasses" in await begun.say(f"!press {OTHER}")
    assert f"1. {OTHER}" in await begun.say("/today")
    week = await begun.say("/week")
    assert f"[ ] {OTHER}" in week
    assert FIRST not in week
    assert f"1. {FIRST}" in await begun.say("/next", "/today")


@pytest.mark.soak
async def test_the_pick_outlives_a_restart(tmp_path: Path) -> None:
    async with terminal(tmp_path / "a.db", AT) as term:
        await term.say(*START, "/today", "!press Pick", f"!press {OTHER}")
    async with terminal(tmp_path / "a.db", AT) as term:
        assert f"1. {OTHER}" in await term.say("/today")


@pytest.mark.soak
async def test_another_mind_replaces_it_and_the_same_press_puts_it_back(begun: Terminal) -> None:
    await begun.say("/today", "!press Pick", f"!press {OTHER}", f"!press {THIRD}")
    week = await begun.say("/week")
    assert THIRD in week
    assert OTHER not in week
    await begun.say("!press Pick", f"!press ✓ {THIRD}")
    assert FIRST in await begun.say("/week")


@pytest.mark.soak
async def test_after_a_tick_there_is_room_for_one_more(begun: Terminal) -> None:
    await begun.say("/week", "!press Pick", f"!press {OTHER}", "/week", f"!press ☐ {OTHER}")
    await begun.say("!press Pick", f"!press {THIRD}")
    week = await begun.say("/week")
    assert f"[x] {OTHER}" in week
    assert f"[ ] {THIRD}" in week
    assert f"1. {THIRD}" in await begun.say("/today")


@pytest.mark.soak
async def test_a_late_pick_is_for_the_week_it_was_made_in(begun: Terminal) -> None:
    await begun.say("/next", "/next", "/today", "!press Pick", f"!press {THIRD}")
    assert f"1. {THIRD}" in await begun.say("/today")


@pytest.mark.soak
async def test_what_was_begun_can_come_along(begun: Terminal) -> None:
    await begun.say("/today", "!press Pick", f"!press {OTHER}")
    assert "1 topic is still open: “OOP: metaclasses" in await begun.say("/next")
    assert "review evenings" in await begun.say("!press Bring along")
    await begun.say("!skip 1m", "/done 60", "!clock 2026-03-04T12:00+01:00")
    page = await begun.say("/today")
    assert "review" in page
    assert f"1. {OTHER}" in page


async def test_a_week_of_its_own_has_no_menu(term: Terminal) -> None:
    await term.say("/start roadmap=islands tz=Europe/Berlin", "/today")
    assert "Pick from the menu" not in term.buttons


def test_no_week_of_a_menu_is_empty_and_nothing_comes_twice() -> None:
    roadmap = Roadmaps().get("islands")
    picked = {25: ["dba"], 28: ["implement-structure"], 30: ["kubernetes"]}
    for chosen in ({}, picked):
        weeks = [week_of(roadmap, each, picked=chosen).main for each in range(25, 31)]
        names = [topic.id for week in weeks for topic in week]
        assert [len(week) for week in weeks] == [1] * 6
        assert len({*names}) == len(names)
    first = ["dba", "tensorflow-keras", "stream-processing"]
    assert names == [*first, "implement-structure", "metaclasses", "kubernetes"]
