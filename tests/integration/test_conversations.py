"""Conversations that once went wrong: what was said to people who did nothing unusual."""

from datetime import datetime
from pathlib import Path

import pytest

from support.terminal import Terminal, terminal

SUNDAY = datetime.fromisoformat("2026-03-01T18:00+01:00")
PREVIOUS = "previous week's code"


def flat(text: str) -> str:
    return " ".join(text.split())


async def test_an_open_fork_takes_neither_project_nor_reading_away(term: Terminal) -> None:
    await term.say("/start roadmap=complete-2025 tz=Europe/Berlin", *["/next"] * 16)
    page = await term.say("/today")
    assert "Until you choose, I go with" in flat(page)
    assert "\nProject: " in page
    assert "\nRead: " in page
    assert len(page.splitlines()) <= 12


async def test_who_comes_on_a_rest_day_begins_at_the_front(tmp_path: Path) -> None:
    async with terminal(tmp_path / "sunday.db", SUNDAY) as term:
        assert "First day: Mon 2 March" in await term.say("/start")
        await term.say("[Start like this]")
        for said in ("/today", "/pause 5d", "/today"):
            page = await term.say(said)
            assert "1. Install python3" in page or said.startswith("/pause")


async def test_ten_minutes_are_ten_minutes_of_todays_first_thing(term: Terminal) -> None:
    await term.say("/start tz=Europe/Berlin")
    first = (await term.say("/today")).partition("1. ")[2].partition(" (")[0]
    said = flat(await term.say("[Just 10 minutes]"))
    assert f"“{first}”" in said
    assert "venv" in said
    assert "argparse" not in said


async def test_the_first_week_has_no_week_before_it(term: Terminal) -> None:
    await term.say("/start tz=Europe/Berlin days=mon-sat", "/done 90")
    assert PREVIOUS not in await term.say("!clock 2026-03-06T12:00+01:00")
    await term.say("/done 90", "/next", "!clock 2026-03-12T12:00+01:00", "/done 90")
    assert PREVIOUS in await term.say("!clock 2026-03-13T12:00+01:00")


async def test_yesterday_before_the_plan_is_explained(term: Terminal) -> None:
    await term.say("/start tz=Europe/Berlin")
    said = flat(await term.say("/done 20 yesterday"))
    assert "counts for your hours" in said
    assert "0 of" not in said
    assert "what you logged before it counts for your hours" in await term.say("/why yesterday")


@pytest.mark.parametrize("place", ["Mars", "Madrass Street", "Nowhereville"])
async def test_no_place_is_guessed_across_its_letters(term: Terminal, place: str) -> None:
    await term.say("/start tz=Europe/Berlin")
    assert f"I don't know a place called {place}" in await term.say(f"/settings tz={place}")
    assert "Europe/Berlin" in await term.say("/settings")


async def test_a_key_that_there_is_not_is_named_with_those_that_there_are(term: Terminal) -> None:
    await term.say("/start tz=Europe/Berlin")
    said = flat(await term.say("/settings foo=bar"))
    assert said.startswith("I don't know foo. What I know here: tz, at, days, rollover,")


async def test_settings_are_shown_in_words(term: Terminal) -> None:
    await term.say("/start tz=Europe/Berlin")
    page = await term.say("/settings checkin=fri-17:00 rollover=5", "/settings")
    assert "every Friday at 17:00" in page
    assert "05:00, from Tue 3 March on; today ends at 05:00" in page
    assert "English" in page
    assert "(rollover)" not in page


async def test_a_language_that_is_not_spoken(term: Terminal) -> None:
    await term.say("/start tz=Europe/Berlin")
    assert (
        await term.say("/settings language=xx")
        == "I only speak English and German so far: language=en"
    )


async def test_a_pause_says_by_how_much_the_dates_move(term: Terminal) -> None:
    await term.say("/start tz=Europe/Berlin", "/done 20")
    assert "Your dates move by 5 days." in await term.say("/pause 5d")
    assert "Pause cancelled." in await term.say("/resume")


async def test_the_streak_of_who_has_none_is_no_zero(term: Terminal) -> None:
    await term.say("/start tz=Europe/Berlin days=mon-sun")
    page = await term.say("/today")
    assert "Streak: your first day is waiting · 2 freezes in hand" in page
    await term.say("/done 20", "!skip 9d")
    page = await term.say("/today")
    assert "Streak: a new one is waiting · 2 freezes in hand" in page
    assert "0 study days" not in page


async def test_settings_lead_to_roadmap_and_pace(term: Terminal) -> None:
    await term.say("/start tz=Europe/Berlin pace=slow")
    page = await term.say("/settings")
    assert "Six months to Python backend developer" in page
    assert "6-8 hours a week" in page
    assert {"Roadmap", "Pace"} <= set(term.buttons)
    assert "Planned finish" in await term.say("[Pace]")
