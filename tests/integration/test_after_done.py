"""After a log: sums and one question; on leaving a week: what was done, what comes along (3.4b)."""

import pytest

from support.terminal import Terminal

FIRST = "Install python3, make a venv, set up an editor"


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture
async def begun(term: Terminal) -> Terminal:
    """On the first page of the six-month roadmap."""
    await term.say("/start roadmap=six-month tz=Europe/Berlin days=mon-sat", "/today")
    return term


async def test_a_log_says_what_the_day_and_the_week_come_to(begun: Terminal) -> None:
    first = await begun.say("/done 40")
    assert "That is 1 of 6 days this week." in first
    assert first.count("40 min") == 1, "nothing is said twice"
    assert "That makes 1 h 15 min today, and 1 of 6 days this week." in await begun.say("/done 35")
    await begun.say("!skip 1d", "/done 20", "!skip 1d")
    assert "3 of 6 days this week" in await begun.say("/done 50")
    await begun.say("!skip 1d", "/done 50", "!skip 1d", "/done 50", "!skip 1d")
    assert "That is all 6 days this week." in await begun.say("/done 50")


async def test_a_day_before_this_week_tells_nothing_of_the_week(begun: Terminal) -> None:
    await begun.say("/done 20", "!skip 7d")
    assert "this week" not in await begun.say("/done 40 2026-03-06")
    assert "That makes 1 h 15 min on Fri 6 March." in await begun.say("/done 35 2026-03-06")


async def test_no_two_evenings_running_are_praised_alike(begun: Terminal) -> None:
    heard = []
    for _ in range(6):
        heard.append((await begun.say("/done 25")).splitlines()[1].partition(" That is")[0])
        await begun.say("!skip 1d")
    assert len(set(heard)) == len(heard)


async def test_one_question_is_asked_and_its_answer_ticks(begun: Terminal) -> None:
    answer = await begun.say("/done 40")
    assert answer.count("?") == 1
    assert f"Finished “{FIRST}”?" in flat(answer)
    assert begun.buttons == ["Tick it", "Still at it", "Stuck"]
    assert "is ticked" in await begun.say("!press Tick it")
    assert f"[x] {FIRST}" in await begun.say("/week")
    assert "is ticked" in await begun.say("!press Tick it")
    assert FIRST not in await begun.say("/done 10")


async def test_without_minutes_only_the_minutes_are_asked_for(begun: Terminal) -> None:
    answer = await begun.say("/done")
    assert answer.count("?") == 1
    assert "How long was it?" in answer
    assert "Finished" in await begun.say("!press 50")


async def test_still_at_it_brings_the_topic_again(begun: Terminal) -> None:
    await begun.say("/done 90", "!press Still at it", "!skip 1d")
    assert FIRST in flat(await begun.say("/today"))


async def test_stuck_comes_from_another_side_and_into_the_checkin(begun: Terminal) -> None:
    await begun.say("/done 40", "!press Stuck", "!skip 1d")
    assert f"1. {FIRST}" not in flat(await begun.say("/today"))
    await begun.say("/checkin", "!press Skip")
    assert f"You were stuck at “{FIRST}”" in flat(await begun.say("!press Skip"))


async def test_the_prompt_has_the_same_buttons(begun: Terminal) -> None:
    await begun.say("!skip 1d")
    assert begun.buttons[-3:] == ["Tick it", "Still at it", "Stuck"]
    assert "is ticked" in await begun.say("!press Tick it")


async def test_a_week_is_summed_up_and_its_rest_comes_along(begun: Terminal) -> None:
    await begun.say("/done 40", "!press Tick it", "!skip 1h")
    answer = flat(await begun.say("/next"))
    assert answer.startswith("Week 1 done: 1 of 8 topics, 40 min.")
    assert "7 topics are still open" in answer
    assert "Packed" in await begun.say("!press Bring along")
    assert "still open" not in await begun.say("/back", "/next")


async def test_nothing_done_is_not_praised(begun: Terminal) -> None:
    answer = await begun.say("/next")
    assert "Well done" not in answer
    assert answer.startswith("On to week 2.")
    assert "Left behind" in await begun.say("!press Leave")


async def test_the_milestone_says_what_the_reply_does_not(begun: Terminal) -> None:
    answer = flat(await begun.say("/next"))
    assert answer.startswith("On to week 2.")
    assert answer.endswith("1 of 24 weeks behind you, 23 to go.")
    answer = flat(await begun.say("!skip 1m", "/done 40", "/next"))
    assert "Week 2 done: 40 min." in answer
    assert answer.endswith("2 of 24 weeks behind you, 22 to go.")
    assert answer.count("behind you") == 1


async def test_what_was_built_is_done_too(begun: Terminal) -> None:
    await begun.say("/week")
    piece = next(each for each in begun.buttons if each.startswith("☐ Read two numbers"))
    await begun.say(f"!press {piece}")
    assert flat(await begun.say("/next")).startswith("Week 1 done: 1 of 5 pieces built.")


async def test_what_is_optional_is_out_of_the_counts_until_it_is_ticked(begun: Terminal) -> None:
    assert "0/8" in await begun.say("/next", "/progress")
    await begun.say("/week")
    (optional,) = [each for each in begun.buttons if each.startswith("☐ Today: ")]
    for label in begun.buttons:
        if label != optional:
            await begun.say(f"!press {label}")
    assert "8/8" in await begun.say("/progress")
    assert "Is the week done?" in await begun.say("/week")
    await begun.say(f"!press {optional}")
    assert "9/9" in await begun.say("/progress")


@pytest.mark.soak
async def test_a_menu_counts_as_a_whole(term: Terminal) -> None:
    await term.say("/start roadmap=islands tz=Europe/Berlin", *["/next"] * 24)
    assert "Week 25 of 30" in await term.say("/progress")
    assert "0/0" not in await term.say("/progress")
