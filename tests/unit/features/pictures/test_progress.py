"""What `/progress` and the cards show, and the same in words (promise 14.2)."""

from datetime import date

import pytest

from bot.chat.drawings import (
    DayMap,
    Figures,
    HourBars,
    Look,
    NameList,
    Note,
    Outlook,
    Panel,
    Picture,
    Trail,
)
from support.terminal import Terminal

START = "/start roadmap=six-month pace=standard tz=Europe/Berlin days=mon-sat from=2026-03-02"


@pytest.fixture
async def term(term: Terminal) -> Terminal:
    await term.say(START)
    return term


async def picture(term: Terminal, line: str = "/progress") -> Picture:
    """The picture of the newest message."""
    await term.say(line)
    (shown,) = term.shown[-1].message.pictures
    return shown


def panel(shown: Picture, kind: type[Panel]) -> Panel:
    """The panel of a sort."""
    return next(each for each in shown.drawing.panels if isinstance(each, kind))


async def test_before_the_first_entry(term: Terminal) -> None:
    shown = await picture(term)
    days = panel(shown, DayMap)
    assert isinstance(days, DayMap)
    assert days.days == "t......"
    assert days.first == date(2026, 3, 2)
    assert isinstance(shown.drawing.panels[-1], Note)
    assert shown.words == (
        "Weeks: 0 of 24 done",
        "Study days: today 1",
        "Log a few minutes, and your hours show here: /done 25",
    )


async def test_days_and_hours_are_those_of_the_ledger(term: Terminal) -> None:
    await term.say("/done 45", "!skip 2d", "/done 1 h 30", "!skip 5d", "/done 30 yesterday")
    shown = await picture(term)
    days, hours = panel(shown, DayMap), panel(shown, HourBars)
    assert isinstance(days, DayMap)
    assert days.days == "dfdmmmdt......"
    assert isinstance(hours, HourBars)
    assert [bar.minutes for bar in hours.bars] == [165, 0]
    assert (hours.least, hours.most) == (600, 900)
    counted = {each.label: each.count for each in days.legend}
    assert all(counted.values())
    told = ", ".join(f"{label} {count}" for label, count in counted.items())
    assert f"Study days: {told}" in shown.words
    assert "Hours a week: 2 Mar 2.8 h, 9 Mar 0 h (the plan: 10-15 h a week)" in shown.words


@pytest.mark.soak
async def test_the_words_name_whatever_is_drawn(term: Terminal) -> None:
    for _ in range(5):
        await term.say("/done 60 https://github.com/anna/calculator", "/next", "!skip 7d")
    shown = await picture(term)
    kinds = [type(each) for each in shown.drawing.panels]
    assert kinds == [Trail, DayMap, HourBars, NameList, Outlook]
    assert len(shown.words) == len(kinds)
    names, outlook = panel(shown, NameList), panel(shown, Outlook)
    assert isinstance(names, NameList)
    assert isinstance(outlook, Outlook)
    assert all(name in shown.words[3] for name in names.names)
    assert outlook.likely.day <= outlook.surely.day
    assert outlook.surely.text in shown.words[4]


async def test_in_words_alone(term: Terminal) -> None:
    await term.say("/done 45")
    with_picture = await term.say("/progress")
    assert await term.say("/progress text") == with_picture
    assert term.shown[-1].message.pictures == ()
    assert "/progress text" in await term.say("/progress photo")


async def test_the_look_is_as_set(term: Terminal) -> None:
    assert (await picture(term)).drawing.look is Look.LIGHT
    assert "dark" in await term.say("/settings look=dark")
    assert (await picture(term)).drawing.look is Look.DARK
    assert "look=dark" in await term.say("/settings look=pink")
    assert (await picture(term)).drawing.look is Look.DARK


async def test_a_phase_that_is_finished_has_its_card(term: Terminal) -> None:
    await term.say("/done 90", "/next", "/next", "/next")
    shown = await picture(term, "/next")
    figures = panel(shown, Figures)
    assert isinstance(figures, Figures)
    assert shown.drawing.badge
    assert [each.value for each in figures.items] == ["4", "1 h 30 min", "1"]
    assert shown.words[0] == "4 weeks · 1 h 30 min logged · 1 day of study"


@pytest.mark.soak
async def test_a_roadmap_that_is_finished_has_its_card(term: Terminal) -> None:
    await term.say("/done 90", *["/next"] * 23)
    shown = await picture(term, "/next")
    assert shown.name == "roadmap.png"
    assert shown.drawing.subtitle == "finished on 2 March 2026"
    assert (await picture(term)).drawing == shown.drawing
    await term.say("/progress text")
    assert "24 weeks · 1 h 30 min logged" in await term.say("/progress text")
