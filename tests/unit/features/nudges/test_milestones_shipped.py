"""What a shipped project and a finished roadmap are told with (promises 3.2 and 4.3, B7)."""

import pytest

from support.terminal import Terminal

START = "/start tz=Europe/Berlin from=2026-03-02"
LINK = "https://github.com/me/calc"


async def test_the_first_project_is_told_with_the_learners_numbers(term: Terminal) -> None:
    await term.say(START)
    said = " ".join((await term.say(f"/done 60 {LINK}")).split())
    assert "You shipped it: Command-line calculator" in said
    assert "Your first on this roadmap, 1 h in. Show it to somebody tonight." in said


async def test_next_ships_nothing_more(term: Terminal) -> None:
    await term.say(START, f"/done 60 {LINK}")
    said = await term.say("/next", "/next", "/next", "/done 30", "/next")
    assert "shipped it" not in said


@pytest.mark.soak
async def test_the_finish_lists_only_what_was_shipped(term: Terminal) -> None:
    await term.say(START, f"/done 60 {LINK}")
    said = await term.say(*["/next"] * 24)
    end = said[said.index("You finished") :]
    assert "What you built on the way:\n- Command-line calculator" in end
    assert end.count("\n- ") == 1


@pytest.mark.soak
async def test_the_finish_says_of_nothing_that_it_was_built(term: Terminal) -> None:
    await term.say(START)
    end = await term.say(*["/next"] * 24)
    assert "What you built" not in end
    assert "The projects of this roadmap were: " in end
    assert "more." in end


@pytest.mark.soak
async def test_the_finish_counts_this_enrolments_hours_only(term: Terminal) -> None:
    await term.say("/start roadmap=engineer tz=Europe/Berlin from=2026-03-02", "/done 50")
    await term.say(*["/next"] * 24)
    await term.say("/today")
    label = next(each for each in term.buttons if each.startswith("Take: "))
    await term.say(f"[{label}]")
    for each in ("Yes", "Begin", "Start"):
        found = [one for one in term.buttons if one.startswith(each)]
        if found:
            await term.say(f"[{found[0]}]")
            break
    end = await term.say("/done 20", *["/next"] * 4)
    assert "weeks, 20 min logged." in end


async def test_a_second_way_has_hours_of_its_own(term: Terminal) -> None:
    await term.say("/start roadmap=engineer tz=Europe/Berlin from=2026-03-02", "/done 300")
    await term.say("!skip 1h", "/start roadmap=six-month", "!press Switch to", "!press Yes, switch")
    said = " ".join((await term.say("!skip 1h", f"/done 60 {LINK}")).split())
    assert "Your first on this roadmap, 1 h in." in said
    said = " ".join((await term.say("/next", "/next", "/next", "/next")).split())
    assert "in the roadmap, 1 h in your log." in said
